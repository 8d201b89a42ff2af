/** The shop's data, and who looks at it: the chosen demo shopper, remembered for this tab. */

import { Api } from "../shared/api.js";

const CHOSEN = "xiaoer.shop.shopper";

export class Store {
  #api = new Api({ token: () => this.shopper?.token ?? null });
  #sheets = new Map();
  shop = { name: "", hours: [], categories: [] };
  products = [];
  categories = [];
  shoppers = [];
  shopper = null;

  async load() {
    const [shop, { products, categories }, shoppers] = await Promise.all([
      this.#api.get("/api/v1/store/shop"),
      this.#api.get("/api/v1/store/products"),
      this.#demoShoppers(),
    ]);
    Object.assign(this, { shop, products, categories, shoppers });
    this.shopper = shoppers.find(({ id }) => id === sessionStorage.getItem(CHOSEN)) ?? null;
  }

  choose(id) {
    this.shopper = this.shoppers.find((shopper) => shopper.id === id) ?? null;
    if (this.shopper) sessionStorage.setItem(CHOSEN, id);
    else sessionStorage.removeItem(CHOSEN);
  }

  async sheet(id) {
    if (!this.#sheets.has(id)) this.#sheets.set(id, await this.#api.get(`/api/v1/store/products/${encodeURIComponent(id)}`));
    return this.#sheets.get(id);
  }

  async orders() {
    return (await this.#api.get("/api/v1/store/orders")).orders;
  }

  /** Outside the demo there is nobody to choose from. */
  async #demoShoppers() {
    try {
      return (await this.#api.get("/api/v1/store/demo")).shoppers;
    } catch (error) {
      if (error.status === 404) return [];
      throw error;
    }
  }
}
