/** What in the draft crosses a red line, why, and the button that says it better. */

import { html } from "../shared/html.js";

export function redLines(findings) {
  if (findings.length === 0) return html``;
  return html`<ul class="red-lines" aria-label="草稿检查">${findings.map(one)}</ul>`;
}

function one({ text, category_zh: category, reason, rewriting, blocks }, index) {
  return html`<li class="red-line ${blocks && "red-line-blocks"}">
    <p><b>${blocks ? "不能发送" : "请留意"} · ${category}</b> <mark>${text}</mark> ${reason}</p>
    ${rewriting !== null && html`<button type="button" class="button" data-action="rewrite" data-index="${index}" title="${rewriting ? `改成：${rewriting}` : "删去这几个字"}">改写 ${index === 0 && html`<kbd>Alt R</kbd>`}</button>`}
  </li>`;
}
