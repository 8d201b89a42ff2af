/** The keys that work on every page: G and then a page's letter, ? for help, Esc to close it. No DOM. */

import { isComposing } from "../shared/enter-key.js";

const LASTS_MS = 1_500; // of G, waiting for its letter

export class ShellKeys {
  #pages;
  #clock;
  #armedAt = -Infinity;

  constructor(pages, clock = () => performance.now()) {
    this.#pages = pages;
    this.#clock = clock;
  }

  /** What a key press asks for: {go: name}, {help: true}, {armed: true} after G, or null: it is the page's own. */
  read(event) {
    if (isComposing(event) || isModified(event) || isWriting(event.target)) return null;
    const armed = this.#clock() - this.#armedAt < LASTS_MS;
    this.#armedAt = -Infinity;
    if (armed) return this.#openedBy(event.key.toLowerCase());
    if (event.key === "?" || event.key === "？") return { help: true };
    if (event.key.toLowerCase() !== "g") return null;
    this.#armedAt = this.#clock();
    return { armed: true };
  }

  /** A letter behind G is never the page's own, also where no page has it. */
  #openedBy(letter) {
    const page = this.#pages.find(({ key }) => key === letter);
    return page ? { go: page.name } : { armed: true };
  }
}

const isModified = ({ ctrlKey, metaKey, altKey }) => ctrlKey || metaKey || altKey;
const isWriting = (target) => Boolean(target?.matches?.("input:not([type=radio], [type=checkbox], [type=range]), textarea, select, [contenteditable]") || target?.closest?.("dialog[open]"));
