/** The view 知识建议 on the page: draws the model, passes on clicks and keys. */

import { onActions } from "../shared/actions.js";
import { draw } from "../shared/html.js";
import { KeyedList } from "../shared/keyed-list.js";
import { KINDS, Proposals } from "./proposals.js";
import { detail, kindTabs, proposalsFrame, rowOf } from "./proposals-page.js";

const NEWS_MS = 5000;

export class ProposalsView {
  #root;
  #list;
  #proposals;
  #news = null;
  #wasEditing = false;
  #left = new AbortController();

  /** `onFailed(error)` is told what the view itself cannot show. */
  constructor(root, api, onFailed) {
    draw(root, proposalsFrame);
    this.#root = root;
    this.#list = new KeyedList(root.querySelector(".proposal-list"));
    this.#proposals = new Proposals(api, { onChange: () => this.#draw(), onNews: (...news) => this.#tell(...news) });
    this.#listen((job) => Promise.resolve(job()).catch(onFailed));
  }

  load() {
    return this.#proposals.load();
  }

  leave() {
    this.#left.abort();
  }

  #listen(run) {
    const model = this.#proposals;
    onActions(this.#root, {
      kind: ({ dataset }) => run(() => model.show(dataset.kind)),
      choose: ({ dataset }) => model.choose(Number(dataset.index)),
      look: () => run(() => model.look()),
      accept: () => run(() => model.accept()),
      reject: () => run(() => model.reject()),
      edit: () => model.edit(),
      "leave-edit": () => model.leaveEdit(),
    });
    this.#root.addEventListener("input", ({ target }) => model.write(target.name, target.value));
    this.#root.addEventListener("submit", (event) => event.preventDefault());
    const onKey = (event) => {
      const act = actionOf(event, model);
      if (!act) return;
      event.preventDefault();
      run(act);
    };
    document.addEventListener("keydown", onKey, { signal: this.#left.signal });
  }

  #draw() {
    const model = this.#proposals;
    draw(this.#root.querySelector(".proposal-kinds"), kindTabs(model));
    this.#list.draw((model.rows ?? []).map((row, index) => ({ key: row.id, markup: rowOf(row, index, index === model.at) })));
    draw(this.#root.querySelector(".proposal-detail"), detail(model));
    this.#root.querySelector("[data-action=look]").disabled = model.busy;
    this.#root.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
    if (model.draft && !this.#wasEditing) this.#root.querySelector("[name=answer]").focus();
    this.#wasEditing = model.draft !== null;
  }

  #tell(sentence, tone) {
    const place = this.#root.querySelector(".proposal-news");
    place.textContent = sentence;
    place.dataset.tone = tone;
    clearTimeout(this.#news);
    this.#news = setTimeout(() => (place.textContent = ""), NEWS_MS);
  }
}

const KEYS = {
  j: (model) => model.beside(1),
  ArrowDown: (model) => model.beside(1),
  k: (model) => model.beside(-1),
  ArrowUp: (model) => model.beside(-1),
  a: (model) => model.accept(),
  r: (model) => model.reject(),
  e: (model) => model.edit(),
  ...Object.fromEntries(KINDS.map(({ kind }, index) => [String(index + 1), (model) => model.show(kind)])),
};

/** What a key press does, or null: letters are letters while somebody writes. */
export function actionOf(event, model) {
  if (event.isComposing) return null;
  if (model.draft) return actionInDraft(event, model);
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches?.("input, textarea, select")) return null;
  const act = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  return act ? () => act(model) : null;
}

function actionInDraft(event, model) {
  if (event.key === "Escape") return () => model.leaveEdit();
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return () => model.accept();
  return null;
}
