/** The conversations around messages, asked for once each. No DOM. */

const KEPT = 60;

export class Surroundings {
  #api;
  #onChange;
  #told = new Map();

  constructor(api, onChange) {
    this.#api = api;
    this.#onChange = onChange;
  }

  /** {messages} or {problem}; undefined while it is not there. */
  of(itemId) {
    return this.#told.get(itemId) ?? undefined;
  }

  async look(itemId) {
    if (this.#told.has(itemId)) return;
    this.#told.set(itemId, null);
    if (this.#told.size > KEPT) this.#told.delete(this.#told.keys().next().value);
    try {
      this.#told.set(itemId, await this.#api.get(`/api/v1/trainer/inbox/${itemId}`));
    } catch (error) {
      if (error.status === undefined) throw error;
      this.#told.set(itemId, { problem: error.message });
    }
    this.#onChange();
  }
}
