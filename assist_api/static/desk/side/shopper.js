/** Who asks: what the shop knows, what the team has tagged and noted, what happened before. */

import { html } from "../../shared/html.js";
import { date, moment } from "../../shared/times.js";
import { section } from "./section.js";
import { ShopperFile } from "./shopper-file.js";

const fileOf = (desk) => ShopperFile.of(desk.open, desk);
const WHAT = { handover: "转人工", close: "结束会话", return_to_bot: "交还机器人" };
const DEEDS = {
  change_address: "改地址", change_item: "改规格", change_postage: "改运费", change_price: "改价", cancel_order: "取消订单", set_flag: "插旗", add_note: "备注订单",
  refund: "退款", pay_out: "小额打款", return_postage: "退运费", refund_difference: "退差价", grant_coupon: "送优惠券", grant_points: "送积分", resend: "补发",
  register_return: "登记退换货", decide_return: "审核退换货", note_return_parcel: "登记寄回单号", receive_return: "退货入库", make_exchange: "换货制单",
};
const whatOf = (what) => WHAT[what] ?? DEEDS[what.replace("order.", "")] ?? what;

export const actions = {
  "shopper-tag": ({ dataset }, { desk, attempt }) => attempt(() => fileOf(desk).tag(dataset.text)),
  "shopper-untag": ({ dataset }, { desk, attempt }) => attempt(() => fileOf(desk).untag(dataset.text)),
  "shopper-new-tag": (_, { desk, ask }) => ask({ title: "添加标签", submitLabel: "添加", fields: [{ name: "tag", label: "标签", kind: "text", required: true, maxlength: 12, hint: "最多 12 个字，比如 老客户、急性子" }], submit: ({ tag }) => fileOf(desk).tag(tag) }),
  "shopper-note": (_, { desk, ask }) => ask({ title: "顾客备注", submitLabel: "保存", fields: [{ name: "text", label: "备注", kind: "textarea", required: true, maxlength: 500, hint: "只有同事看得到，下次会话也在" }], submit: ({ text }) => fileOf(desk).note(text) }),
  "shopper-note-drop": ({ dataset }, { desk, attempt }) => attempt(() => fileOf(desk).dropNote(dataset.id)),
};

export const frames = {
  shopper: ({ shopper_id: id, tags, notes }, { desk }) => desk.open?.row.shopper.id === id && fileOf(desk).become({ tags, notes }),
};

export function draw(open, desk) {
  const { about: { shopper }, row } = open;
  if (!shopper) return section("顾客", html`<p>${row.shopper.name}</p><p class="muted">未登录，身份没有核实</p>`);
  const file = ShopperFile.of(open, desk);
  return section("顾客", html`<p class="shopper-name"><b>${shopper.name}</b><span class="level">${shopper.level}</span></p>
    <dl class="pairs"><dt>地区</dt><dd>${shopper.region}</dd><dt>累计消费</dt><dd class="number">¥${shopper.spent}</dd><dt>注册时间</dt><dd>${date(shopper.since)}</dd></dl>
    ${tagsOf(file)}${notesOf(file.about.notes)}${historyOf(file.about.history)}`);
}

const tagsOf = ({ about: { tags }, offered }) => html`<div class="tags" role="group" aria-label="标签">
  ${tags.map(({ tag, by }) => html`<span class="tag" title="${by} 添加">${tag}<button data-action="shopper-untag" data-text="${tag}" aria-label="去掉标签 ${tag}">×</button></span>`)}
  ${offered.slice(0, 4).map((tag) => html`<button class="tag tag-offered" data-action="shopper-tag" data-text="${tag}" title="加上这个常用标签">+ ${tag}</button>`)}
  <button class="tag tag-new" data-action="shopper-new-tag">+ 标签</button><button class="tag tag-new" data-action="shopper-note">+ 备注</button></div>`;

const notesOf = (notes) => notes.map(({ id, by, text, at }) => html`<p class="order-note"><b>${by}</b> ${text} <span class="muted">${moment(at)}</span><button class="text-button" data-action="shopper-note-drop" data-id="${id}" aria-label="删除这条备注">删除</button></p>`);

function historyOf(history) {
  if (history.length === 0) return null;
  return html`<details class="history"><summary>以往服务（${history.length}）</summary><ol class="timeline">${history.map(({ at, who, what, words }) => html`<li><time datetime="${at}">${moment(at)}</time><p><b>${whatOf(what)}</b> ${who}</p>${words.length > 0 && html`<span class="muted">${words.join("；")}</span>`}</li>`)}</ol></details>`;
}
