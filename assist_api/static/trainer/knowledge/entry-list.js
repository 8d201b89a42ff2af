/** The knowledge entries as they are looked through: searched, chosen, a page at a time. No DOM. */

export const PATH = "/api/v1/trainer/knowledge";
const PAGE = 60;

export const SHOWN = [
  { shown: "all", title: "全部" },
  { shown: "draft", title: "待审核" },
  { shown: "reviewed", title: "待发布" },
  { shown: "ending", title: "快到期或已过期" },
  { shown: "internal", title: "仅供客服" },
];

export class EntryList {
  #api;
  #onChange;
  #loading = 0;
  filters = { q: "", topic: "", shown: "all" };
  rows = null;
  total = 0;
  counts = {};
  topics = [];
  problem = null;

  constructor(api, onChange) {
    this.#api = api;
    this.#onChange = onChange;
  }

  get hasMore() {
    return Boolean(this.rows) && this.rows.length < this.total;
  }

  choose(name, value) {
    this.filters = { ...this.filters, [name]: value };
    return this.load();
  }

  async load() {
    const found = await this.#page(0, (error) => ({ problem: error.message }));
    if (found) Object.assign(this, { problem: null, ...found });
    this.#onChange();
  }

  async more() {
    if (!this.hasMore) return;
    const found = await this.#page(this.rows.length, (error) => {
      throw error;
    });
    if (found) Object.assign(this, { ...found, rows: [...this.rows, ...found.rows] });
    this.#onChange();
  }

  /** The id beside `id` in the list, or the first. */
  beside(id, step) {
    const at = (this.rows ?? []).findIndex((row) => row.id === id);
    const next = this.rows?.[at < 0 ? 0 : at + step];
    return next?.id ?? null;
  }

  /** Null where another page was asked for meanwhile. */
  async #page(offset, onProblem) {
    const loading = ++this.#loading;
    const query = new URLSearchParams({ ...this.filters, offset, limit: PAGE });
    try {
      const found = await this.#api.get(`${PATH}?${query}`);
      return loading === this.#loading ? found : null;
    } catch (error) {
      if (error.status === undefined || error.signedOut) throw error;
      return loading === this.#loading ? onProblem(error) : null;
    }
  }
}
