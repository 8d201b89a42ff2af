/** Why the case was handed over, what it is about, what was tried. */

import { html } from "../../shared/html.js";
import { section } from "./section.js";

export function draw({ about: { summary } }) {
  if (!summary || (summary.reasons.length === 0 && !summary.topic && summary.tried.length === 0)) return null;
  return section("转接摘要", html`
    ${summary.sentence && html`<p class="summary-sentence">${summary.sentence}</p>`}
    <dl class="summary">
      ${summary.topic && html`<dt>问什么</dt><dd>${summary.topic}</dd>`}
      ${summary.reasons.length > 0 && html`<dt>为什么转</dt><dd class="reasons">${summary.reasons.map((reason) => html`<span>${reason}</span>`)}</dd>`}
      ${summary.tried.length > 0 && html`<dt>已经试过</dt><dd><ul class="tried">${summary.tried.map((sentence) => html`<li>${sentence}</li>`)}</ul></dd>`}
    </dl>`);
}
