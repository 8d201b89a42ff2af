/** Notices that nobody has touched key or mouse for a while, and that somebody is back. No DOM but the target's events. */

const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel"];

export class Idle {
  #afterMs;
  #onIdle;
  #onBack;
  #timer = null;
  #idle = false;
  #target;
  #sign = () => this.touched();

  constructor({ afterMs, onIdle, onBack, target }) {
    this.#afterMs = afterMs;
    this.#onIdle = onIdle;
    this.#onBack = onBack;
    this.#target = target;
    for (const name of SIGNS) target.addEventListener(name, this.#sign, { passive: true });
    this.#wait();
  }

  touched() {
    if (this.#idle) {
      this.#idle = false;
      this.#onBack();
    }
    this.#wait();
  }

  stop() {
    clearTimeout(this.#timer);
    for (const name of SIGNS) this.#target.removeEventListener(name, this.#sign);
  }

  #wait() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#idle = true;
      this.#onIdle();
    }, this.#afterMs);
  }
}
