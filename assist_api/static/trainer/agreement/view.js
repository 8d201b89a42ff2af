/** The page 一致性 on the screen: draws the model, passes on clicks and keys. */

import { onActions } from "../../shared/actions.js";
import { isComposing } from "../../shared/enter-key.js";
import { draw } from "../../shared/html.js";
import { KeyedList } from "../../shared/keyed-list.js";
import { Intents, Picking } from "../labelling/intents.js";
import { picker } from "../labelling/markup.js";
import { Agreement } from "./agreement.js";
import { detail, figures, frame, row } from "./markup.js";

export class AgreementView {
  #root;
  #model;
  #intents;
  #list;
  #picking = null;
  #failed;
  #announce;
  #left = new AbortController();

  constructor(root, { api, agent, announce, failed }) {
    draw(root, frame);
    this.#root = root;
    this.#failed = failed;
    this.#announce = announce;
    this.#intents = new Intents(api);
    this.#list = new KeyedList(root.querySelector(".agreement-list"));
    this.#model = new Agreement(api, agent, { onChange: () => this.#draw(), onNews: announce, onFailed: failed });
    this.#listen();
  }

  async start() {
    await Promise.all([this.#intents.load(), this.#model.load()]);
    this.#draw();
  }

  leave() {
    this.#left.abort();
  }

  #listen() {
    const model = this.#model;
    onActions(this.#root, {
      reload: () => model.load(),
      choose: ({ dataset }) => this.#select(() => model.select(Number(dataset.index))),
      take: ({ dataset }) => this.#run(() => model.takeOpinion(Number(dataset.index))),
      pick: () => this.#pick(),
      takePicked: ({ dataset }) => this.#run(() => this.#take(Number(dataset.index))),
    });
    this.#root.addEventListener("input", ({ target }) => target.matches(".picker-field") && this.#run(() => this.#picking.type(target.value)));
    this.#root.addEventListener("submit", (event) => (event.preventDefault(), this.#comment(event.target)));
    document.addEventListener("keydown", (event) => this.#press(event), { signal: this.#left.signal });
  }

  #run(job) {
    Promise.resolve(job()).catch(this.#failed);
  }

  #select(job) {
    this.#picking = null;
    job();
    this.#root.querySelector(".agreement-list [aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  #pick() {
    if (!this.#model.current || !this.#model.mayDecide) return;
    this.#picking = new Picking(this.#intents, () => this.#drawPicker());
    this.#draw();
    this.#root.querySelector(".picker-field").focus();
    this.#run(() => this.#picking.type(""));
  }

  async #take(index = null) {
    if (index !== null) this.#picking.at = index;
    const intent = await this.#picking.chosen();
    if (!intent) return this.#announce("没有这样的意图，换几个字试试", "bad");
    this.#picking = null;
    await this.#model.choose(intent);
  }

  #comment(form) {
    const { value } = form.elements.comment;
    this.#run(() => this.#model.comment(value));
  }

  #press(event) {
    if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape" && event.target.matches?.(".comment-field")) return event.target.blur();
    const inPicker = event.target.matches?.(".picker-field");
    const deed = inPicker ? this.#picking && PICKER_KEYS[event.key] : !event.target.matches?.("input, textarea, select") && KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!deed) return;
    event.preventDefault();
    this.#run(() => deed(this.#deeds));
  }

  /** What the keys may do. */
  get #deeds() {
    return {
      model: this.#model,
      picking: this.#picking,
      select: (job) => this.#select(job),
      pick: () => this.#pick(),
      take: () => this.#take(),
      comment: () => this.#root.querySelector(".comment-field")?.focus(),
      leavePicker: () => ((this.#picking = null), this.#draw()),
    };
  }

  #draw() {
    const zh = (intent) => this.#intents.zh(intent);
    const model = this.#model;
    draw(this.#root.querySelector(".agreement-figures"), figures(model, zh));
    this.#list.draw(model.rows.map((one, index) => ({ key: one.item.id, markup: row(one, index, index === model.at, zh) })));
    draw(this.#root.querySelector(".agreement-detail"), detail(model, this.#picking !== null, zh));
    this.#root.querySelector(".agreement-body").hidden = !model.told || model.told.agreement.items === 0;
    this.#drawPicker();
  }

  #drawPicker() {
    const list = this.#picking && this.#root.querySelector(".picker-list");
    if (list) draw(list, picker(this.#picking));
  }
}

const KEYS = {
  j: ({ model, select }) => select(() => model.move(1)),
  ArrowDown: ({ model, select }) => select(() => model.move(1)),
  k: ({ model, select }) => select(() => model.move(-1)),
  ArrowUp: ({ model, select }) => select(() => model.move(-1)),
  1: ({ model }) => model.takeOpinion(0),
  2: ({ model }) => model.takeOpinion(1),
  f: ({ pick }) => pick(),
  m: ({ comment }) => comment(),
  r: ({ model }) => model.load(),
};

const PICKER_KEYS = {
  ArrowDown: ({ picking }) => picking.move(1),
  ArrowUp: ({ picking }) => picking.move(-1),
  Enter: ({ take }) => take(),
  Escape: ({ leavePicker }) => leavePicker(),
};
