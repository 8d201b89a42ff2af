/** What the team keeps on a shopper: tags, notes, what happened before. No DOM. */

import { letGoOutage } from "../../shared/outage.js";

const EMPTY = { known: false, tags: [], notes: [], usual_tags: [], history: [] };

export class ShopperFile {
  #api;
  #path;
  #onChange;
  about = EMPTY;

  constructor(open, { api, onChange }) {
    this.#api = api;
    this.#path = `${open.path}/shopper`;
    this.#onChange = onChange;
  }

  static of(open, desk) {
    return open.kept.of("shopper-file", () => {
      const made = new ShopperFile(open, { api: desk.api, onChange: () => desk.changed() });
      made.load().catch(letGoOutage);
      return made;
    });
  }

  async load() {
    this.become(await this.#api.get(this.#path));
  }

  async tag(tag) {
    this.become(await this.#api.post(`${this.#path}/tags`, { tag }));
  }

  async untag(tag) {
    this.become(await this.#api.delete(`${this.#path}/tags/${encodeURIComponent(tag)}`));
  }

  async note(text) {
    this.become(await this.#api.post(`${this.#path}/notes`, { text }));
  }

  async dropNote(id) {
    this.become(await this.#api.delete(`${this.#path}/notes/${encodeURIComponent(id)}`));
  }

  /** Those that the team uses and this shopper does not have yet. */
  get offered() {
    const has = new Set(this.about.tags.map(({ tag }) => tag));
    return this.about.usual_tags.filter((tag) => !has.has(tag));
  }

  become(kept) {
    this.about = { ...this.about, ...kept };
    this.#onChange();
  }
}
