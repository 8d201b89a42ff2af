/** Which product the shopper is looking at: what "这款" means to whoever answers. */

import { pictureAddress } from "../shared/address.js";
import { html } from "../shared/html.js";

export function pageChip(page, base) {
  if (!page?.title) return html``;
  const address = pictureAddress(page.picture, base);
  return html`<div class="page-chip">
    ${address && html`<img src="${address}" alt="">`}
    <p><span class="muted">正在看</span> ${page.title}</p>
    ${page.price && html`<span class="price">¥${page.price}</span>`}
  </div>`;
}
