/** What a shift leaves to the next: what is mine to give, what is left to me, what became of it. No DOM. */

const keyOf = ({ kind, subject_id: id }) => `${kind}:${id}`;

export class Shift {
  #api;
  #chosen = new Set();
  mine = [];
  leftToMe = [];
  given = [];
  loaded = false;
  problem = null;

  constructor(api) {
    this.#api = api;
  }

  async load() {
    try {
      const { mine, left_to_me: left, given } = await this.#api.get("/api/v1/desk/shift");
      Object.assign(this, { mine, leftToMe: left, given, loaded: true, problem: null });
      const there = new Set(mine.map(keyOf));
      this.#chosen = new Set([...this.#chosen].filter((key) => there.has(key)));
    } catch (error) {
      if (error.status === undefined) throw error;
      this.problem = error.message;
    }
  }

  /** Items that wait to be taken over. */
  get open() {
    return this.leftToMe.filter(({ taken_at: at }) => !at);
  }

  isChosen(item) {
    return this.#chosen.has(keyOf(item));
  }

  toggle(key) {
    if (!this.#chosen.delete(key)) this.#chosen.add(key);
  }

  get allChosen() {
    return this.mine.length > 0 && this.mine.every((item) => this.isChosen(item));
  }

  toggleAll() {
    const all = this.allChosen;
    for (const item of this.mine) all ? this.#chosen.delete(keyOf(item)) : this.#chosen.add(keyOf(item));
  }

  get chosen() {
    return this.mine.filter((item) => this.isChosen(item));
  }

  async give(items, toId, note) {
    const subjects = items.map(({ kind, subject_id }) => ({ kind, subject_id }));
    const answer = await this.#api.post("/api/v1/desk/shift/give", { items: subjects, to_id: toId || null, note });
    await this.load();
    return answer;
  }

  async take(id) {
    await this.#api.post(`/api/v1/desk/shift/items/${id}/take`, {});
    await this.load();
  }
}

export { keyOf };
