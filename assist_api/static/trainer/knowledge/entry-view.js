/** The right half of the page 知识库: the form is drawn once an entry, what stands around it with every change. */

import { isComposing } from "../../shared/enter-key.js";
import { draw, html } from "../../shared/html.js";
import { effects, entryFrame, form, head, history, news, nothing, problems, told } from "./entry-page.js";
import { SlotPicker } from "./slot-picker.js";

const CHECKED_MS = 600; // after the last letter the words are checked
const FIELDS = ["question", "variants", "answer", "valid_from", "valid_until", "tags", "related"];

export class EntryView {
  #root;
  #loadSlots;
  #entry = null;
  #drawn = null;
  #checking = null;
  #slots = null;

  /** `loadSlots()`: what an answer may name. `run(job)` tells the trainer what failed. */
  constructor(root, { loadSlots, run }) {
    this.#root = root;
    root.addEventListener("input", (event) => this.#typed(event, run));
    root.addEventListener("compositionend", (event) => this.#typed(event, run));
    root.addEventListener("submit", (event) => event.preventDefault());
    this.#loadSlots = loadSlots;
    this.show(null);
  }

  show(entry) {
    clearTimeout(this.#checking);
    this.#entry = entry;
    this.#drawn = null;
    this.#slots?.forget();
    if (!entry) draw(this.#root, nothing);
    this.draw();
  }

  /** The form is filled anew: what is kept has changed under it. */
  refill() {
    this.#drawn = null;
    this.draw();
  }

  putSlot(slot) {
    this.#slots.put(slot);
  }

  focus(name) {
    this.#root.querySelector(`[name=${name}]`)?.focus();
  }

  leave() {
    clearTimeout(this.#checking);
  }

  draw() {
    const entry = this.#entry;
    if (!entry?.fields) return;
    if (this.#drawn !== entry) this.#drawForm(entry);
    draw(this.#root.querySelector(".entry-head"), head(entry));
    draw(this.#root.querySelector(".entry-news"), news(entry));
    draw(this.#root.querySelector(".entry-told"), told(entry));
    draw(this.#root.querySelector(".entry-effects"), effects(entry));
    draw(this.#root.querySelector(".entry-history"), history(entry));
    for (const name of FIELDS) this.#drawProblems(name, entry.problemsOf(name));
  }

  #drawForm(entry) {
    draw(this.#root, html``);
    draw(this.#root, entryFrame);
    draw(this.#root.querySelector(".entry-form"), form(entry));
    this.#slots = new SlotPicker(this.#root.querySelector(".entry-form"), this.#loadSlots);
    this.#drawn = entry;
  }

  #drawProblems(name, found) {
    const place = this.#root.querySelector(`[data-field=${name}]`);
    draw(place.querySelector(".entry-problems"), problems(found));
    place.querySelector("input, textarea").setAttribute("aria-invalid", String(found.some(({ blocks }) => blocks)));
  }

  #typed(event, run) {
    const { name, type, checked, value } = event.target;
    if (isComposing(event) || !(FIELDS.includes(name) || name === "public")) return;
    const entry = this.#entry;
    entry.write(name, type === "checkbox" ? checked : value);
    clearTimeout(this.#checking);
    this.#checking = setTimeout(() => run(() => entry.check()), CHECKED_MS);
  }
}
