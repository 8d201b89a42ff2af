/** The page 收件箱: draws the model, passes on clicks and keys. */

import { onActions } from "../shared/actions.js";
import { isComposing } from "../shared/enter-key.js";
import { draw, html } from "../shared/html.js";
import { KeyedList } from "../shared/keyed-list.js";
import { Inbox } from "./inbox.js";
import { ImportDialog } from "./inbox-import-dialog.js";
import { facets, frame, opened, row, states, told, trouble } from "./inbox-page.js";

const COUNTED_EVERY_MS = 3_000; // while messages are still being read
const TYPED_MS = 250; // after the last letter the list is asked for

export class InboxView {
  #root;
  #list;
  #inbox;
  #tools;
  #unfolded = new Set();
  #typing = null;
  #counting = setInterval(() => this.#count(), COUNTED_EVERY_MS);
  #left = new AbortController();
  #end = new IntersectionObserver(([entry]) => entry.isIntersecting && this.#do(() => this.#inbox.more()));

  /** `filters`: those to begin with; `onFilters(filters)` hears of every change, for the next time. */
  constructor(root, tools, filters, onFilters) {
    draw(root, frame);
    this.#root = root;
    this.#tools = tools;
    this.#list = new KeyedList(root.querySelector(".inbox-list"));
    this.#inbox = new Inbox(tools.api, { filters, onChange: () => (this.#draw(), onFilters(this.#inbox.filters)), onFailed: tools.failed });
    this.#listen();
    this.#end.observe(root.querySelector(".inbox-more"));
  }

  async load(id) {
    await this.#inbox.load();
    if (id) await this.open(id);
  }

  open(id) {
    return id && id !== this.#inbox.open?.item.id ? this.#inbox.show(id) : Promise.resolve();
  }

  leave() {
    this.#left.abort();
    this.#end.disconnect();
    clearInterval(this.#counting);
    clearTimeout(this.#typing);
  }

  #do(job) {
    return Promise.resolve(job()).catch(this.#tools.failed);
  }

  #listen() {
    const inbox = this.#inbox;
    onActions(this.#root, {
      reload: () => this.#do(() => inbox.load()),
      look: () => this.#do(() => this.#look()),
      clear: () => this.#do(() => this.#clear()),
      state: ({ dataset }) => this.#do(() => inbox.choose("state", dataset.value)),
      facet: ({ dataset }) => this.#do(() => inbox.toggle(dataset.name, dataset.value)),
      unfold: ({ dataset }) => (this.#unfolded.add(dataset.name), this.#draw()),
      choose: ({ dataset }) => this.#select(() => inbox.select(Number(dataset.index))),
      reveal: () => this.#do(() => inbox.reveal()),
      label: () => this.#label(),
      import: () => this.#import(),
    });
    this.#root.addEventListener("change", ({ target }) => ["since", "until", "order"].includes(target.name) && this.#do(() => inbox.choose(target.name, target.value)));
    this.#root.addEventListener("input", (event) => event.target.name === "q" && !isComposing(event) && this.#search(event.target.value));
    this.#root.addEventListener("compositionend", ({ target }) => target.name === "q" && this.#search(target.value));
    document.addEventListener("keydown", (event) => this.#key(event), { signal: this.#left.signal });
  }

  #search(words) {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#do(() => this.#inbox.choose("q", words.trim())), TYPED_MS);
  }

  /** What goes wrong with it is said once. */
  #count() {
    if (document.hidden || this.#inbox.unfinished === 0) return;
    this.#inbox.recount().catch((error) => (clearInterval(this.#counting), this.#tools.failed(error)));
  }

  async #look() {
    const fresh = await this.#inbox.look();
    this.#tools.announce(fresh > 0 ? `新收进 ${fresh} 条消息` : "没有新的消息", "good");
  }

  #clear() {
    this.#root.querySelector("[name=q]").value = "";
    return this.#inbox.clear();
  }

  async #select(job) {
    await this.#do(job);
    const id = this.#inbox.open?.item.id;
    if (id) history.replaceState(null, "", `#inbox/${id}`);
    const row = this.#root.querySelector(".inbox-item[aria-current=true]");
    row?.scrollIntoView({ block: "nearest" });
    row?.focus({ preventScroll: true }); // so that Enter is its own, and no longer that of the filter pressed before
    this.#root.querySelector(".inbox-thread [aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  #label() {
    if (this.#inbox.open) this.#tools.go("labelling", this.#inbox.open.item.id);
  }

  #import() {
    const { api, failed } = this.#tools;
    new ImportDialog(this.#root.querySelector(".inbox-import"), api, { onDone: () => this.#do(() => this.#inbox.load()), onFailed: failed }).show();
  }

  #key(event) {
    const act = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act || isComposing(event) || event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target, event.key)) return;
    event.preventDefault();
    act({
      beside: (step) => this.#select(() => this.#inbox.beside(step)),
      search: () => this.#root.querySelector("[name=q]").focus(),
      look: () => this.#do(() => this.#look()),
      clear: () => this.#do(() => this.#clear()),
      reveal: () => this.#do(() => this.#inbox.reveal()),
      label: () => this.#label(),
    });
  }

  #draw() {
    const inbox = this.#inbox;
    draw(this.#root.querySelector(".inbox-filters"), facets(inbox, this.#unfolded));
    draw(this.#root.querySelector(".inbox-states"), states(inbox));
    draw(this.#root.querySelector(".inbox-trouble"), trouble(inbox));
    draw(this.#root.querySelector(".inbox-open"), opened(inbox));
    draw(this.#root.querySelector(".inbox-more"), inbox.after ? html`<span class="muted">继续往下看更多</span>` : html``);
    this.#list.draw((inbox.problem ? [] : (inbox.rows ?? [])).map((item, index) => ({ key: item.id, markup: row(item, index, index === inbox.at) })));
    this.#root.querySelector(".inbox-told").textContent = told(inbox);
    this.#root.querySelector("[name=order]").value = inbox.filters.order;
    this.#root.querySelector("[data-action=look]").disabled = inbox.busy;
    const field = this.#root.querySelector("[name=q]");
    if (document.activeElement !== field) field.value = inbox.filters.q ?? "";
  }
}

const KEYS = {
  j: ({ beside }) => beside(1),
  ArrowDown: ({ beside }) => beside(1),
  k: ({ beside }) => beside(-1),
  ArrowUp: ({ beside }) => beside(-1),
  "/": ({ search }) => search(),
  r: ({ look }) => look(),
  x: ({ clear }) => clear(),
  u: ({ reveal }) => reveal(),
  Enter: ({ label }) => label(),
};

/** Letters belong to the field they are typed in, Enter to the button or link it presses; the list's own rows but open what is chosen. */
function isTaken(target, key) {
  if (target.closest?.("dialog[open]")) return true;
  if (target.matches?.("input, textarea, select")) return true;
  return key === "Enter" && Boolean(target.closest?.("button:not(.inbox-item[aria-current=true]), a"));
}
