/** The current message and those like it, decided at once. */

import { draw, html } from "../../../shared/html.js";
import { KeyedList } from "../../../shared/keyed-list.js";
import { manyFrame, manyHead, manyRow } from "../markup.js";
import { Neighbours } from "../neighbours.js";
import { PickMode } from "./pick.js";

export class ManyMode {
  name = "many";
  #desk;
  #many;
  #list = null;

  constructor(desk, item) {
    this.#desk = desk;
    this.#many = new Neighbours(desk.api, item, item.proposal, () => desk.draw());
    this.#many.load().catch(desk.failed);
  }

  get tool() {
    return manyFrame;
  }

  drawn(place, isFresh) {
    const zh = (intent) => this.#desk.intents.zh(intent);
    const many = this.#many;
    const rows = place.querySelector(".many-rows");
    if (isFresh) this.#list = new KeyedList(rows);
    draw(place.querySelector(".many-head"), manyHead(many));
    this.#list.draw(many.shown.map((row, index) => ({ key: row.id, markup: manyRow(row, index, many, zh) })));
    place.querySelector("[type=range]").value = many.least;
    place.querySelector("output").textContent = many.least.toFixed(2);
    draw(place.querySelector("[data-action=labelMany]"), html`${many.intent ? `${many.chosen.length + 1} 条都标为“${zh(many.intent)}”` : "选一个意图"} <kbd>Enter</kbd>`);
  }

  written(value) {
    this.#many.slide(Number(value));
  }

  slide(step) {
    this.#many.slide(this.#many.least + step);
  }

  moveInMany(step) {
    this.#many.move(step);
  }

  toggleOne(id) {
    this.#many.toggle(id);
  }

  labelMany() {
    if (this.#many.intent) this.#decide("choose", this.#many.intent);
    else this.pickForMany();
  }

  acceptMany() {
    this.#decide("accept");
  }

  outOfScopeMany() {
    this.#decide("out_of_scope");
  }

  skipMany() {
    this.#decide("skip");
  }

  pickForMany() {
    this.#desk.enter(new PickMode(this.#desk, this, (intent) => (this.#many.intent = intent)));
  }

  leave() {
    this.#desk.back();
  }

  #decide(decision, intent = null) {
    if (!this.#many.rows) return;
    this.#desk.back();
    this.#desk.session.decideMany(this.#many.chosen, decision, intent);
  }
}
