/** The first mode: one key decides. Its deeds are there for the mouse in the other modes too. */

import { buttons, candidates } from "../markup.js";
import { CommentMode } from "./comment.js";
import { ManyMode } from "./many.js";
import { MarkMode } from "./mark.js";
import { PickMode } from "./pick.js";
import { SplitMode } from "./split.js";

export class LabelMode {
  name = "label";
  #desk;

  /** `desk`: {session, intents, kinds, api, announce, failed, marks, draw(), enter(mode), back()}; see view.js. */
  constructor(desk) {
    this.#desk = desk;
  }

  get tool() {
    return buttons;
  }

  restart() {
    this.#desk.session.start();
  }

  accept() {
    this.#desk.session.accept(this.#desk.marks?.said);
  }

  chooseAt(index) {
    const { session, marks } = this.#desk;
    const intent = session.current && candidates(session.current)[index];
    if (intent) session.choose(intent, marks.said);
  }

  outOfScope() {
    this.#desk.session.outOfScope();
  }

  skip() {
    this.#desk.session.skip();
  }

  undo() {
    this.#desk.session.undo();
  }

  pick() {
    const desk = this.#desk;
    this.#enter(() => new PickMode(desk, this, (intent) => desk.session.choose(intent, desk.marks.said)));
  }

  split() {
    this.#enter((item) => new SplitMode(this.#desk, item));
  }

  markEntities() {
    this.#enter(() => new MarkMode(this.#desk));
  }

  neighbours() {
    this.#enter((item) => new ManyMode(this.#desk, item));
  }

  comment() {
    this.#enter(() => new CommentMode(this.#desk));
  }

  #enter(made) {
    const { current } = this.#desk.session;
    if (current) this.#desk.enter(made(current));
  }
}
