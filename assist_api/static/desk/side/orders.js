/** The shopper's orders with their parcels. The one that is opened fills the slots of what is suggested. */

import { pictureAddress } from "../../shared/address.js";
import { html } from "../../shared/html.js";
import { parcelCard, shippingPromise } from "../../shared/parts.js";
import { moment } from "../../shared/times.js";
import { section } from "./section.js";

const FLAGS = { red: "红旗：投诉或风险", yellow: "黄旗：改地址或改商品", green: "绿旗：礼物或包装", blue: "蓝旗：物流跟进", purple: "紫旗：售后承诺" };

export const actions = {
  order: ({ dataset }, { desk }, event) => (event.preventDefault(), desk.chooseOrder(dataset.id)),
};

export function draw({ about: { orders }, shownOrder: shown, orderId: chosen }) {
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
