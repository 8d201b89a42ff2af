/** Who is typing: each sign holds for four seconds. */

const HOLDS_MS = 4_000;

export class TypingTracker {
  #onChange;
  #timer = null;
  who = null;

  constructor(onChange = () => {}) {
    this.#onChange = onChange;
  }

  heard(who) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.stop(), HOLDS_MS);
    this.#become(who);
  }

  stop() {
    clearTimeout(this.#timer);
    this.#become(null);
  }

  #become(who) {
    if (who === this.who) return;
    this.who = who;
    this.#onChange();
  }
}
