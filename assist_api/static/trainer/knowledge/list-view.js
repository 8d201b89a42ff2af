/** The left half of the page 知识库: draws the list, passes on what is searched and chosen. */

import { isComposing } from "../../shared/enter-key.js";
import { draw } from "../../shared/html.js";
import { KeyedList } from "../../shared/keyed-list.js";
import { EntryList } from "./entry-list.js";
import { chips, row, topicOptions, trouble } from "./list-page.js";

const TYPED_MS = 250; // after the last letter the list is asked for

export class EntryListView {
  #root;
  #rows;
  #marks;
  #typing = null;

  /** `marks()` tells {open, unsaved: Set}: which entry is open, and which hold what was not saved. */
  constructor(root, api, marks) {
    this.#root = root;
    this.#marks = marks;
    this.#rows = new KeyedList(root.querySelector(".knowledge-list"));
    this.list = new EntryList(api, () => this.draw());
  }

  /** `run(job)` tells the trainer what failed. */
  listen(run) {
    this.#root.addEventListener("input", (event) => event.target.name === "q" && !isComposing(event) && this.#search(event.target.value, run));
    this.#root.addEventListener("compositionend", ({ target }) => target.name === "q" && this.#search(target.value, run));
    this.#root.addEventListener("change", ({ target }) => target.name === "topic" && run(() => this.list.choose("topic", target.value)));
  }

  leave() {
    clearTimeout(this.#typing);
  }

  draw() {
    const { open, unsaved } = this.#marks();
    const list = this.list;
    draw(this.#root.querySelector(".knowledge-shown"), chips(list));
    draw(this.#root.querySelector("[name=topic]"), topicOptions(list));
    draw(this.#root.querySelector(".knowledge-trouble"), trouble(list));
    this.#rows.draw((list.problem ? [] : (list.rows ?? [])).map((entry) => ({ key: entry.id, markup: row(entry, entry.id === open, unsaved.has(entry.id)) })));
    this.#root.querySelector(".knowledge-more").hidden = !list.hasMore;
  }

  #search(text, run) {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => text !== this.list.filters.q && run(() => this.list.choose("q", text)), TYPED_MS);
  }
}
