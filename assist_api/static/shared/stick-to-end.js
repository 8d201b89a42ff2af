/** Keeps a scrolling list at its end while its reader is there: as it grows, and as the space for it shrinks. */

const NEAR_END = 80;

export class StickToEnd {
  #scroller;
  #onEnd;
  #at = 0;
  sticks = true;

  /** `onEnd()` is called when the reader comes back to the end. */
  constructor(scroller, onEnd = () => {}) {
    this.#scroller = scroller;
    this.#onEnd = onEnd;
    scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    const sizes = new ResizeObserver(() => this.follow());
    for (const one of [scroller, ...scroller.children]) sizes.observe(one);
  }

  follow() {
    if (this.sticks) this.toEnd();
  }

  toEnd() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.sticks = true;
  }

  /** Only who scrolls up leaves the end: less space or a longer list moves it away from the reader. */
  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    const leaves = scrollTop < this.#at;
    this.#at = scrollTop;
    const isNear = scrollHeight - scrollTop - clientHeight < NEAR_END;
    this.sticks = isNear || (this.sticks && !leaves);
    if (isNear) this.#onEnd();
  }
}
