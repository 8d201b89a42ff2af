/** Which sections are open: what somebody has turned is remembered in this browser, the rest stays as it comes. */

const KEY = "xiaoer.desk.folds";

export class Folds {
  #storage;
  #turned;
  #shown = new Map();

  constructor(storage = globalThis.localStorage) {
    this.#storage = storage;
  }

  isOpen(name, usually) {
    const open = this.#known[name] ?? usually;
    this.#shown.set(name, open);
    return open;
  }

  turn(name) {
    this.#turned = { ...this.#known, [name]: !(this.#shown.get(name) ?? true) };
    try {
      this.#storage?.setItem(KEY, JSON.stringify(this.#turned));
    } catch (error) {
      if (error.name !== "QuotaExceededError" && error.name !== "SecurityError") throw error; // then until the page closes
    }
  }

  get #known() {
    this.#turned ??= read(this.#storage);
    return this.#turned;
  }
}

function read(storage) {
  try {
    return JSON.parse(storage?.getItem(KEY) ?? "{}") ?? {};
  } catch {
    return {}; // written by something else, or no storage at all: as it comes
  }
}
