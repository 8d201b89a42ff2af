/** The red lines of a draft while it is being written: asked for in short pauses, one question at a time. No DOM. */

import { letGoOutage } from "../shared/outage.js";

const PAUSE_MS = 20;

export class DraftCheck {
  #ask;
  #onChange;
  #wanted = "";
  #asking = false;
  #timer = null;
  #known = { text: "", findings: [] };

  /** `ask(text)` gives the findings. A check that fails stops nobody: the service checks again when the draft is sent. */
  constructor({ ask, onChange }) {
    this.#ask = ask;
    this.#onChange = onChange;
  }

  /** Have `text` checked, unless it has been. */
  look(text) {
    if (text === this.#wanted) return;
    this.#wanted = text;
    clearTimeout(this.#timer);
    if (text.trim() === "") this.#known = { text, findings: [] };
    else this.#timer = setTimeout(() => this.#run(), PAUSE_MS);
  }

  /** The findings of `text`; of an older text they would point to the wrong place. */
  of(text) {
    return this.#known.text === text ? this.#known.findings : [];
  }

  obstacle(text) {
    const finding = this.of(text).find(({ blocks }) => blocks);
    return finding ? "有触及红线的话，改写后才能发送" : null;
  }

  async #run() {
    if (this.#asking) return;
    this.#asking = true;
    while (this.#wanted !== this.#known.text && this.#wanted.trim() !== "") await this.#check(this.#wanted);
    this.#asking = false;
  }

  async #check(text) {
    const findings = await this.#ask(text).catch((error) => (letGoOutage(error), []));
    this.#known = { text, findings };
    this.#onChange();
  }
}

/** `text` with the better words of a finding; its places count characters, of which JavaScript counts some twice. */
export function rewritten(text, { rewriting, rewriting_span: { start, end } }) {
  const characters = [...text];
  return [...characters.slice(0, start), rewriting, ...characters.slice(end)].join("");
}
