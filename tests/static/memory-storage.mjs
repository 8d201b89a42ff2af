/** A Storage for tests. */
export class MemoryStorage {
  #values = new Map();

  getItem(key) {
    return this.#values.get(key) ?? null;
  }

  setItem(key, value) {
    this.#values.set(key, value);
  }

  removeItem(key) {
    this.#values.delete(key);
  }
}

/** Let every promise that can settle do so. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));

export const message = (seq, more = {}) => ({ seq, client_id: `m${seq}`, from: "bot", name: "小二", text: `第 ${seq} 条`, parts: [], at: "2026-03-02T10:00:00+08:00", ...more });
