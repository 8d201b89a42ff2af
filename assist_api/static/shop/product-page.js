/** One product: pictures, options, what it is, how it fits, what proves it. */

import { pictureAddress } from "../shared/address.js";
import { html } from "../shared/html.js";
import { icon } from "../shared/icons.js";
import { stockWords } from "../shared/parts.js";
import { date } from "../shared/times.js";
import { price } from "./home-page.js";

export function productPage(product, chosen, shop) {
  const sku = skuOf(product, chosen);
  return html`<article class="wide product">
    <nav class="crumbs" aria-label="位置"><a href="#/">首页</a> / <a href="#/category/${encodeURIComponent(product.category)}">${product.category}</a> / <span>${product.kind}</span></nav>
    <div class="product-top">
      <div class="product-picture"><img src="${pictureAddress(product.picture)}" alt="${product.title}"></div>
      <div class="product-buy">
        <h1>${product.title}</h1>
        <p class="product-points">${product.selling_points.join(" · ")}</p>
        <p class="product-price"><span class="muted">价格</span> <b class="price"><small>¥</small>${price(sku?.price ?? product.price)}</b></p>
        ${optionsOf(product).map(([name, values]) => optionRow(product, chosen, name, values))}
        <p class="product-stock"><span class="muted">库存</span> ${stockWords(sku ? sku.stock : product.stock)}</p>
        <div class="product-actions">
          <button class="button button-main" data-action="ask">${icon("chat")}问问客服</button>
          <button class="button" data-action="size" ${Object.keys(product.size_chart).length === 0 && "hidden"}>帮我选尺码</button>
        </div>
        <ul class="promises"><li>${shop.promise_hours} 小时内发货</li><li>满 ${Number(shop.free_from)} 元包邮</li><li>可开电子发票</li></ul>
      </div>
    </div>
    <div class="sheets">${[attributes(product), sizes(product), craft(product), certificates(product), prices(product)]}</div>
  </article>`;
}

/** The SKU that the chosen options name, once all are chosen. */
export const skuOf = ({ skus }, chosen) =>
  skus.find(({ options }) => Object.entries(options).every(([name, value]) => chosen[name] === value));

function optionsOf({ skus }) {
  const values = {};
  for (const { options } of skus) for (const [name, value] of Object.entries(options)) (values[name] ??= new Set()).add(value);
  return Object.entries(values).map(([name, set]) => [name, [...set]]);
}

function optionRow(product, chosen, name, values) {
  return html`<fieldset class="options"><legend>${name}</legend>${values.map((value) => {
    const available = stockWith(product, { ...chosen, [name]: value }) > 0;
    return html`<button class="option" data-action="option" data-name="${name}" data-value="${value}" aria-pressed="${chosen[name] === value}" ${!available && html`data-empty title="暂时缺货"`}>${value}</button>`;
  })}</fieldset>`;
}

const stockWith = ({ skus }, wanted) =>
  skus.filter(({ options }) => Object.entries(wanted).every(([name, value]) => options[name] === value)).reduce((sum, { stock }) => sum + stock, 0);

const sheet = (title, body) => html`<section class="sheet"><h2>${title}</h2>${body}</section>`;

const attributes = ({ attributes: all }) =>
  sheet("商品参数", html`<dl class="facts">${Object.entries(all).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`);

function sizes({ size_chart: chart }) {
  const rows = Object.entries(chart);
  if (rows.length === 0) return null;
  const columns = Object.keys(rows[0][1]);
  return sheet("尺码表", html`<div class="table-frame"><table><thead><tr><th scope="col">尺码</th>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
    <tbody>${rows.map(([size, values]) => html`<tr><th scope="row">${size}</th>${columns.map((name) => html`<td>${values[name]}</td>`)}</tr>`)}</tbody></table></div>`);
}

function craft({ craft: made, care }) {
  if (!made && !care) return null;
  return sheet("工艺与保养", html`<dl class="words">${made && html`<dt>工艺</dt><dd>${made}</dd>`}${care && html`<dt>保养</dt><dd>${care}</dd>`}</dl>`);
}

const certificates = ({ certificates: all }) =>
  all.length > 0 && sheet("质检与资质", html`<ul class="certificates">${all.map(({ kind, number, issued_by: by, says }) => html`<li>${icon("shield")}<div><b>${kind}</b> <span class="number muted">${number}</span><p>${says}</p><p class="muted">${by}</p></div></li>`)}</ul>`);

const prices = ({ price_history: all }) =>
  all.length > 0 && sheet("价格记录", html`<ol class="prices">${all.map(({ at, price: was, reason }) => html`<li><time datetime="${at}">${date(at)}</time><span>${reason}</span><b class="price">¥${price(was)}</b></li>`)}</ol>`);
