/** Draws once in the next frame, however often it is asked; while the page is hidden, where there are no frames, a few times a second. */

const HIDDEN_MS = 250;

export class DrawSoon {
  #draw;
  #asked = false;
  #onShown = () => document.visibilityState === "visible" && this.#asked && this.#run();

  constructor(draw) {
    this.#draw = draw;
    document.addEventListener("visibilitychange", this.#onShown);
  }

  ask() {
    if (this.#asked) return;
    this.#asked = true;
    if (document.visibilityState === "visible") requestAnimationFrame(() => this.#run());
    else setTimeout(() => this.#run(), HIDDEN_MS);
  }

  stop() {
    this.#draw = () => {};
    document.removeEventListener("visibilitychange", this.#onShown);
  }

  #run() {
    if (!this.#asked) return;
    this.#asked = false;
    this.#draw();
  }
}
