/** The page 知识库: the list on the left, the open entry on the right, what was typed kept while one looks around. */

import { onActions } from "../../shared/actions.js";
import { isComposing, sendByCtrlEnter } from "../../shared/enter-key.js";
import { draw } from "../../shared/html.js";
import { OpenEntry } from "./entry.js";
import { PATH } from "./entry-list.js";
import { EntryView } from "./entry-view.js";
import { frame, newForm, returnForm } from "./list-page.js";
import { EntryListView } from "./list-view.js";

const DONE = {
  save: "草稿已保存，等待审核",
  review: "审核通过，可以发布了",
  publish: "已发布，机器人和客服立即使用",
  ended: "已下线，机器人和客服不再使用",
  drop: "草稿已删除",
  "give-back": "已退回",
  end: "已提交下线申请，等待审核",
  restore: "已恢复成草稿，等待审核",
};

export class KnowledgeView {
  #root;
  #tools;
  #left;
  #right;
  #entry = null;
  #kept = new Map(); // entries that hold what was not saved
  #gone = new AbortController();

  constructor(root, tools) {
    draw(root, frame);
    this.#root = root;
    this.#tools = tools;
    const run = (job) => this.#run(job);
    this.#left = new EntryListView(root, tools.api, () => ({ open: this.#entry?.id, unsaved: new Set(this.#unsaved()) }));
    this.#right = new EntryView(root.querySelector(".knowledge-open"), {
      loadSlots: () => tools.api.get(`${PATH}/slots`),
      run,
    });
    this.#left.listen(run);
    this.#listen();
  }

  async load(id) {
    await this.#left.list.load();
    if (id) await this.open(id);
  }

  async open(id) {
    if (!id || id === this.#entry?.id) return;
    const entry = this.#kept.get(id) ?? this.#fresh(id);
    this.#entry = entry;
    this.#right.show(entry);
    this.#left.draw();
    if (entry.fields) return;
    try {
      await entry.load();
    } catch (error) {
      if (this.#entry === entry) this.#close();
      throw error;
    }
    if (this.#entry === entry) this.#right.draw();
  }

  leave() {
    this.#gone.abort();
    this.#left.leave();
    this.#right.leave();
  }

  #fresh(id, isNew = false) {
    const { api, agent } = this.#tools;
    const entry = new OpenEntry(id, api, { onChange: () => this.#changed(entry), reviews: agent.rights.includes("review"), isNew });
    return entry;
  }

  #unsaved() {
    return [...this.#kept].filter(([, entry]) => entry.changed).map(([id]) => id);
  }

  #changed(entry) {
    if (entry.changed) this.#kept.set(entry.id, entry);
    else this.#kept.delete(entry.id);
    if (entry === this.#entry) this.#right.draw();
    this.#left.draw();
  }

  #run(job) {
    return Promise.resolve(job()).catch(this.#tools.failed);
  }

  #listen() {
    const list = this.#left.list;
    onActions(this.#root, {
      reload: () => this.#run(() => list.load()),
      more: () => this.#run(() => list.more()),
      shown: ({ dataset }) => this.#run(() => list.choose("shown", dataset.shown)),
      new: () => this.#ask(newForm(list.topics)),
      "close-new": () => this.#dialog.close(),
      slot: ({ dataset }) => this.#right.putSlot(dataset.slot),
      reset: () => this.#run(() => this.#reset()),
      preview: () => this.#run(() => this.#entry.preview()),
      "give-back": () => this.#ask(returnForm),
      restore: ({ dataset }) => this.#do("restore", (entry) => entry.restore(dataset.id, dataset.before === "yes")),
      ...Object.fromEntries(["save", "review", "drop", "end"].map((name) => [name, () => this.#do(name, (entry) => entry[name]())])),
      publish: () => this.#do("publish", (entry) => entry.publish()),
    });
    this.#dialog.addEventListener("submit", (event) => this.#submitted(event));
    sendByCtrlEnter(this.#dialog);
    document.addEventListener("keydown", (event) => this.#key(event), { signal: this.#gone.signal });
    addEventListener("beforeunload", (event) => this.#unsaved().length > 0 && event.preventDefault(), { signal: this.#gone.signal });
  }

  get #dialog() {
    return this.#root.querySelector("dialog");
  }

  #ask(markup) {
    draw(this.#dialog, markup);
    this.#dialog.querySelector("form").reset();
    this.#dialog.showModal();
  }

  #submitted(event) {
    event.preventDefault();
    const { dataset, elements } = event.target;
    this.#dialog.close();
    if (dataset.form === "return") return this.#do("give-back", (entry) => entry.giveBack(elements.note.value));
    return this.#run(() => this.#begin(elements.entry_id.value.trim()));
  }

  async #begin(id) {
    if (this.#left.list.rows?.some((row) => row.id === id)) return this.#tools.go("knowledge", id);
    this.#kept.set(id, this.#fresh(id, true));
    this.#tools.go("knowledge", id);
  }

  async #reset() {
    if (this.#entry.isNew) return this.#close();
    const checked = this.#entry.reset();
    this.#right.refill();
    await checked;
  }

  /** Do something with the open entry, tell what became of it, and show the list as it is then. */
  #do(name, job) {
    return this.#run(async () => {
      const entry = this.#entry;
      const lasts = await job(entry);
      const ended = lasts === false;
      this.#tools.announce(DONE[ended && name === "publish" ? "ended" : name], "good");
      if (ended) this.#close();
      else if (entry === this.#entry) this.#right.refill();
      await Promise.all([this.#left.list.load(), ended ? null : entry.check()]);
    });
  }

  #close() {
    this.#kept.delete(this.#entry?.id);
    this.#entry = null;
    this.#right.show(null);
    this.#left.draw();
    this.#tools.go("knowledge");
  }

  #key(event) {
    const wish = wishOf(event);
    if (!wish || this.#dialog.open) return;
    const act = this.#acts[wish];
    if (!act) return;
    event.preventDefault();
    act();
  }

  get #acts() {
    const press = (name) => () => this.#root.querySelector(`.knowledge-open [data-action="${name}"]:not(:disabled)`)?.click();
    const beside = (step) => () => {
      const id = this.#left.list.beside(this.#entry?.id, step);
      if (id) this.#tools.go("knowledge", id);
    };
    return {
      next: beside(1),
      before: beside(-1),
      search: () => this.#root.querySelector("[name=q]").focus(),
      new: () => this.#ask(newForm(this.#left.list.topics)),
      edit: () => this.#right.focus("answer"),
      save: press("save"),
      preview: press("preview"),
      review: press("review"),
      publish: press("publish"),
      leave: () => document.activeElement?.blur(),
    };
  }
}

const LETTERS = { j: "next", k: "before", "/": "search", n: "new", e: "edit", v: "preview", r: "review", p: "publish" };

/** What a key press asks for: letters are letters while somebody writes, Ctrl+S and Esc are heard there too. */
export function wishOf(event) {
  if (isComposing(event)) return null;
  const key = event.key.toLowerCase();
  const modified = event.ctrlKey || event.metaKey;
  if (modified) return key === "s" || key === "enter" ? "save" : null;
  const writing = event.target?.matches?.("input:not([type=checkbox]), textarea, select");
  if (writing) return event.key === "Escape" ? "leave" : null;
  return event.altKey ? null : (LETTERS[key] ?? null);
}
