/** Who is logged in on this tab. The token lives as long as the tab. */

import { Api } from "./api.js";

export class StaffSession {
  #storage;
  #key;
  api = new Api({ token: () => this.token });
  agent = null;

  constructor(storage = sessionStorage, key = "xiaoer.staff") {
    this.#storage = storage;
    this.#key = key;
  }

  get token() {
    return this.#storage.getItem(this.#key);
  }

  /** The agent of an earlier log-in on this tab, or null. */
  async resume() {
    if (!this.token) return null;
    try {
      this.agent = await this.api.get("/api/v1/desk/me");
    } catch (error) {
      if (!error.signedOut) throw error;
      this.forget();
    }
    return this.agent;
  }

  async logIn(name, password) {
    const { token, agent } = await this.api.post("/api/v1/desk/session", { name, password });
    this.#storage.setItem(this.#key, token);
    this.agent = agent;
    return agent;
  }

  async logOut() {
    try {
      await this.api.delete("/api/v1/desk/session");
    } finally {
      this.forget();
    }
  }

  forget() {
    this.#storage.removeItem(this.#key);
    this.agent = null;
  }
}
