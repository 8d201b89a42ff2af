/**
 * What was written here and is not yet known to be stored. Each item has its own `client_id`, so that sending it twice
 * stores it once; items leave in order, are tried again until acknowledged, and survive a reload of the page.
 */

import { backoff } from "./backoff.js";
import { newId } from "./new-id.js";

const TRIES = 6;

export class Outbox {
  #post;
  #storage;
  #key;
  #onChange;
  #running = false;
  #wake = null;
  items;

  /** `post(item)` stores it, or throws an ApiError. `storage` is a Storage, `key` its place in it. */
  constructor({ post, storage, key, onChange = () => {} }) {
    this.#post = post;
    this.#storage = storage;
    this.#key = key;
    this.#onChange = onChange;
    this.items = read(storage, key);
  }

  add(text, extra = {}) {
    const item = { client_id: newId(), text, at: new Date().toISOString(), state: "sending", tries: 0, ...extra };
    this.items = [...this.items, item];
    this.#changed();
    this.#run();
    return item;
  }

  /** Go on with what an earlier page left behind. */
  resume() {
    this.#run();
  }

  retry(clientId) {
    this.#update(clientId, { state: "sending", tries: 0, problem: null });
    this.#run();
  }

  /** Keep with the item what came of it on the way. */
  note(clientId, known) {
    this.#update(clientId, known);
  }

  remove(clientId) {
    this.items = this.items.filter((item) => item.client_id !== clientId);
    this.#changed();
  }

  /** Forget every item that `isStored` knows. */
  acknowledge(isStored) {
    const left = this.items.filter((item) => !isStored(item.client_id));
    if (left.length === this.items.length) return;
    this.items = left;
    this.#changed();
  }

  /** Do not wait for the back-off: the network is said to be there again. */
  nudge() {
    this.#wake?.();
  }

  async #run() {
    if (this.#running) return;
    this.#running = true;
    for (let item = this.#next(); item; item = this.#next()) await this.#try(item);
    this.#running = false;
  }

  #next() {
    return this.items.find((item) => item.state === "sending");
  }

  async #try(item) {
    try {
      await this.#post(item);
      this.#update(item.client_id, { state: "sent" });
    } catch (error) {
      await this.#failed(item, error);
    }
  }

  async #failed(item, error) {
    const tries = item.tries + 1;
    if (!error.transient || tries >= TRIES) {
      this.#update(item.client_id, { state: "failed", tries, problem: error.message });
      return;
    }
    this.#update(item.client_id, { tries });
    await this.#pause(backoff(tries));
  }

  #pause(delay) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, delay);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #update(clientId, change) {
    this.items = this.items.map((item) => (item.client_id === clientId ? { ...item, ...change } : item));
    this.#changed();
  }

  #changed() {
    this.#storage.setItem(this.#key, JSON.stringify(this.items));
    this.#onChange();
  }
}

/** What an earlier page left: whether the last ones arrived is not known, so they are sent again. */
function read(storage, key) {
  const items = JSON.parse(storage.getItem(key) ?? "[]");
  return items.map((item) => (item.state === "failed" ? item : { ...item, state: "sending", tries: 0 }));
}
