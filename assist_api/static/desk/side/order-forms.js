/**
 * The forms of what can be done to an order. No DOM.
 *   { name, title, fits(order, office), fields(order, office), body(values, order), danger? }
 * `fits`: whether the order is in a state in which it makes sense; whether it is allowed, the shop says.
 */

import { REGIONS } from "./regions.js";

const UNSENT = new Set(["unpaid", "paid"]);
const SENT = new Set(["partly_shipped", "shipped", "signed", "completed"]);
const REFUNDABLE = new Set(["paid", ...SENT, "refunding"]);
const PAID_FOR = new Set([...REFUNDABLE, "locked"]);
const in_ = (states) => (order) => states.has(order.state);

const options = (labels) => labels.map((label) => ({ value: label, label }));
const why = (...labels) => [
  { name: "reason", label: "原因", kind: "select", required: true, value: labels[0], options: options(labels) },
  { name: "more", label: "补充说明", kind: "text", maxlength: 100 },
];
const reasonOf = ({ reason, more }) => (more ? `${reason}：${more}` : reason);
const lineName = (line) => `${line.title} ${line.sku_label}`;
const linesOf = (order) => order.lines.map((line) => ({ value: line.sku_id, label: `${lineName(line)} ×${line.quantity}` }));
const money = (label, office, gift, more = {}) => ({ name: "amount", label: `${label}（元）`, kind: "money", required: true, min: 0.01, max: office.limit(gift), hint: `您的额度 ${office.limit(gift)} 元，本单已用的也算在内`, ...more });
const withoutEmpty = (values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? ""]));

