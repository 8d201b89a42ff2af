/** Tells the other side that somebody is typing, at most once in three seconds. */

const PAUSE_MS = 3_000;

export class TypingSignal {
  #send;
  #sentAt = -Infinity;

  constructor(send) {
    this.#send = send;
  }

  pressed(now = Date.now()) {
    if (now - this.#sentAt < PAUSE_MS) return;
    this.#sentAt = now;
    this.#send();
  }
}
