/** Writing a comment on the current message. */

import { buttons } from "../markup.js";

export class CommentMode {
  name = "comment";
  field = ".comment-field";
  #desk;
  #text = "";

  constructor(desk) {
    this.#desk = desk;
  }

  get tool() {
    return buttons;
  }

  written(text) {
    this.#text = text;
  }

  async saveComment() {
    await this.#desk.session.comment(this.#text);
    this.#desk.back();
  }

  leave() {
    this.#desk.back();
  }
}
