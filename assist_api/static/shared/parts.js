/** The parts of a message as markup: cards and pictures. Quick buttons are the conversation's matter, not the bubble's. */

import { pictureAddress } from "./address.js";
import { html } from "./html.js";
import { clock, day, moment } from "./times.js";

const EVENTS_OPEN = 3;

const DRAWERS = {
  "card/order": orderCard,
  "card/parcel": parcelCard,
  "card/product": productCard,
  picture: pictureOf,
  table: tableOf,
};

/** Unknown parts draw nothing: an older page must not break on a newer bot. */
export function partsOf(message, base = "") {
  const parts = message.parts ?? [];
  const pictures = parts.filter((part) => part.type === "picture");
  if (pictures.length < 2) return parts.map((part) => drawPart(part, base));
  const others = parts.filter((part) => part.type !== "picture").map((part) => drawPart(part, base));
  return [html`<div class="pictures">${pictures.map((part) => drawPart(part, base))}</div>`, ...others];
}

const drawPart = (part, base) => DRAWERS[part.kind ? `${part.type}/${part.kind}` : part.type]?.(part, base);

export const quickButtons = (message) =>
  (message?.parts ?? []).filter((part) => part.type === "buttons").flatMap((part) => part.buttons.map((button) => button.title));

function thumb(path, alt, base) {
  const address = pictureAddress(path, base);
  return address ? html`<img class="card-thumb" src="${address}" alt="${alt}" loading="lazy">` : html`<span class="card-thumb"></span>`;
}

function orderCard(card, base) {
  return html`<section class="card card-order" aria-label="订单 ${card.id}">
    <header class="card-head"><span>${card.at && day(card.at)}下单</span><b class="state state-${card.state}">${card.state_zh}</b></header>
    <div class="card-row">${thumb(card.picture, "", base)}
      <div class="card-text"><p class="card-title">${card.title}</p><p class="price">¥${card.amount}</p></div></div>
    <footer class="card-foot">订单号 <span class="number">${card.id}</span></footer>
  </section>`;
}

function productCard(card, base) {
  return html`<section class="card card-product" aria-label="商品">
    <div class="card-row">${thumb(card.picture, "", base)}
      <div class="card-text"><p class="card-title">${card.title}</p>
        <p class="card-line"><span class="price">¥${card.price}</span><span class="muted">${stockWords(card.stock)}</span></p></div></div>
  </section>`;
}

const NOT_SENT = new Set(["paid", "locked", "partly_shipped"]);

/** When an order was promised to leave, while that is still to come. */
export const shippingPromise = ({ state, ship_by: due }) => (due && NOT_SENT.has(state) ? `承诺 ${moment(due)} 前发货` : null);

export const stockWords = (stock) => (stock > 10 ? "现货充足" : stock > 0 ? `仅剩 ${stock} 件` : "暂时缺货");

export function parcelCard(card) {
  const [open, more] = [card.events.slice(0, EVENTS_OPEN), card.events.slice(EVENTS_OPEN)];
  return html`<section class="card card-parcel" aria-label="包裹 ${card.tracking_no}">
    <header class="card-head"><span>${card.courier}</span><b class="state state-${card.state}">${card.state_zh}</b></header>
    ${card.expected_at && html`<p class="card-expect">预计 ${day(card.expected_at)} 送达</p>`}
    <ol class="timeline">${open.map(timelineEntry)}</ol>
    ${card.events.length === 0 && html`<p class="muted">快递公司还没有扫描记录。</p>`}
    ${more.length > 0 && html`<details><summary>更早的 ${more.length} 条</summary><ol class="timeline">${more.map(timelineEntry)}</ol></details>`}
    <footer class="card-foot">运单号 <span class="number">${card.tracking_no}</span></footer>
  </section>`;
}

const timelineEntry = ({ at, place, text }) =>
  html`<li><time datetime="${at}">${day(at)} ${clock(at)}</time><p>${text}</p>${place && html`<span class="muted">${place}</span>`}</li>`;

/** A comparison: the first column names the row; it scrolls sideways where it is wider than the bubble. */
function tableOf({ caption, columns, rows }) {
  return html`<section class="card card-table" role="region" aria-label="${caption}" tabindex="0"><table>
    <caption>${caption}</caption>
    <thead><tr>${columns.map((column) => (column ? html`<th scope="col">${column}</th>` : html`<td></td>`))}</tr></thead>
    <tbody>${rows.map(([name, ...cells]) => html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
  </table></section>`;
}

function pictureOf({ url, alt }, base) {
  const address = pictureAddress(url, base);
  return address && html`<figure class="picture"><a href="${address}" target="_blank" rel="noopener" title="查看大图"><img src="${address}" alt="${alt ?? "图片"}" loading="lazy"></a></figure>`;
}

