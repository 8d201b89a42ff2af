/** Above the field, amber: what the draft tells that is not so any more, and the two ways on. */

import { html } from "../shared/html.js";

export function staleBar(stale) {
  if (!stale) return html``;
  return html`<section class="stale" aria-label="内容有变化">
    <div class="stale-what"><b>${stale.unchecked ? "没能核对" : "内容有变化"}</b>${stale.unchecked ? html`<span>店铺系统暂时没有响应</span>` : stale.changes.map(change)}</div>
    <div class="stale-ways">
      ${stale.text && html`<button type="button" class="button button-main" data-action="take-new" title="${stale.text}"><kbd>Alt U</kbd> 换成新内容</button>`}
      <button type="button" class="button" data-action="send-anyway">仍按原文发送</button>
    </div>
  </section>`;
}

function change({ slot, name, old, new: now }) {
  if (slot === "text") return html`<span>${now ? "现在该换个说法" : "这条回复已经不适用了"}</span>`;
  return html`<span class="change">${name} <s>${old}</s> → <b>${now ?? "已没有"}</b></span>`;
}
