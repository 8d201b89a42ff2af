/** What was looked for in the stock, and what was found: the newest question's answer counts. No DOM. */
export class StockSearch {
  #ask;
  #onChange;
  query = "";
  products = null;
  problem = null;
  busy = false;

  constructor({ ask, onChange }) {
    this.#ask = ask;
    this.#onChange = onChange;
  }

  async find(text) {
    const query = text.trim();
    if (!query) return this.#become({ query: "", products: null, problem: null, busy: false });
    this.#become({ query, busy: true, problem: null });
    try {
      const { products } = await this.#ask(query);
      this.#answer(query, { products });
    } catch (error) {
      if (error.status === undefined) throw error; // a bug, not an answer
      this.#answer(query, { products: null, problem: error.message });
    }
  }

  #answer(query, found) {
    if (query === this.query) this.#become({ ...found, busy: false });
  }

  #become(values) {
    Object.assign(this, values);
    this.#onChange();
  }
}
