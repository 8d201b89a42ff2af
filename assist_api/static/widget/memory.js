/** What this browser remembers of a conversation: its id, the visitor's token, how far it was read. */
export class Memory {
  #storage;
  #key;

  constructor(storage, name) {
    this.#storage = storage;
    this.#key = `xiaoer.chat|${name}`;
  }

  get value() {
    return JSON.parse(this.#storage.getItem(this.#key) ?? "{}");
  }

  update(change) {
    this.#storage.setItem(this.#key, JSON.stringify({ ...this.value, ...change }));
  }

  clear() {
    this.#storage.removeItem(this.#key);
  }
}
