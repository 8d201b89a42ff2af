/** The shopper's orders with what can be done to them. The one that is opened fills the slots of what is suggested. */

import { pictureAddress } from "../../shared/address.js";
import { html } from "../../shared/html.js";
import { newId } from "../../shared/new-id.js";
import { shippingPromise } from "../../shared/parts.js";
import { moment } from "../../shared/times.js";
import { Office } from "./office.js";
import { FLAGS, ORDER_FORMS, formsFor } from "./order-forms.js";
import { parcelTimeline } from "./parcel-timeline.js";
import { perform, readAnew } from "./perform.js";
import { section } from "./section.js";
import { put } from "./words.js";

const flagTitle = (name) => FLAGS.find((flag) => flag.name === name)?.title;
const orderIn = (desk, id) => desk.open?.about.orders?.find((order) => order.id === id);

export const actions = {
  order: ({ dataset }, { desk }, event) => (event.preventDefault(), desk.chooseOrder(dataset.id)),
  "order-do": ({ dataset }, tools) => begin(dataset.id, dataset.name, tools),
  "order-flag": ({ dataset }, tools) => setFlag(dataset.id, dataset.flag || null, tools),
  "office-reload": (_, { desk, attempt }) => attempt(() => Office.of(desk.open, desk).load()),
  "order-say": ({ dataset }, { desk, say }) => put(Office.of(desk.open, desk).results.get(dataset.id).sentence, desk, say),
  "order-result-close": ({ dataset }, { desk }) => Office.of(desk.open, desk).forget(dataset.id),
};

export const keys = [{ code: "KeyO", alt: true, help: "办理当前订单：改地址、退款、补发…", does: (tools) => choose(tools) }];

/** Somebody did something to an order, here or at another desk. */
export const frames = {
  order: ({ conversation_id: id }, { desk, reload }) => desk.open?.id === id && readAnew(Office.of(desk.open, desk), desk.open, desk, reload),
};

export function draw(open, desk) {
  const { about: { orders }, shownOrder: shown, orderId: chosen } = open;
  if (orders === null) return section("订单", html`<p class="bad">店铺系统暂时没有响应，订单稍后再看。</p>`);
  if (orders.length === 0) return section("订单", html`<p class="muted">没有订单</p>`);
  const office = Office.of(open, desk);
  return section("订单", html`${office.problem && html`<p class="bad">${office.problem} <button class="text-button" data-action="office-reload">重试</button></p>`}${orders.map((order) => orderOf(order, order.id === shown, order.id === chosen, office))}`, { mark: orders.length });
}

function begin(id, name, tools) {
  const order = orderIn(tools.desk, id);
  const form = order && formsFor(order, Office.of(tools.desk.open, tools.desk)).find((one) => one.name === name);
  return form && perform(form, order, id, tools);
}

/** By keyboard: first which operation, then its form. */
async function choose(tools) {
  const { desk, ask, say } = tools;
  const order = orderIn(desk, desk.open?.shownOrder) ?? desk.open?.about.orders?.[0];
  const forms = order ? formsFor(order, Office.of(desk.open, desk)) : [];
  if (forms.length === 0) return say("现在没有可以办理的订单");
  const options = forms.map(({ name, title }) => ({ value: name, label: title }));
  const chosen = await ask({ title: `办理订单 ${order.id}`, submitLabel: "下一步", fields: [{ name: "name", label: "操作", kind: "select", required: true, options, value: forms[0].name }], submit: async ({ name }) => name });
  return chosen && begin(order.id, chosen, tools);
}

function setFlag(id, flag, { desk, attempt, reload }) {
  const office = Office.of(desk.open, desk);
  const now = orderIn(desk, id)?.flag;
  return attempt(async () => {
    await office.perform(id, "set_flag", { key: newId(), flag: flag === now ? null : flag }, "插旗");
    office.forget(id);
    await reload();
  });
}

