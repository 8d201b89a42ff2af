/** The only maker of markup. Every value is escaped; markup inside markup stays markup; null, undefined and false are nothing. */

import { keepingFocus } from "./keep-focus.js";

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const drawn = new WeakMap();

class Markup {
  constructor(text) {
    this.text = text;
  }

  toString() {
    return this.text;
  }
}

export function html(strings, ...values) {
  return new Markup(strings.reduce((text, part, index) => text + asText(values[index - 1]) + part));
}

function asText(value) {
  if (value === null || value === undefined || value === false) return "";
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(asText).join("");
  return String(value).replace(/[&<>"']/g, (character) => ESCAPES[character]);
}

/** The one element that `markup` describes. */
export function element(markup) {
  const template = document.createElement("template");
  template.innerHTML = requireMarkup(markup).text.trim();
  return template.content.firstElementChild;
}

/** Fill `target` with `markup`; the same markup again leaves its nodes, and the focus in them, alone. */
export function draw(target, markup) {
  const { text } = requireMarkup(markup);
  if (drawn.get(target) === text) return;
  keepingFocus(target, () => (target.innerHTML = text));
  drawn.set(target, text);
}

function requireMarkup(markup) {
  if (!(markup instanceof Markup)) throw new TypeError("Only the result of html`…` can be drawn.");
  return markup;
}
