/** The chosen pictures above the line where the shopper writes. */

import { html } from "../shared/html.js";
import { icon } from "../shared/icons.js";

export function trayView({ items, problem }) {
  return html`${problem && html`<p class="tray-problem" role="alert">${icon("alert")}${problem}</p>`}
    ${items.length > 0 && html`<ul class="tray" aria-label="待发送的图片">${items.map(thumb)}</ul>`}`;
}

const thumb = ({ key, thumb: small }, index) => html`<li class="thumb">
  ${small ? html`<img src="${small}" alt="待发送的图片 ${index + 1}">` : html`<span class="thumb-wait" role="img" aria-label="正在读取图片"></span>`}
  <button class="thumb-remove" data-action="unpick" data-key="${key}" aria-label="移除图片 ${index + 1}">${icon("close")}</button>
</li>`;
