/** The orders of the chosen shopper. */

import { pictureAddress } from "../shared/address.js";
import { html } from "../shared/html.js";
import { parcelCard, shippingPromise } from "../shared/parts.js";
import { moment } from "../shared/times.js";

export function ordersPage(store, orders) {
  return html`<section class="wide orders">
    <header class="section-head"><h1>我的订单</h1>${store.shopper && html`<span class="muted">${store.shopper.name}</span>`}</header>
    ${store.shopper ? list(orders) : html`<p class="empty">您现在是游客。请在页面右上角选择一个身份，再来看订单。</p>`}
  </section>`;
}

const list = (orders) => (orders.length === 0 ? html`<p class="empty">还没有订单，去<a class="link" href="#/">看看商品</a>吧。</p>` : orders.map(order));

const order = ({ id, title, state, state_zh: words, amount, picture, at, lines, parcels, ship_by: due, address_masked: address }) => html`<article class="order">
  <header><span>${moment(at)}</span><span class="number muted">订单号 ${id}</span><b class="state state-${state}">${words}</b></header>
  <div class="order-body">
    <img src="${pictureAddress(picture)}" alt="" loading="lazy">
    <div class="order-lines"><h2>${title}</h2>${lines.map((line) => html`<p class="muted">${line.sku_label} × ${line.quantity}</p>`)}
      ${promise(state, due)}<p class="muted">${address}</p></div>
    <div class="order-side"><b class="price">¥${amount}</b><button class="button button-small" data-action="ask-order" data-id="${id}">咨询这笔订单</button></div>
  </div>
  ${parcels.length > 0 && html`<div class="order-parcels">${parcels.map(parcelCard)}</div>`}
</article>`;

function promise(state, due) {
  const words = shippingPromise({ state, ship_by: due });
  return words && html`<p class="order-promise">${words}</p>`;
}
