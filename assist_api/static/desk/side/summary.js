/** The case in three lines: what it is about, the order and the facts, what was done and felt. Each piece leads to where it stands. */

import { html } from "../../shared/html.js";
import { pointTo } from "../point.js";
import { section } from "./section.js";

export function draw({ about: { summary } }) {
  if (!summary?.lines?.length) return null;
  return section("案情摘要", html`<dl class="summary">${summary.lines.map(line)}</dl>`);
}

export const actions = {
  "summary-message": ({ dataset }, { say }) => pointTo(dataset.seq) || say("这条消息在更早的记录里"),
};

const line = ({ name, title, pieces }) => html`<dt>${title}</dt><dd class="summary-${name}"><ul>${pieces.map((piece) => html`<li>${pieceOf(piece)}</li>`)}</ul></dd>`;

function pieceOf({ text, seq, order_id: order }) {
  if (seq) return html`<button class="piece" data-action="summary-message" data-seq="${seq}" title="看原话（第 ${seq} 条消息）">${text}</button>`;
  if (order) return html`<button class="piece piece-order" data-action="order" data-id="${order}" title="看这一单">${text}</button>`;
  return text;
}
