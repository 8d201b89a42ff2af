/** The intents as people name them, and finding one by a few letters. No DOM. */

const PATH = "/api/v1/trainer/intents";
const SHOWN = 8;

export class Intents {
  #api;
  #zh = new Map();
  #found = new Map();

  constructor(api) {
    this.#api = api;
  }

  async load() {
    const { rows } = await this.#api.get(PATH);
    this.#zh = new Map(rows.map(({ name, zh }) => [name, zh]));
  }

  /** What a person reads for an intent. */
  zh(name) {
    return this.#zh.get(name) ?? name;
  }

  async find(typed) {
    const wanted = typed.trim().toLowerCase();
    if (!this.#found.has(wanted)) this.#found.set(wanted, (await this.#api.get(`${PATH}?q=${encodeURIComponent(wanted)}&limit=${SHOWN}`)).rows);
    return this.#found.get(wanted);
  }
}

/** A choice under way: what is typed, what fits, which of it is chosen. The answer of an older question is dropped. */
export class Picking {
  #intents;
  #onChange;
  #asked = 0;
  #answer = Promise.resolve();
  rows = [];
  at = 0;
  typed = "";

  constructor(intents, onChange) {
    this.#intents = intents;
    this.#onChange = onChange;
  }

  type(typed) {
    this.typed = typed;
    const asked = ++this.#asked;
    this.#answer = this.#intents.find(typed).then((rows) => {
      if (asked !== this.#asked) return;
      Object.assign(this, { rows, at: 0 });
      this.#onChange();
    });
    return this.#answer;
  }

  move(step) {
    if (this.rows.length === 0) return;
    this.at = (this.at + step + this.rows.length) % this.rows.length;
    this.#onChange();
  }

  /** The intent that is chosen once the newest question is answered: who types and presses Enter need not wait. */
  async chosen() {
    await this.#answer;
    return this.rows[this.at]?.name ?? null;
  }
}
