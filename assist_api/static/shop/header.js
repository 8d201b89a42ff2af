/** The shop's sign, its categories, and who is looking. */

import { html } from "../shared/html.js";
import { icon } from "../shared/icons.js";

export function header(store, route) {
  return html`<a class="skip" href="#main">跳到正文</a>
  <div class="bar"><div class="wide bar-in">
    <span>付款后 ${store.shop.promise_hours} 小时内发货 · 满 ${Number(store.shop.free_from)} 元包邮 · ${store.shop.no_reason_days} 天无理由退换</span>
    ${store.shoppers.length > 0 && identity(store)}
  </div></div>
  <div class="wide sign">
    <a class="logo" href="#/"><span class="logo-mark" aria-hidden="true">棠</span><span><b>${store.shop.name}</b><small>把日子过得舒服一点</small></span></a>
    <a class="sign-link" href="#/orders" ${current(route.name === "orders")}>${icon("bag")}我的订单</a>
  </div>
  <nav class="tabs" aria-label="商品分类"><div class="wide tabs-in">
    <a href="#/" ${current(route.name === "home" && !route.category)}>全部商品</a>
    ${store.categories.map((name) => html`<a href="#/category/${encodeURIComponent(name)}" ${current(route.category === name)}>${name}</a>`)}
  </div></nav>`;
}

const current = (is) => is && html`aria-current="page"`;

function identity({ shoppers, shopper }) {
  return html`<label class="identity"><span>您现在是</span>
    <select id="identity" title="${shopper?.story ?? "没有登录的访客"}">
      <option value="">游客（未登录）</option>
      ${shoppers.map(({ id, name, story }) => html`<option value="${id}" ${id === shopper?.id && "selected"}>${name} — ${story}</option>`)}
    </select></label>`;
}
