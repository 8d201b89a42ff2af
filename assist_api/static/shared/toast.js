/** One sentence at a time about what just happened, gone after four seconds. */

import { draw, html } from "./html.js";

const SHOWN_MS = 4_000;

export class Toast {
  #place;
  #timer = null;

  constructor(place) {
    this.#place = place;
  }

  say(sentence, tone = "info") {
    clearTimeout(this.#timer);
    draw(this.#place, html`<p class="toast toast-${tone}">${sentence}</p>`);
    this.#timer = setTimeout(() => draw(this.#place, html``), SHOWN_MS);
  }
}
