/** The right column: why it was handed over, who asks, what was promised, the orders. */

import { pictureAddress } from "../shared/address.js";
import { html } from "../shared/html.js";
import { parcelCard, shippingPromise } from "../shared/parts.js";
import { date, moment } from "../shared/times.js";

const PROMISES = {
  urge_shipping: "催发货",
  urge_delivery: "催派送",
  tell_courier: "转告快递",
  invoice: "开发票",
  payment: "核实付款",
};
const FLAGS = { red: "红旗：投诉或风险", yellow: "黄旗：改地址或改商品", green: "绿旗：礼物或包装", blue: "蓝旗：物流跟进", purple: "紫旗：售后承诺" };

export function sidePanel(open) {
  if (!open?.messages) return html`<p class="empty">选择会话后，这里显示转接原因、顾客和订单。</p>`;
  const { summary, shopper, promises, orders } = open.about;
  return html`${summaryOf(summary)}${shopperOf(shopper, open.row)}${promisesOf(promises)}${ordersOf(orders, open.shownOrder, open.orderId)}`;
}

const section = (title, body) => html`<section class="side-section"><h3>${title}</h3>${body}</section>`;

function summaryOf(summary) {
  if (!summary || (summary.reasons.length === 0 && !summary.topic && summary.tried.length === 0)) return null;
  return section("转接摘要", html`
    ${summary.sentence && html`<p class="summary-sentence">${summary.sentence}</p>`}
    <dl class="summary">
      ${summary.topic && html`<dt>问什么</dt><dd>${summary.topic}</dd>`}
      ${summary.reasons.length > 0 && html`<dt>为什么转</dt><dd class="reasons">${summary.reasons.map((reason) => html`<span>${reason}</span>`)}</dd>`}
      ${summary.tried.length > 0 && html`<dt>已经试过</dt><dd><ul class="tried">${summary.tried.map((sentence) => html`<li>${sentence}</li>`)}</ul></dd>`}
    </dl>`);
}

function shopperOf(shopper, row) {
  if (!shopper) return section("顾客", html`<p>${row.shopper.name}</p><p class="muted">未登录，身份没有核实</p>`);
  return section("顾客", html`<p class="shopper-name"><b>${shopper.name}</b><span class="level">${shopper.level}</span></p>
    <dl class="pairs"><dt>地区</dt><dd>${shopper.region}</dd><dt>累计消费</dt><dd class="number">¥${shopper.spent}</dd><dt>注册时间</dt><dd>${date(shopper.since)}</dd></dl>`);
}

function promisesOf(promises) {
  if (promises.length === 0) return null;
  return section("已答应顾客", html`<ul class="promises">${promises.map(({ kind, order_id: order, due_at: due, kept_at: kept }) => html`<li class="${kept ? "kept" : Date.parse(due) < Date.now() && "late"}">
    <b>${PROMISES[kind] ?? kind}</b><span>${kept ? "已兑现" : `${moment(due)} 前`}</span><span class="muted number">${order}</span></li>`)}</ul>`);
}

function ordersOf(orders, shown, chosen) {
  if (orders === null) return section("订单", html`<p class="bad">店铺系统暂时没有响应，订单稍后再看。</p>`);
  if (orders.length === 0) return section("订单", html`<p class="muted">没有订单</p>`);
  return section("订单", orders.map((order) => orderOf(order, order.id === shown, order.id === chosen)));
}

const orderOf = (order, isOpen, isChosen) => html`<details class="order ${isChosen && "order-chosen"}" ${isOpen && "open"}>
  <summary data-action="order" data-id="${order.id}" title="展开后，建议回复按这一单来写">
    ${order.picture && html`<img src="${pictureAddress(order.picture)}" alt="" loading="lazy">`}
    <span class="order-head"><span class="order-title">${order.title}</span><span class="order-line"><b class="state state-${order.state}">${order.state_zh}</b><span class="price">¥${order.amount}</span></span></span>
    ${order.flag && html`<i class="flag flag-${order.flag}" title="${FLAGS[order.flag]}"></i>`}
  </summary>
  <div class="order-body">
    ${isChosen && html`<p class="order-note-chosen">建议回复正按这一单来写</p>`}
    <p class="order-id"><span class="number">${order.id}</span><button class="text-button" data-action="copy" data-text="${order.id}">复制</button></p>
    ${order.lines.map((line) => html`<p>${line.title} <span class="muted">${line.sku_label} × ${line.quantity}</span></p>`)}
    <p class="muted">${moment(order.at)} 下单</p>
    ${shippingPromise(order) && html`<p class="order-promise">${shippingPromise(order)}</p>`}
    <p class="muted">${order.address_masked}</p>
    ${order.notes.map((note) => html`<p class="order-note"><b>${note.by}</b> ${note.text}</p>`)}
    ${order.parcels.map(parcelCard)}
  </div>
</details>`;
