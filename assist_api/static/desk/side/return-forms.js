/** The forms of what can be done to a return: as order-forms.js, with the return in the order's place. No DOM. */

const EXCHANGE = "换货";
const MONEY_ONLY = "仅退款";
const in_ = (...states) => (asked) => states.includes(asked.state);
const withGoods = (fits) => (asked) => asked.kind !== MONEY_ONLY && fits(asked);

export const RETURN_FORMS = [
  { name: "decide_return", key: "approve", title: "通过", fits: in_("applied"), fields: () => [], body: (_, asked) => ({ return_id: asked.id, approve: true }) },
  {
    name: "decide_return",
    key: "reject",
    title: "驳回",
    danger: true,
    fits: in_("applied"),
    fields: () => [{ name: "reason", label: "驳回原因", kind: "textarea", required: true, maxlength: 200, hint: "会告诉顾客，请写清楚" }],
    body: ({ reason }, asked) => ({ return_id: asked.id, approve: false, reason }),
  },
  {
    name: "note_return_parcel",
    key: "parcel",
    title: "登记寄回单号",
    fits: withGoods(in_("approved", "sent_back")),
    fields: (asked) => [
      { name: "courier", label: "快递公司", kind: "text", required: true, maxlength: 40, value: asked.courier },
      { name: "tracking_no", label: "快递单号", kind: "text", required: true, maxlength: 40, value: asked.tracking_no, check: (value) => (/^[A-Za-z0-9-]{4,40}$/.test(value) ? null : "单号只有字母、数字和横线，至少 4 位。") },
    ],
    body: ({ courier, tracking_no }, asked) => ({ return_id: asked.id, courier, tracking_no }),
  },
  { name: "receive_return", key: "receive", title: "确认入库", fits: withGoods(in_("approved", "sent_back")), fields: () => [], body: (_, asked) => ({ return_id: asked.id }) },
  { name: "make_exchange", key: "exchange", title: "换货制单", fits: (asked) => asked.kind === EXCHANGE && !asked.exchange_order_id && in_("approved", "sent_back", "received")(asked), fields: () => [], body: (_, asked) => ({ return_id: asked.id }) },
  {
    name: "refund",
    key: "refund",
    title: "退款",
    danger: true,
    fits: (asked) => asked.kind !== EXCHANGE && (asked.state === "received" || (asked.kind === MONEY_ONLY && ["applied", "approved"].includes(asked.state))),
    fields: () => [],
    body: (_, asked) => ({ sku_id: asked.sku_id, reason: asked.reason || asked.kind }),
  },
];

export const returnFormsFor = (asked, office) => RETURN_FORMS.filter((form) => office.can(form.name) && form.fits(asked));