export const ORDER_FORMS = [
  {
    name: "change_address",
    title: "改地址",
    fits: in_(UNSENT),
    fields: (order) => [
      { name: "now", kind: "note", text: `现在：${order.receiver} ${order.phone_masked} ${order.address_masked}。没填的保持不变。` },
      { name: "receiver", label: "收件人", kind: "text", maxlength: 40 },
      { name: "phone", label: "电话", kind: "text", maxlength: 20, check: (value) => (/^\+?\d[\d -]{5,18}\d$/.test(value) ? null : "请填写能打通的电话号码。") },
      { name: "region", label: "省份", kind: "select", value: "", options: [{ value: "", label: "不变" }, ...options(REGIONS)], check: (_, { detail }) => (detail ? null : "换省份要一起填详细地址。") },
      { name: "detail", label: "详细地址", kind: "textarea", maxlength: 120, rows: 2, hint: "市、区、街道和门牌", check: (_, { region }) => (region ? null : "请一起选择省份。") },
    ],
    problem: ({ receiver, phone, detail }) => (receiver || phone || detail ? null : "请至少填写一项。"),
    body: ({ receiver, phone, region, detail }) => ({ address: withoutEmpty({ receiver, phone, region, detail }) }),
  },
  {
    name: "change_item",
    title: "改规格",
    fits: (order) => UNSENT.has(order.state) && swapsOf(order).length > 0,
    fields: (order) => [
      { name: "swap", label: "换成", kind: "select", required: true, options: swapsOf(order), hint: order.state === "paid" ? "付过款的只能换同价规格" : "按今天的价格重新计算" },
      ...(order.state === "unpaid" ? [{ name: "quantity", label: "件数", kind: "number", required: true, value: order.lines[0].quantity, min: 1, max: 99 }] : []),
    ],
    body: ({ swap, quantity }, order) => {
      const [from, to] = swap.split(">");
      return { sku_id: from, to_sku_id: to, quantity: quantity ?? order.lines.find((line) => line.sku_id === from).quantity };
    },
  },
  {
    name: "change_postage",
    title: "改运费",
    fits: (order) => order.state === "unpaid" || (order.state === "paid" && Number(order.postage) > 0),
    fields: (order) => [{ name: "postage", label: "运费（元）", kind: "money", required: true, min: 0, max: order.state === "paid" ? Number(order.postage) : 999, value: order.postage, hint: order.state === "paid" ? "付过款的只能减，差额退给顾客" : "顾客刷新付款页面后生效" }],
    body: ({ postage }) => ({ postage }),
  },
  {
    name: "change_price",
    title: "改价",
    fits: (order, office) => order.state === "unpaid" && office.about?.sets_prices,
    fields: (order) => [
      { name: "sku_id", label: "商品", kind: "select", required: true, value: order.lines[0].sku_id, options: linesOf(order) },
      { name: "price", label: "单价（元）", kind: "money", required: true, min: 0.01, value: order.lines[0].price },
    ],
    body: ({ sku_id, price }) => ({ sku_id, price }),
  },
  {
    name: "add_note",
    title: "备注",
    fits: () => true,
    fields: () => [
      { name: "text", label: "给仓库和同事的备注", kind: "textarea", required: true, maxlength: 500 },
      { name: "flag", label: "同时插旗", kind: "select", value: "", options: [{ value: "", label: "不变" }, ...FLAGS.map(({ name, title }) => ({ value: name, label: title }))] },
    ],
    body: ({ text, flag }) => ({ text, flag: flag || null }),
  },
  {
    name: "refund",
    title: "退款",
    danger: true,
    fits: in_(REFUNDABLE),
    fields: (order, office) => [
      { name: "limit", kind: "note", text: `您的退款额度 ${office.limit("refund")} 元，本单已退的也算在内。` },
      { name: "sku_id", label: "退哪些", kind: "select", value: "", options: [{ value: "", label: `整单（实付 ${order.paid} 元）` }, ...order.lines.map((line) => ({ value: line.sku_id, label: `${lineName(line)}（${line.refundable} 元）` }))] },
      { name: "pieces", label: "件数", kind: "number", min: 1, max: 99, hint: "不填就是全部", when: ({ sku_id }) => order.lines.some((line) => line.sku_id === sku_id && line.quantity > 1) },
      ...why("缺货", "不想要了", "少件", "破损", "质量问题", "丢件", "其他"),
    ],
    body: (values) => ({ sku_id: values.sku_id, pieces: values.sku_id ? (values.pieces ?? 0) : 0, reason: reasonOf(values) }),
  },
  {
    name: "pay_out",
    title: "小额打款",
    fits: in_(new Set([...PAID_FOR, "refunded"])),
    fields: (order, office) => [money("金额", office, "payout"), ...why("商品小瑕疵", "发货慢", "物流慢", "少件", "服务补偿", "其他")],
    body: (values) => ({ amount: values.amount, reason: reasonOf(values) }),
  },
  {
    name: "return_postage",
    title: "退运费",
    fits: (order) => PAID_FOR.has(order.state) && (Number(order.postage) > 0 || Boolean(order.signed_at)),
    fields: (order, office) => [
      { name: "way", label: "哪一段运费", kind: "select", required: true, value: Number(order.postage) > 0 ? "out" : "back", options: [...(Number(order.postage) > 0 ? [{ value: "out", label: `发货运费（付了 ${order.postage} 元）` }] : []), ...(order.signed_at ? [{ value: "back", label: "顾客寄回的运费" }] : [])] },
      money("寄回运费", office, "postage", { required: false, when: ({ way }) => way === "back", hint: `您的额度 ${office.limit("postage")} 元` }),
    ],
    problem: ({ way, amount }) => (way === "back" && !amount ? "请填写寄回的运费。" : null),
    body: ({ way, amount }) => ({ way, amount: way === "back" ? amount : null }),
  },
  {
    name: "grant_coupon",
    title: "送优惠券",
    fits: () => true,
    fields: (order, office) => [
      money("面额", office, "coupon", { hint: `您的额度 ${office.limit("coupon")} 元，这位顾客近期的都算` }),
      { name: "from_amount", label: "满多少可用（元）", kind: "money", value: "0", hint: "0 是无门槛" },
      ...why("服务补偿", "发货慢", "物流慢", "商品小瑕疵", "其他"),
    ],
    body: (values) => ({ amount: values.amount, from_amount: values.from_amount || "0", reason: reasonOf(values) }),
  },
  {
    name: "grant_points",
    title: "送积分",
    fits: () => true,
    fields: (order, office) => [{ name: "points", label: "积分", kind: "number", required: true, min: 1, max: office.limit("points"), hint: `您的额度 ${office.limit("points")} 分，这位顾客近期的都算` }, ...why("服务补偿", "发货慢", "物流慢", "其他")],
    body: (values) => ({ points: values.points, reason: reasonOf(values) }),
  },
  {
    name: "resend",
    title: "补发",
    fits: in_(SENT),
    fields: (order, office) => [
      { name: "limit", kind: "note", text: `生成 0 元的补发单，加急发出。您的额度是 ${office.limit("resend")} 元的商品。` },
      ...order.lines.map((line, index) => ({ name: `pieces${index}`, label: `${lineName(line)}（买了 ${line.quantity} 件）补发几件`, kind: "number", min: 0, max: line.quantity, value: order.lines.length === 1 ? line.quantity : 0 })),
      ...why("少件", "丢件", "破损", "错发", "质量问题"),
    ],
    problem: (values, order) => (piecesOf(values, order).length > 0 ? null : "请填写补发几件。"),
    body: (values, order) => ({ pieces: piecesOf(values, order), reason: reasonOf(values) }),
  },
  {
    name: "register_return",
    title: "登记退换货",
    fits: in_(new Set(["paid", ...SENT, "refunding"])),
    fields: (order) => [
      { name: "sku_id", label: "商品", kind: "select", required: true, value: order.lines[0].sku_id, options: linesOf(order) },
      { name: "kind", label: "类型", kind: "select", required: true, value: order.signed_at ? "退货退款" : "仅退款", options: options(["退货退款", "换货", "仅退款"]) },
      ...order.lines.map((line, index) => ({ name: `to${index}`, label: "换成", kind: "select", value: line.sku_id, options: line.skus.map((sku) => ({ value: sku.id, label: skuName(sku) })), when: ({ kind, sku_id }) => kind === "换货" && sku_id === line.sku_id })),
      ...why("尺码不合适", "不喜欢", "颜色与预期不符", "质量问题", "破损", "错发", "少件", "其他"),
    ],
    body: (values, order) => {
      const index = order.lines.findIndex((line) => line.sku_id === values.sku_id);
      return { sku_id: values.sku_id, kind: values.kind, reason: reasonOf(values), exchange_sku_id: values.kind === "换货" ? values[`to${index}`] : null };
    },
  },
  {
    name: "cancel_order",
    title: "取消订单",
    danger: true,
    fits: in_(UNSENT),
    fields: () => why("不想要了", "拍错了", "地址填错", "缺货", "重复下单", "其他"),
    body: (values) => ({ reason: reasonOf(values) }),
  },
];