const orderOf = (order, isOpen, isChosen, office) => html`<details class="order ${isChosen && "order-chosen"}" ${isOpen && "open"}>
  <summary data-action="order" data-id="${order.id}" title="展开后，建议回复按这一单来写">
    ${order.picture && html`<img src="${pictureAddress(order.picture)}" alt="" loading="lazy">`}
    <span class="order-head"><span class="order-title">${order.title}</span><span class="order-line"><b class="state state-${order.state}">${order.state_zh}</b><span class="price">¥${order.amount}</span></span></span>
    ${order.flag && html`<i class="flag flag-${order.flag}" title="${flagTitle(order.flag)}" role="img" aria-label="${flagTitle(order.flag)}"></i>`}
  </summary>
  <div class="order-body">
    ${isChosen && html`<p class="order-note-chosen">建议回复正按这一单来写</p>`}
    ${resultOf(order, office)}
    <p class="order-id"><span class="number">${order.id}</span><button class="text-button" data-action="copy" data-text="${order.id}">复制</button></p>
    ${order.lines.map((line) => html`<p>${line.title} <span class="muted">${line.sku_label} × ${line.quantity}，¥${line.price}</span></p>`)}
    <p class="muted">${sumsOf(order)}</p>
    <p class="muted">${moment(order.at)} 下单${order.invoice && `，发票${order.invoice}`}</p>
    ${order.oversold && html`<p class="bad">超卖：下单时没有库存</p>`}
    ${shippingPromise(order) && html`<p class="order-promise">${shippingPromise(order)}</p>`}
    <p class="muted">${order.receiver} ${order.phone_masked}<br>${order.address_masked}</p>
    ${flagsOf(order, office)}
    ${order.notes.map((note) => html`<p class="order-note">${note.flag && html`<i class="flag flag-${note.flag}"></i>`}<b>${note.by}</b> ${note.text} <span class="muted">${moment(note.at)}</span></p>`)}
    ${order.parcels.map(parcelTimeline)}
    <div class="order-actions" role="group" aria-label="订单 ${order.id} 的操作">${formsFor(order, office).map((form) => html`<button class="mini-button ${form.danger && "mini-danger"}" data-action="order-do" data-id="${order.id}" data-name="${form.name}">${form.title}</button>`)}</div>
    ${office.about && missing(order, office) && html`<p class="muted">${missing(order, office)}</p>`}
  </div>
</details>`;

/** What cannot be done here is said, so that nobody looks for it. */
function missing(order, office) {
  const titles = ORDER_FORMS.filter((form) => !office.can(form.name) && form.fits(order, office)).map(({ title }) => title);
  return titles.length > 0 && `这里办不了：${titles.join("、")}。店铺系统不支持或您没有权限，请到店铺后台办理。`;
}

const sumsOf = ({ goods_total: goods, discount, postage, paid, paid_at: at }) => `商品 ${goods}，优惠 ${discount}，运费 ${postage}${at ? `，实付 ${paid}` : ""}`;

function flagsOf(order, office) {
  if (!office.can("set_flag")) return null;
  return html`<div class="flag-picker" role="group" aria-label="插旗">${FLAGS.map(({ name, title }) => html`<button class="flag-choice" data-action="order-flag" data-id="${order.id}" data-flag="${name}" aria-pressed="${String(order.flag === name)}" aria-label="${title}" title="${order.flag === name ? `${title}（再点一次取下）` : title}"><i class="flag flag-${name}"></i></button>`)}</div>`;
}

function resultOf(order, office) {
  const result = office.results.get(order.id);
  if (!result) return null;
  return html`<div class="order-result" role="status"><b>${result.title}已完成</b>${result.effects.map((sentence) => html`<p>${sentence}</p>`)}
    ${result.sentence && html`<p class="order-words">${result.sentence}</p>`}
    <p>${result.sentence && html`<button class="mini-button" data-action="order-say" data-id="${order.id}">插入回复</button>`}<button class="text-button" data-action="order-result-close" data-id="${order.id}">收起</button></p></div>`;
}
