/** What can be done to the orders of a case, and what was done: the back office's side of an open case. No DOM. */

import { letGoOutage } from "../../shared/outage.js";

export class Office {
  #api;
  #path;
  #onChange;
  #asked = false;
  about = null;
  problem = null;
  /** What the last operation on an order came to, by order. */
  results = new Map();

  constructor(open, { api, onChange }) {
    this.#api = api;
    this.#path = open.path;
    this.#onChange = onChange;
  }

  /** Of the case, read as soon as its shopper is known: nobody else has orders. */
  static of(open, desk) {
    const office = open.kept.of("office", () => new Office(open, { api: desk.api, onChange: () => desk.changed() }));
    if (open.about.shopper && !office.#asked) office.load().catch(letGoOutage);
    return office;
  }

  async load() {
    this.#asked = true;
    try {
      Object.assign(this, { about: await this.#api.get(`${this.#path}/backoffice`), problem: null });
    } catch (error) {
      this.problem = error.message;
      throw error;
    } finally {
      this.#onChange();
    }
  }

  can(operation) {
    return this.about?.operations.includes(operation) ?? false;
  }

  /** In yuan (points in points) that this agent may give; 0 for nothing. */
  limit(gift) {
    return Number(this.about?.limits[gift] ?? 0);
  }

  returnsOf(orderId) {
    return (this.about?.returns ?? []).filter(({ order_id: of }) => of === orderId);
  }

  /** What would come of it. */
  preview(orderId, operation, body) {
    return this.#post(orderId, operation, { ...body, preview: true });
  }

  async perform(orderId, operation, body, title) {
    const done = await this.#post(orderId, operation, body);
    this.results.set(orderId, { title, effects: done.effects, sentence: done.sentence });
    this.#onChange();
    return done;
  }

  forget(orderId) {
    this.results.delete(orderId);
    this.#onChange();
  }

  #post(orderId, operation, body) {
    return this.#api.post(`${this.#path}/orders/${encodeURIComponent(orderId)}/${operation.replaceAll("_", "-")}`, body);
  }
}
