/** Cutting a message into its questions, each with an intent of its own. */

import { splitter } from "../markup.js";
import { Split } from "../split.js";
import { PickMode } from "./pick.js";

export class SplitMode {
  name = "split";
  #desk;
  #split;

  constructor(desk, item) {
    this.#desk = desk;
    this.#split = new Split(item.text, item.halves);
    this.#learn();
  }

  get tool() {
    return splitter(this.#split, (intent) => this.#desk.intents.zh(intent));
  }

  moveCut(step) {
    this.#split.move(step);
    this.#desk.draw();
  }

  /** `at`: before which character; by key it is that of the caret. */
  cut(at) {
    if (at === 0) return;
    this.#split.toggle(at);
    this.#desk.draw();
    this.#learn();
  }

  pickForPart(index) {
    if (this.#split.parts[index]) this.#desk.enter(new PickMode(this.#desk, this, (intent) => this.#split.choose(index, intent)));
  }

  saveSplit() {
    if (!this.#split.isComplete) return this.#desk.announce("切成两句以上，每一句都选好意图再保存", "bad");
    this.#desk.back();
    this.#desk.session.split(this.#split.parts.map(({ text, intent, entities }) => ({ text, intent, entities })));
  }

  leave() {
    this.#desk.back();
  }

  async #learn() {
    const { unknown } = this.#split;
    if (unknown.length === 0) return;
    try {
      this.#split.propose((await this.#desk.api.post("/api/v1/trainer/labelling/propose", { texts: unknown })).parts);
      this.#desk.draw();
    } catch (error) {
      this.#desk.failed(error);
    }
  }
}
