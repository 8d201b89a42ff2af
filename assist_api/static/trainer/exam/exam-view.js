/** The page 考卷: draws the model, passes on clicks, forms and keys. */

import { onActions } from "../../shared/actions.js";
import { isComposing, sendByCtrlEnter } from "../../shared/enter-key.js";
import { draw } from "../../shared/html.js";
import { Exam, TABS } from "./exam.js";
import { frame, intents, rows, tabs, tools } from "./markup.js";

const SEARCH_AFTER_MS = 200;

export class ExamView {
  #root;
  #tools;
  #exam;
  #timer = null;
  #left = new AbortController();

  constructor(root, tools) {
    draw(root, frame);
    this.#root = root;
    this.#tools = tools;
    this.#exam = new Exam(tools.api, tools.agent.rights.includes("review"), () => this.#draw());
    this.#listen();
    this.#draw();
  }

  load() {
    this.#doing(() => this.#exam.load());
  }

  leave() {
    clearTimeout(this.#timer);
    this.#left.abort();
  }

  #listen() {
    const exam = this.#exam;
    onActions(this.#root, {
      tab: ({ dataset }) => exam.show(dataset.tab),
      choose: ({ dataset }) => this.#doing(() => exam.choose(dataset.name)),
      reload: () => this.load(),
      mend: ({ dataset }) => this.#doing(async () => (await exam.mend(dataset.text), this.#tools.announce("已移进考卷。", "good"))),
      drop: ({ dataset }) => this.#doing(async () => (await exam.drop(dataset.text), this.#tools.announce("已从清单删除。", "good"))),
    });
    this.#root.addEventListener("submit", (event) => (event.preventDefault(), this.#submit(event.target)));
    this.#root.addEventListener("input", ({ target }) => target.matches(".exam-search") && this.#searchSoon(target.value));
    sendByCtrlEnter(this.#root);
    addEventListener("keydown", (event) => this.#key(event), { signal: this.#left.signal });
  }

  #key(event) {
    const isWriting = event.target?.matches?.("input, textarea, select") || event.target?.closest?.("dialog[open]");
    if (isComposing(event) || isWriting || event.ctrlKey || event.metaKey || event.altKey || !this.#exam.mayRead) return;
    if (event.key === "/") this.#focus(event, ".exam-search");
    if (event.key.toLowerCase() === "n") this.#focus(event, ".exam-form :is(textarea, input)");
    const tab = Object.keys(TABS)[Number(event.key) - 1];
    if (tab) this.#exam.show(tab);
  }

  #focus(event, place) {
    event.preventDefault();
    this.#root.querySelector(place)?.focus();
  }

  #searchSoon(typed) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#doing(() => this.#exam.search(typed)), SEARCH_AFTER_MS);
  }

  #submit(form) {
    const { text, right, lines, intent } = form.elements;
    if (!(right ?? intent).value) return this.#tools.announce("请选一个意图。", "bad");
    if (!(text ?? lines).value.trim()) return this.#tools.announce("请写一句话。", "bad");
    this.#doing(form.dataset.form === "add" ? () => this.#add(lines, intent.value) : () => this.#addFailure(text, right.value));
  }

  async #add(lines, intent) {
    const added = await this.#exam.add(intent, lines.value);
    this.#root.querySelector("[name=lines]").value = this.#exam.refused.map(({ text }) => text).join("\n");
    if (added > 0) this.#tools.announce(`考卷加了 ${added} 句。`, "good");
  }

  async #addFailure(text, right) {
    await this.#exam.addFailure(text.value, right);
    this.#root.querySelector(".exam-failure [name=text]").value = "";
    this.#tools.announce("已加入清单。", "good");
  }

  async #doing(job) {
    try {
      await job();
    } catch (error) {
      this.#tools.failed(error);
    }
  }

  /** The forms are drawn anew only with another tab, so that nothing that is being written is lost. */
  #draw() {
    const exam = this.#exam;
    const at = (place) => this.#root.querySelector(place);
    draw(at(".exam-intents"), intents(exam));
    if (exam.mayRead) draw(at(".exam-tabs"), tabs(exam));
    const place = at(".exam-tools");
    if (exam.overview && place.dataset.tab !== exam.tab) {
      draw(place, tools(exam));
      place.dataset.tab = exam.tab;
    }
    const chosen = at(".exam-form select");
    if (chosen && exam.intent && chosen !== document.activeElement) chosen.value = exam.intent;
    draw(at(".exam-rows"), rows(exam));
  }
}
