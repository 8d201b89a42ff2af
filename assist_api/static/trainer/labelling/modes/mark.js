/** Marking entities: a caret, a selection, and a letter a kind. */

import { KIND_KEYS } from "../entity-marks.js";
import { kinds } from "../markup.js";

export class MarkMode {
  name = "mark";
  #desk;

  constructor(desk) {
    this.#desk = desk;
  }

  get tool() {
    return kinds(this.#desk.kinds, this.#desk.marks);
  }

  /** The kind whose letter was pressed, or undefined. */
  kindOf(key) {
    return this.#desk.kinds.find(({ name }) => KIND_KEYS[name] === key.toLowerCase())?.name;
  }

  moveCaret(step) {
    this.#desk.marks.move(step);
    this.#desk.draw();
  }

  extendCaret(step) {
    this.#desk.marks.move(step, { extend: true });
    this.#desk.draw();
  }

  nextMark() {
    this.#desk.marks.nextMark();
    this.#desk.draw();
  }

  removeMark() {
    this.#desk.marks.remove();
    this.#desk.draw();
  }

  markAs(entity) {
    if (!this.#desk.marks.mark(entity)) this.#desk.announce("先选中要标的字", "bad");
    this.#desk.draw();
  }

  leave() {
    this.#desk.back();
  }
}
