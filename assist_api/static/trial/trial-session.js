/** One talk with a model that is not live, without any DOM: the link, the messages, what is on its way. */

import { Api, ApiError } from "../shared/api.js";
import { MessageList } from "../shared/message-list.js";
import { letGoOutage } from "../shared/outage.js";
import { Outbox } from "../shared/outbox.js";

const PATH = "/api/v1/trials/talks";

export class TrialSession {
  #api;
  #storage;
  #key;
  #onChange;
  #starting = null; // what is written meanwhile waits for it
  messages = new MessageList();
  typing = { who: null };
  openParts = {};
  about = null;
  problem = null;
  over = false;
  outbox;

  /** `token`: what stands in the link. `storage`: a Storage that knows the talk when the page is opened again. */
  constructor({ token, base = "", storage = sessionStorage, onChange = () => {} }) {
    this.#api = new Api({ base, token: () => token });
    this.#storage = storage;
    this.#key = `xiaoer.trial|${token.slice(-16)}`;
    this.#onChange = onChange;
    this.outbox = this.#freshOutbox();
  }

  get page() {
    return this.about?.page ?? null;
  }

  /** Go on with the talk of this tab, or begin one. */
  start() {
    this.#starting = this.#start();
    return this.#starting;
  }

  async #start() {
    try {
      this.#take((await this.#known()) ?? (await this.#api.post(PATH)));
      this.outbox.resume();
    } catch (error) {
      letGoOutage(error);
      Object.assign(this, { over: true, problem: error.message });
    }
    this.#onChange();
  }

  send(text) {
    if (!this.over) this.outbox.add(text);
  }

  /** Another talk over the same link. */
  async restart() {
    this.#storage.removeItem(this.#key);
    this.messages = new MessageList();
    this.outbox.items.forEach(({ client_id: id }) => this.outbox.remove(id));
    Object.assign(this, { over: false, problem: null });
    await this.start();
  }

  async #known() {
    const talkId = this.#storage.getItem(this.#key);
    if (!talkId) return null;
    try {
      return await this.#api.get(`${PATH}/${talkId}`);
    } catch (error) {
      if (error.status === 404) return null;
      throw error;
    }
  }

  #take({ talk_id: talkId, messages, ...about }) {
    this.#storage.setItem(this.#key, talkId);
    this.about = { ...about, talkId };
    this.messages.add(...messages);
  }

  #freshOutbox() {
    return new Outbox({ post: (item) => this.#post(item), storage: this.#storage, key: `${this.#key}|outbox`, onChange: () => this.#onChange() });
  }

  async #post({ client_id: clientId, text }) {
    this.typing = { who: "bot" };
    this.#onChange();
    await this.#starting;
    try {
      if (this.over) throw new ApiError(410, "trial_ended", this.problem);
      const { messages } = await this.#api.post(`${PATH}/${this.about.talkId}/messages`, { client_id: clientId, text });
      this.messages.add(...messages);
      this.outbox.acknowledge((id) => this.messages.hasClientId(id));
    } catch (error) {
      this.#hear(error);
      throw error;
    } finally {
      this.typing = { who: null };
      this.#onChange();
    }
  }

  #hear(error) {
    this.over = error.status === 410 || error.status === 401 || error.status === 404;
    this.problem = this.over ? error.message : null;
  }
}
