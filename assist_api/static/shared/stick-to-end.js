/** Keeps a scrolling list at its end while its reader is there: as it grows, and as the space for it shrinks. */

const NEAR_END = 80;

export class StickToEnd {
  #scroller;
  #onEnd;
  sticks = true;

  /** `onEnd()` is called when the reader comes back to the end. */
  constructor(scroller, onEnd = () => {}) {
    this.#scroller = scroller;
    this.#onEnd = onEnd;
    scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    new ResizeObserver(() => this.follow()).observe(scroller);
  }

  follow() {
    if (this.sticks) this.toEnd();
  }

  toEnd() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.sticks = true;
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    this.sticks = scrollHeight - scrollTop - clientHeight < NEAR_END;
    if (this.sticks) this.#onEnd();
  }
}
