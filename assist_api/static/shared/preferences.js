/** What one of the staff chose for the pages, kept in this browser. No DOM. */

const DEFAULTS = { sendBy: "enter", sound: true, notices: false, theme: "system" };

export class Preferences {
  #storage;
  #key;
  #values;

  constructor(agentId, storage = localStorage) {
    this.#storage = storage;
    this.#key = `xiaoer.desk.preferences|${agentId}`;
    this.#values = { ...DEFAULTS, ...JSON.parse(storage.getItem(this.#key) ?? "{}") };
  }

  get(name) {
    return this.#values[name];
  }

  set(change) {
    Object.assign(this.#values, change);
    this.#storage.setItem(this.#key, JSON.stringify(this.#values));
  }
}
