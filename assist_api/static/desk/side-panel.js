/**
 * The right column: its sections, from top to bottom, each drawn anew only when it changes itself.
 * A new section is a file in side/ that exports `draw(open, desk)`: markup, or null where it has nothing to say; list it in SECTIONS.
 * side/section.js is its frame, its styles are a css file of its own (add it to index.html). What else it may export: plugs.js.
 */

import { draw, html } from "../shared/html.js";
import { KeyedList } from "../shared/keyed-list.js";
import { keepingFocus } from "./side/keep-focus.js";
import * as callbacks from "./side/callbacks.js";
import * as orders from "./side/orders.js";
import * as priceProtection from "./side/price-protection.js";
import * as promises from "./side/promises.js";
import * as returns from "./side/returns.js";
import * as frame from "./side/section.js";
import * as shopper from "./side/shopper.js";
import * as stock from "./side/stock.js";
import * as summary from "./side/summary.js";
import * as tickets from "./side/tickets.js";

export const SECTIONS = [summary, callbacks, shopper, promises, tickets, orders, returns, priceProtection, stock];

/** What else takes part in the pane without being a section. */
export const SIDE_PLUGS = [...SECTIONS, frame];

export class SidePanel {
  #place;
  #list = null;
  #shown = null;

  constructor(place) {
    this.#place = place;
  }

  draw(open, desk) {
    if (!open?.messages) return this.#nothing();
    if (this.#shown !== open.id) this.#begin(open.id);
    const drawn = SECTIONS.map((section, index) => ({ key: index, markup: section.draw(open, desk) }));
    keepingFocus(this.#place, () => this.#list.draw(drawn.filter(({ markup }) => markup)));
  }

  #nothing() {
    this.#shown = null;
    draw(this.#place, html`<p class="empty">选择会话后，这里显示转接原因、顾客和订单。</p>`);
  }

  /** Another case begins at the top, with nothing of the last one. */
  #begin(id) {
    this.#shown = id;
    draw(this.#place, html`<div class="side-sections"></div>`);
    this.#place.firstElementChild.replaceChildren();
    this.#list = new KeyedList(this.#place.firstElementChild);
    this.#place.scrollTop = 0;
  }
}
