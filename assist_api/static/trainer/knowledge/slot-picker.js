/** Under the answer: type what is meant, Enter puts its slot where the caret stood. */

import { isComposing } from "../../shared/enter-key.js";
import { draw, html } from "../../shared/html.js";
import { slotOptions } from "./entry-page.js";
import { found, inserted } from "./slots.js";

export class SlotPicker {
  #root;
  #load;
  #known = null;
  #shown = [];
  #at = 0;
  #caret = null; // of the answer, before the picker took the focus

  /** `load()` gives what may be named; it is asked once. */
  constructor(root, load) {
    this.#root = root;
    this.#load = load;
    root.addEventListener("input", (event) => event.target === this.#field && this.#search());
    root.addEventListener("keydown", (event) => event.target === this.#field && this.#key(event));
    root.addEventListener("focusin", ({ target }) => target === this.#field && this.#open());
    root.addEventListener("focusout", (event) => {
      if (event.target.name === "answer") this.#caret = [event.target.selectionStart, event.target.selectionEnd];
      if (event.target === this.#field && !event.relatedTarget?.closest?.(".slot-list")) this.#close();
    });
  }

  put(slot) {
    const answer = this.#root.querySelector("[name=answer]");
    const [start, end] = this.#caret ?? [answer.value.length, answer.value.length];
    const { text, caret } = inserted(answer.value, start, end, slot);
    answer.value = text;
    this.#field.value = "";
    this.#close();
    answer.focus();
    answer.setSelectionRange(caret, caret);
    answer.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Another entry was opened. */
  forget() {
    this.#caret = null;
  }

  get #field() {
    return this.#root.querySelector("[name=slot]");
  }

  async #open() {
    this.#known ??= await this.#load();
    this.#search();
  }

  #search() {
    if (!this.#known) return;
    this.#shown = found(this.#known, this.#field.value);
    this.#at = 0;
    this.#draw();
  }

  #key(event) {
    if (isComposing(event)) return;
    const act = KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    if (act === "put") return this.#shown[this.#at] && this.put(this.#shown[this.#at].slot);
    if (act === "close") return this.#root.querySelector("[name=answer]").focus();
    this.#at = Math.max(0, Math.min(this.#shown.length - 1, this.#at + act));
    this.#draw();
  }

  #close() {
    this.#shown = [];
    this.#draw();
  }

  #draw() {
    const open = this.#shown.length > 0;
    this.#field.setAttribute("aria-expanded", String(open));
    this.#field.setAttribute("aria-activedescendant", open ? `slot-${this.#at}` : "");
    draw(this.#root.querySelector(".slot-list"), open ? slotOptions(this.#shown, this.#at) : html``);
  }
}

const KEYS = { ArrowDown: 1, ArrowUp: -1, Enter: "put", Escape: "close" };
