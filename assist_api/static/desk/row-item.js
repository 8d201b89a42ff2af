/** One row of the list. */

import { feelingMark } from "../shared/feelings.js";
import { html } from "../shared/html.js";
import { clock } from "../shared/times.js";
import { rowWhy } from "./row-why.js";
import { responseClock } from "./first-response.js";

const URGENCIES = [null, "关注", "优先", "紧急"];
const SPEAKERS = { bot: "小二：", agent: "客服：", system: "" };

const drawn = new WeakMap();

/** A row that has not changed is not drawn anew: there may be hundreds. */
export function rowItem(row, selected, reached, me) {
  const state = `${selected}|${reached}`;
  const known = drawn.get(row);
  if (known?.state === state) return known.markup;
  const markup = itemOf(row, selected, reached, me);
  drawn.set(row, { state, markup });
  return markup;
}

const itemOf = (row, selected, reached, me) => html`<li role="presentation"><button class="row ${row.unread_by_agent ? "row-unread" : null}" data-action="select" data-id="${row.id}" role="option" aria-selected="${String(selected)}" tabindex="${reached ? 0 : -1}">
  <span class="row-top">
    <b class="row-name" title="${row.shopper.name}">${row.shopper.name}</b>
    ${row.urgency > 0 && html`<span class="urgency urgency-${row.urgency}">${URGENCIES[row.urgency]}</span>`}
    ${row.feeling !== "neutral" && feelingMark(row.feeling)}
    <span class="spring"></span>
    ${responseClock(row) || html`<time class="row-time number">${clock(row.updated_at)}</time>`}
  </span>
  ${row.state === "waiting" && rowWhy(row, me)}
  ${row.topic && html`<span class="row-topic">${row.topic}</span>`}
  <span class="row-last">${Boolean(row.unread_by_agent) && html`<i class="dot" title="待回复"></i>`}<span>${SPEAKERS[row.last_from] ?? ""}${row.last_text}</span></span>
</button></li>`;
