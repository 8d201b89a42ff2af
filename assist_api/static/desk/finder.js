/** Looks for words while they are typed: the newest question counts, an answer to an older one is let go. No DOM. */

const PAUSE_MS = 180;
const NOTHING = { results: [], more: false, told: "" };

export class Finder {
  #api;
  #timer = null;
  #number = 0;
  asked = {};
  onChange = () => {};

  constructor(api) {
    this.#api = api;
    Object.assign(this, NOTHING);
  }

  ask(asked) {
    this.asked = asked;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.askNow(asked), PAUSE_MS);
  }

  async askNow(asked) {
    this.asked = asked;
    clearTimeout(this.#timer);
    const query = queryOf(asked);
    if (query.toString() === "") return this.#forget();
    this.#become({ told: "正在搜索…" });
    await this.#read(query, []);
  }

  #forget() {
    this.#number += 1; // the answer under way is of no use any more
    this.#become(NOTHING);
  }

  /** The next page of what was found. */
  readOn() {
    const query = queryOf(this.asked);
    query.set("skip", this.results.length);
    return this.#read(query, this.results);
  }

  async #read(query, before) {
    const number = (this.#number += 1);
    try {
      const { results, more } = await this.#api.get(`/api/v1/desk/search?${query}`);
      if (number === this.#number) this.#become(told([...before, ...results], more));
    } catch (error) {
      if (error.status === undefined) throw error; // a bug, not an answer
      if (number === this.#number) this.#become({ ...NOTHING, told: error.message });
    }
  }

  #become(change) {
    Object.assign(this, change);
    this.onChange();
  }
}

const told = (results, more) => ({ results, more, told: results.length === 0 ? "没有找到，换个词或放宽条件试试" : `${more ? "最近的 " : "共 "}${results.length} 条` });

/** What was filled in. */
const queryOf = (asked) => new URLSearchParams(Object.entries(asked).map(([name, value]) => [name, value.trim()]).filter(([, value]) => value !== ""));
