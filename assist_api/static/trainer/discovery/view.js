/** The page 发现: draws the model, passes on clicks and keys. */

import { onActions } from "../../shared/actions.js";
import { isComposing } from "../../shared/enter-key.js";
import { draw, html } from "../../shared/html.js";
import { KeyedList } from "../../shared/keyed-list.js";
import { Clusters, TABS } from "./clusters.js";
import { frame, opened, row, runBar, tabs } from "./markup.js";

const TYPED_MS = 250; // after the last letter the list is asked for

export class DiscoveryView {
  #root;
  #list;
  #clusters;
  #tools;
  #typing = null;
  #wasWriting = false;
  #objection = null;
  #left = new AbortController();

  constructor(root, tools) {
    draw(root, frame);
    this.#root = root;
    this.#tools = tools;
    this.#list = new KeyedList(root.querySelector(".cluster-list"));
    this.#clusters = new Clusters(tools.api, { onChange: () => this.#draw(), onNews: tools.announce, onFailed: tools.failed });
    this.#listen();
  }

  load() {
    return this.#clusters.load();
  }

  leave() {
    this.#left.abort();
    this.#clusters.leave();
    clearTimeout(this.#typing);
  }

  #do(job) {
    return Promise.resolve(job()).catch(this.#tools.failed);
  }

  #listen() {
    const model = this.#clusters;
    onActions(this.#root, {
      reload: () => this.#do(() => model.load()),
      find: () => this.#do(() => model.find()),
      cancel: () => this.#do(() => model.cancel()),
      tab: ({ dataset }) => this.#do(() => model.show(dataset.state)),
      select: ({ dataset }) => this.#do(() => model.select(Number(dataset.index))),
      more: () => this.#do(() => model.loadMore()),
      name: () => this.#do(() => model.begin("intent")),
      variant: () => this.#do(() => model.begin("variant")),
      dismiss: () => this.#do(() => model.dismiss()),
      "take-up": () => this.#do(() => model.takeUp()),
      save: () => this.#do(() => model.save()),
      "leave-draft": () => model.leaveDraft(),
      toggle: ({ dataset }) => model.toggle(dataset.id),
      all: () => model.toggleAll(),
    });
    this.#root.addEventListener("input", (event) => this.#typed(event));
    this.#root.addEventListener("compositionend", ({ target }) => target.name === "q" && this.#search(target.value));
    this.#root.addEventListener("submit", (event) => event.preventDefault());
    document.addEventListener("keydown", (event) => this.#key(event), { signal: this.#left.signal });
  }

  #typed(event) {
    const { target } = event;
    if (target.name === "q") return isComposing(event) || this.#search(target.value);
    if (target.name) this.#clusters.write(target.name, target.value);
  }

  #search(word) {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#do(() => this.#clusters.search(word)), TYPED_MS);
  }

  #key(event) {
    const act = actionOf(event, this.#clusters);
    if (!act) return;
    event.preventDefault();
    if (act === SEARCH) this.#root.querySelector("[name=q]").focus();
    else this.#do(() => act(this.#clusters));
  }

  /** Where the form stands out of sight, what is wrong with it comes into it. */
  #show(objection) {
    this.#objection = objection;
    if (!objection) return;
    if (objection.field) this.#root.querySelector(`.cluster-form [name=${objection.field}]`)?.focus();
    this.#root.querySelector(".cluster-form [role=alert]")?.scrollIntoView({ block: "nearest" });
  }

  #draw() {
    const model = this.#clusters;
    draw(this.#root.querySelector(".discovery-run"), runBar(model));
    draw(this.#root.querySelector(".discovery-tabs"), tabs(model));
    draw(this.#root.querySelector(".cluster-open"), opened(model));
    draw(this.#root.querySelector(".cluster-more"), model.more ? html`<button class="text-button" data-action="more">更多</button>` : html``);
    this.#list.draw((model.rows ?? []).map((one, index) => ({ key: one.id, markup: row(one, index, index === model.at) })));
    this.#root.querySelector(".cluster[aria-current]")?.scrollIntoView({ block: "nearest" });
    if (model.draft && !this.#wasWriting) this.#root.querySelector(".cluster-form input").focus();
    this.#wasWriting = model.draft !== null;
    if (model.objection !== this.#objection) this.#show(model.objection);
  }
}

const SEARCH = Symbol("search");
const KEYS = {
  j: (model) => model.beside(1),
  ArrowDown: (model) => model.beside(1),
  k: (model) => model.beside(-1),
  ArrowUp: (model) => model.beside(-1),
  n: (model) => model.begin("intent"),
  v: (model) => model.begin("variant"),
  d: (model) => model.dismiss(),
  b: (model) => model.takeUp(),
  a: (model) => model.toggleAll(),
  r: (model) => (model.running ? null : model.find()),
  "/": SEARCH,
  ...Object.fromEntries(TABS.map(({ state }, index) => [String(index + 1), (model) => model.show(state)])),
};

/** What a key press does, or null: letters are letters while somebody writes. */
export function actionOf(event, model) {
  if (isComposing(event)) return null;
  if (model.draft) return actionInDraft(event);
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches?.("input:not([type=checkbox]), textarea, select")) return null;
  return KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key] ?? null;
}

function actionInDraft(event) {
  if (event.key === "Escape") return (model) => model.leaveDraft();
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return (model) => model.save();
  return null;
}
