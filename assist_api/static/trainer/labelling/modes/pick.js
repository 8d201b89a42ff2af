/** Choosing an intent by a few letters. */

import { draw } from "../../../shared/html.js";
import { Picking } from "../intents.js";
import { picker, pickerField } from "../markup.js";

export class PickMode {
  name = "pick";
  field = ".picker-field";
  #desk;
  #from;
  #onPicked;
  #picking;
  #place = null;

  /** `from`: the mode to go back to, before `onPicked(intent)`. */
  constructor(desk, from, onPicked) {
    this.#desk = desk;
    this.#from = from;
    this.#onPicked = onPicked;
    this.#picking = new Picking(desk.intents, () => this.#drawRows());
    this.written("");
  }

  get tool() {
    return pickerField;
  }

  drawn(place) {
    this.#place = place;
    this.#drawRows();
  }

  written(typed) {
    this.#picking.type(typed).catch(this.#desk.failed);
  }

  moveInPicker(step) {
    this.#picking.move(step);
  }

  /** `index`: of the row that was clicked; by key it is the one that is chosen. */
  async takePicked(index = null) {
    if (index !== null) this.#picking.at = index;
    const intent = await this.#picking.chosen();
    if (this.#desk.mode !== this) return;
    if (!intent) return this.#desk.announce("没有这样的意图，换几个字试试", "bad");
    this.#desk.enter(this.#from);
    this.#onPicked(intent);
    this.#desk.draw();
  }

  leave() {
    this.#desk.enter(this.#from);
  }

  #drawRows() {
    const list = this.#place?.querySelector(".picker-list");
    if (!list) return;
    draw(list, picker(this.#picking));
    this.#place.querySelector(this.field).setAttribute("aria-activedescendant", `picker-${this.#picking.at}`);
    list.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }
}
