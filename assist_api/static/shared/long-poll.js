/** Asks for what is newer, again and again, where sockets are blocked. */

import { backoff } from "./backoff.js";

export class LongPoll {
  #ask;
  #onAnswer;
  #onStatus;
  #abort = null;
  #retry = null;
  #attempt = 0;

  /** `ask(signal)` is one request that may wait on the server. */
  constructor({ ask, onAnswer, onStatus = () => {} }) {
    this.#ask = ask;
    this.#onAnswer = onAnswer;
    this.#onStatus = onStatus;
  }

  open() {
    this.close();
    this.#abort = new AbortController();
    this.#turn(this.#abort.signal);
  }

  close() {
    clearTimeout(this.#retry);
    this.#abort?.abort();
    this.#abort = null;
  }

  async #turn(signal) {
    let pause = 0;
    try {
      const answer = await this.#ask(signal);
      if (signal.aborted) return;
      this.#attempt = 0;
      this.#onStatus("live");
      this.#onAnswer(answer);
    } catch (error) {
      if (signal.aborted) return;
      if (error.signedOut) return this.#onStatus("refused");
      pause = backoff(this.#attempt++);
      this.#onStatus("waiting");
    }
    this.#retry = setTimeout(() => this.#turn(signal), pause);
  }
}
