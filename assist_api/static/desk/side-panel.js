/**
 * The right column: its sections, from top to bottom.
 * A new section is a file in side/ that exports `draw(open, desk)`: markup, or null where it has nothing to say; list it in SECTIONS.
 * side/section.js is its frame, its styles are a css file of its own (add it to index.html). What else it may export: plugs.js.
 */

import { html } from "../shared/html.js";
import * as orders from "./side/orders.js";
import * as promises from "./side/promises.js";
import * as shopper from "./side/shopper.js";
import * as summary from "./side/summary.js";
import * as tickets from "./side/tickets.js";

export const SECTIONS = [summary, shopper, promises, tickets, orders];

export function sidePanel(open, desk) {
  if (!open?.messages) return html`<p class="empty">选择会话后，这里显示转接原因、顾客和订单。</p>`;
  return html`${SECTIONS.map(({ draw }) => draw(open, desk))}`;
}
