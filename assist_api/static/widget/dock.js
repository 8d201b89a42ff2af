/** What opens between the talk and the field: to put a receipt right, to leave a message, to be rung back. No DOM. */

import { newId } from "../shared/new-id.js";

export class Dock {
  #ask;
  #onChange;
  #clientId = null;
  kind = null; // order, topic, message, callback
  choices = null;
  problem = null;
  busy = false;

  /** `ask`: {get(path), post(path, body)} below the conversation's address. */
  constructor({ ask, onChange }) {
    this.#ask = ask;
    this.#onChange = onChange;
  }

  open(kind) {
    Object.assign(this, { kind, choices: null, problem: null, busy: false });
    this.#clientId = newId();
    this.#onChange();
    return kind === "order" || kind === "topic" ? this.#load(kind) : Promise.resolve();
  }

  close() {
    this.kind = null;
    this.#onChange();
  }

  /** Whether it was taken: then the dock is closed. */
  async correct(body) {
    return this.#send("receipt", body);
  }

  async wish(what, body) {
    return this.#send(what, { client_id: this.#clientId, ...body });
  }

  async #load(kind) {
    try {
      const choices = await this.#ask.get("receipt/choices");
      if (this.kind === kind) this.choices = choices;
    } catch (error) {
      this.problem = error.message;
    }
    this.#onChange();
  }

  async #send(path, body) {
    if (this.busy) return false;
    Object.assign(this, { busy: true, problem: null });
    this.#onChange();
    try {
      await this.#ask.post(path, body);
      this.kind = null;
    } catch (error) {
      this.problem = error.message;
    }
    this.busy = false;
    this.#onChange();
    return this.kind === null;
  }
}