export const FLAGS = [
  { name: "red", title: "红旗：投诉或风险" },
  { name: "yellow", title: "黄旗：改地址或改商品" },
  { name: "green", title: "绿旗：礼物或包装" },
  { name: "blue", title: "蓝旗：物流跟进" },
  { name: "purple", title: "紫旗：售后承诺" },
];

/** Those that make sense for the order and that the shop's system can do. */
export const formsFor = (order, office) => ORDER_FORMS.filter((form) => office.can(form.name) && form.fits(order, office));

const skuName = ({ label, price, stock }) => `${label} ¥${price}，余 ${stock} 件`;

const swapsOf = (order) => order.lines.flatMap((line) => line.skus.filter((sku) => mayBecome(order, line, sku)).map((sku) => ({ value: `${line.sku_id}>${sku.id}`, label: `${lineName(line)} → ${skuName(sku)}` })));

/** What is paid becomes something else of the same price; what is not paid may also change in number. */
function mayBecome(order, line, sku) {
  if (order.state === "unpaid") return sku.stock > 0 || sku.id === line.sku_id;
  const now = line.skus.find(({ id }) => id === line.sku_id);
  return sku.id !== line.sku_id && sku.stock > 0 && sku.price === now?.price;
}

const piecesOf = (values, order) => order.lines.map((line, index) => ({ sku_id: line.sku_id, quantity: values[`pieces${index}`] ?? 0 })).filter(({ quantity }) => quantity > 0);
