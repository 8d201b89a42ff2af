/** A list whose nodes are kept by key: a changed item replaces its own node, the others are never drawn anew. */

import { element } from "./html.js";
import { keepingFocus } from "./keep-focus.js";

export class KeyedList {
  #target;
  #nodes = new Map();

  constructor(target) {
    this.#target = target;
  }

  /** `items`: [{key, markup}] in order. Returns the keys that were not there before. */
  draw(items) {
    const fresh = items.filter(({ key }) => !this.#nodes.has(key)).map(({ key }) => key);
    keepingFocus(this.#target, () => {
      this.#removeAllBut(new Set(items.map(({ key }) => key)));
      items.forEach((item, index) => this.#place(this.#nodeOf(item), index));
    });
    return fresh;
  }

  #removeAllBut(keys) {
    for (const [key, { node }] of this.#nodes) {
      if (keys.has(key)) continue;
      node.remove();
      this.#nodes.delete(key);
    }
  }

  #nodeOf({ key, markup }) {
    const known = this.#nodes.get(key);
    if (known?.text === markup.text) return known.node;
    const node = element(markup);
    known?.node.replaceWith(node);
    this.#nodes.set(key, { node, text: markup.text });
    return node;
  }

  #place(node, index) {
    const there = this.#target.children[index];
    if (there !== node) this.#target.insertBefore(node, there ?? null);
  }
}
