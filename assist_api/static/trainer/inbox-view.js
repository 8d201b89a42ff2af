/** The page 收件箱: draws the model, passes on clicks. */

import { onActions } from "../shared/actions.js";
import { draw } from "../shared/html.js";
import { Inbox } from "./inbox.js";
import { filters, frame, list } from "./inbox-page.js";
import { problem } from "./states.js";

export class InboxView {
  #root;
  #api;
  #onFailed;
  #inbox = new Inbox();

  constructor(root, api, onFailed) {
    draw(root, frame);
    this.#root = root;
    this.#api = api;
    this.#onFailed = onFailed;
    this.#listen();
    this.#draw();
  }

  async load() {
    try {
      this.#inbox.rows = (await this.#api.get("/api/v1/trainer/inbox")).rows;
      this.#draw();
    } catch (error) {
      if (error.status === undefined || error.signedOut) return this.#onFailed(error);
      draw(this.#root.querySelector(".inbox"), problem(error.message, "reload"));
    }
  }

  #listen() {
    onActions(this.#root, {
      reload: () => this.load(),
      reason: ({ dataset }) => {
        this.#inbox.reason = dataset.reason || null;
        this.#draw();
      },
    });
    this.#root.querySelector("input[type=search]").addEventListener("input", ({ target }) => {
      this.#inbox.word = target.value;
      this.#draw();
    });
  }

  #draw() {
    draw(this.#root.querySelector(".filter-reasons"), filters(this.#inbox));
    draw(this.#root.querySelector(".inbox"), list(this.#inbox));
  }
}
