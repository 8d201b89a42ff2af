/** 库存查询: type product, colour, size; what there is now, where and at what price, ready for the reply. */

import { html } from "../../shared/html.js";
import { day } from "../../shared/times.js";
import { pictureAddress } from "../../shared/address.js";
import { section } from "./section.js";
import { StockSearch } from "./stock-search.js";
import { put } from "./words.js";

const FIELD = "stock-query";
const searchOf = (desk) => desk.kept.of("stock", () => new StockSearch({ ask: (q) => desk.api.get(`/api/v1/desk/stock?q=${encodeURIComponent(q)}`), onChange: () => desk.changed() }));

export const actions = {
  "stock-find": (_, { desk }, event) => (event.preventDefault(), searchOf(desk).find(document.getElementById(FIELD).value)),
  "stock-say": ({ dataset }, { desk, say }) => put(dataset.text, desk, say),
};

export const keys = [{ code: "KeyS", alt: true, help: "查库存：商品、颜色、尺码", does: focus }];

function focus() {
  const field = document.getElementById(FIELD);
  field?.closest("details").setAttribute("open", "");
  field?.focus();
  field?.closest(".side-section").scrollIntoView({ block: "start" });
}

export function draw(_open, desk) {
  const { query, products, problem, busy } = searchOf(desk);
  return section("库存查询", html`<form class="stock-search" role="search"><input id="${FIELD}" type="search" maxlength="60" value="${query}" placeholder="卫衣 雾霾蓝 M" aria-label="商品、颜色、尺码或货号"><button class="mini-button" data-action="stock-find">查询</button></form>
    <div role="status">${busy && html`<p class="muted">正在查…</p>`}${problem && html`<p class="bad">${problem}</p>`}${products?.length === 0 && html`<p class="muted">没有找到，换个说法试试</p>`}${products?.map(productOf)}</div>`);
}

const productOf = ({ title, picture, warehouse, skus }) => html`<div class="stock-product">
  <p class="stock-title">${picture && html`<img src="${pictureAddress(picture)}" alt="" loading="lazy">`}<span><b>${title}</b>${warehouse && html`<br><span class="muted">${warehouse}</span>`}</span></p>
  <ul class="stock-skus">${skus.map(skuOf)}</ul></div>`;

const skuOf = ({ id, label, price, stock, restock_at: back, sentence }) => html`<li><span class="stock-label">${label}<span class="muted number">${id}</span></span><span class="price">¥${price}</span>
  <span class="${stock > 0 ? "stock-there" : "bad"}">${stock > 0 ? `${stock} 件` : back ? `缺货，${day(back)}到` : "缺货"}</span>
  <button class="text-button" data-action="stock-say" data-id="${id}" data-text="${sentence}" aria-label="插入回复：${label}">插入</button></li>`;
