/** The products, all or of one category. */

import { pictureAddress } from "../shared/address.js";
import { html } from "../shared/html.js";
import { icon } from "../shared/icons.js";
import { stockWords } from "../shared/parts.js";

const assurances = ({ promise_hours: hours, no_reason_days: days, free_from: from, hours: service }) => [
  ["truck", `${hours} 小时内发货`, `满 ${Number(from)} 元包邮`],
  ["shield", `${days} 天无理由退换`, "不合适就退，放心买"],
  ["chat", "有问必答", `人工客服 ${service.join("–")} 在线`],
];

export function homePage(store, { category }) {
  const products = store.products.filter((product) => !category || product.category === category);
  return html`${!category && hero(store.shop)}
    <section class="wide">
      <header class="section-head"><h1>${category ?? "全部商品"}</h1><span class="muted">共 ${products.length} 件</span></header>
      ${products.length === 0 && html`<p class="empty">这个分类暂时没有商品。</p>`}
      <ul class="grid">${products.map(tile)}</ul>
    </section>`;
}

const hero = (shop) => html`<section class="hero"><div class="wide hero-in">
  <div><p class="hero-kicker">秋冬上新</p><h2>柔软、耐穿、刚刚好</h2><p>每一件都写清楚材质、尺码和洗护，不确定就问小二。</p></div>
  <ul class="assurances">${assurances(shop).map(([name, title, line]) => html`<li>${icon(name)}<span><b>${title}</b><small>${line}</small></span></li>`)}</ul>
</div></section>`;

const tile = (product) => html`<li><a class="tile" href="#/product/${encodeURIComponent(product.id)}">
  <span class="tile-picture"><img src="${pictureAddress(product.picture)}" alt="" loading="lazy">${product.stock === 0 && html`<em>补货中</em>`}</span>
  <span class="tile-title">${product.title}</span>
  <span class="tile-point">${product.selling_points[0]}</span>
  <span class="tile-line"><b class="price"><small>¥</small>${price(product.price)}</b><span class="muted">${stockWords(product.stock)}</span></span>
</a></li>`;

/** 139.00 → 139, 59.90 → 59.90 */
export const price = (text) => text.replace(/\.00$/, "");
