/** The frame of a section in the right column: it folds, and stays folded until it is opened again, also tomorrow. */

import { html } from "../../shared/html.js";
import { Folds } from "./folds.js";

const folds = new Folds();

export const actions = {
  fold: ({ dataset }, { draw }, event) => (event.preventDefault(), folds.turn(dataset.id), draw()),
};

/** `mark`: what is worth a look although it is folded, as a few characters. `folded`: until somebody opens it. */
export function section(title, body, { mark = "", folded = false } = {}) {
  return html`<section class="side-section" aria-label="${title}"><details ${folds.isOpen(title, !folded) && "open"}>
    <summary data-action="fold" data-id="${title}"><h3>${title}</h3>${mark && html`<span class="side-mark">${mark}</span>`}</summary>${body}</details></section>`;
}
