/** One shopper's conversation, without any DOM: identity, messages, outbox, owner, typing and unread. */

import { Api } from "../shared/api.js";
import { MessageList } from "../shared/message-list.js";
import { letGoOutage } from "../shared/outage.js";
import { Outbox } from "../shared/outbox.js";
import { TypingSignal } from "../shared/typing-signal.js";
import { TypingTracker } from "../shared/typing-tracker.js";
import { Connection } from "./connection.js";
import { Dock } from "./dock.js";
import { Memory } from "./memory.js";
import { Uploads } from "./uploads.js";

const QUEUE_MS = 60_000; // the place is told live; this is for what was missed

export class ChatSession {
  #base;
  #shopper;
  #api;
  #memory;
  #connection = null;
  #onChange;
  #queueTimer = null;
  #epoch = 0;
  #starting = null;
  #uploads = new Uploads();
  #signal = new TypingSignal(() => this.#connection?.send({ type: "typing" }));
  page = null;
  state = "bot";
  agent = null;
  queue = null;
  helped = false;
  status = "idle";
  problem = null;
  messages = new MessageList();
  dock;
  typing;
  outbox;

  /** `shopper` is the token the shop signed, or null for a visitor. */
  constructor({ base, shopper = null, onChange = () => {}, local = localStorage, session = sessionStorage }) {
    this.#base = base;
    this.#shopper = shopper;
    this.#onChange = onChange;
    this.#memory = new Memory(local, `${base}|${identity(shopper)}`);
    this.#api = new Api({ base, token: () => this.#memory.value.visitor_token ?? null });
    this.dock = new Dock({ ask: { get: (path) => this.#api.get(`${this.#path()}/${path}`), post: (path, body) => this.#api.post(`${this.#path()}/${path}`, body) }, onChange: () => this.#changed() });
    this.typing = new TypingTracker(() => this.#changed());
    this.outbox = new Outbox({
      post: (item) => this.#post(item),
      storage: session,
      key: `xiaoer.outbox|${base}|${identity(shopper)}`,
      onChange: () => this.#changed(),
    });
  }

  get started() {
    return Boolean(this.#memory.value.conversation_id);
  }

  get unread() {
    const { read_seq: read = 0 } = this.#memory.value;
    return this.messages.all.filter((message) => message.seq > read && message.from !== "shopper").length;
  }

  /** The numbers of the messages whose receipt and whose offer of a wish may still be acted on: somebody who is there is written to. */
  get openParts() {
    const newest = (type) => this.messages.all.findLast((message) => message.parts?.some((part) => part.type === type))?.seq;
    const handed = this.state === "waiting" || this.state === "agent";
    const nobody = this.state === "waiting" && this.queue?.attended === false;
    return { receipt: handed && newest("receipt"), wish: nobody && newest("wish") };
  }

  /** In which a call may be wished for. */
  get windows() {
    const offers = this.messages.all.flatMap((message) => message.parts ?? []).filter((part) => part.type === "wish");
    return offers.at(-1)?.windows ?? [];
  }

  /** Start or resume; many callers share one start. */
  start() {
    this.#starting ??= this.#start().finally(() => {
      this.#starting = null;
    });
    return this.#starting;
  }

  /** `pictures` are `{key, blob, thumb}`; with them the text may be empty. */
  send(text, pictures = []) {
    this.outbox.add(text, { page: this.page, ...(pictures.length > 0 && { pictures: this.#uploads.keep(pictures) }) });
  }

  /** Give up a message that could not be sent. */
  drop(clientId) {
    this.#uploads.forget(this.#picturesOf(clientId));
    this.outbox.remove(clientId);
  }

  /** Say whether an answer of the bot was any help; what could not be told is taken back. */
  async rate(seq, helpful) {
    const { helpful: before } = this.messages.all.find((message) => message.seq === seq) ?? {};
    this.#rated(seq, helpful);
    try {
      await this.#api.post(`${this.#path()}/messages/${seq}/rating`, { helpful });
    } catch (error) {
      this.#rated(seq, before);
      throw error;
    }
  }

  typed() {
    this.#signal.pressed();
  }

  markRead() {
    if (this.unread > 0) this.#memory.update({ read_seq: this.messages.newest });
  }

  nudge() {
    this.#connection?.nudge();
    this.outbox.nudge();
  }

  leave() {
    this.#connection?.close();
    this.typing.stop();
    clearInterval(this.#queueTimer);
    this.#onChange = () => {};
  }

  async #start() {
    if (this.#connection) return;
    try {
      await this.#open();
      this.#follow();
      this.outbox.resume();
    } catch (error) {
      this.problem = error.message;
      throw error;
    } finally {
      this.#changed();
    }
  }

  async #open() {
    const known = this.#memory.value.visitor_token;
    try {
      this.#opened(await this.#api.post("/api/v1/chat/conversations", this.#introduction(known)));
    } catch (error) {
      if (!known || !error.signedOut) throw error;
      this.#forget();
      this.#opened(await this.#api.post("/api/v1/chat/conversations", this.#introduction(null)));
    }
  }

  #introduction(token) {
    return { ...(this.#shopper && { shopper: this.#shopper }), ...(this.page && { page: this.page }), ...(token && { visitor_token: token }) };
  }

  #opened({ conversation_id, visitor_token, state }) {
    if (conversation_id !== this.#memory.value.conversation_id) this.#forget();
    this.#memory.update({ conversation_id, visitor_token });
    this.problem = null;
    this.#own(state, null);
  }

  #forget() {
    this.#memory.clear();
    this.#epoch = 0;
    this.messages = new MessageList();
  }

  #follow() {
    this.#connection = new Connection({
      base: this.#base,
      hello: () => ({ type: "hello", token: this.#memory.value.visitor_token, conversation_id: this.#memory.value.conversation_id, after: this.messages.contiguous }),
      ask: (signal) => this.#read(25, signal),
      onFrame: (frame) => this.#apply(frame),
      onStatus: (status) => this.#became(status),
    });
    this.#connection.open();
  }

  #apply(frame) {
    const appliers = { message: () => this.#received([frame]), typing: () => this.typing.heard(frame.who), queue: () => this.#moved(frame) };
    if (frame.state && this.#isNewer(frame)) this.#own(frame.state, frame.agent ?? (frame.type ? null : this.agent), frame.bot_helps ?? this.helped);
    if (frame.messages) this.#received(frame.messages);
    appliers[frame.type]?.();
    this.#changed();
  }

  #received(messages) {
    this.messages.add(...messages);
    if (messages.some((message) => message.from !== "shopper")) this.typing.stop();
    this.outbox.acknowledge((clientId) => this.messages.hasClientId(clientId));
    if (this.messages.hasGap) this.#catchUp().catch(letGoOutage);
  }

  #rated(seq, helpful) {
    this.messages.add({ seq, helpful });
    this.#changed();
  }

  async #catchUp() {
    const { messages } = await this.#read(0);
    this.messages.add(...messages);
    this.#changed();
  }

  #read(wait, signal) {
    return this.#api.get(`${this.#path()}/messages?after=${this.messages.contiguous}&wait=${wait}`, { signal });
  }

  #path() {
    return `/api/v1/chat/conversations/${this.#memory.value.conversation_id}`;
  }

  async #post(item) {
    await this.start();
    try {
      const pictures = await this.#put(item);
      await this.#api.post(`${this.#path()}/messages`, { client_id: item.client_id, text: item.text, ...(item.page && { page: item.page }), ...(pictures.length > 0 && { pictures }) });
      this.#uploads.forget(this.#picturesOf(item.client_id));
    } catch (error) {
      if (error.signedOut) this.#startAnew();
      throw error;
    }
  }

  async #put({ client_id: clientId, pictures = [] }) {
    return this.#uploads.ids(pictures, {
      conversation: this.#memory.value.conversation_id,
      put: async (blob) => (await this.#api.upload(`${this.#path()}/pictures`, blob)).picture.id,
      note: (known) => this.outbox.note(clientId, { pictures: known }),
    });
  }

  #picturesOf(clientId) {
    return this.outbox.items.find((item) => item.client_id === clientId)?.pictures ?? [];
  }

  #startAnew() {
    this.#connection?.close();
    this.#connection = null;
    this.#forget();
  }

  /** Two changes of the owner made side by side may arrive in the wrong order. */
  #isNewer({ epoch = this.#epoch }) {
    const newer = epoch >= this.#epoch;
    this.#epoch = Math.max(epoch, this.#epoch);
    return newer;
  }

  #moved(queue) {
    if (this.state === "waiting") this.queue = queue;
  }

  #own(state, agent, helped = false) {
    const moved = state !== this.state;
    this.state = state;
    this.helped = helped;
    if (this.dock.kind && state !== "waiting" && state !== "agent") this.dock.close();
    this.agent = agent;
    if (moved || state === "waiting") this.#watchQueue();
  }

  #watchQueue() {
    clearInterval(this.#queueTimer);
    this.queue = this.state === "waiting" ? this.queue : null;
    if (this.state === "bot" || this.state === "closed") return;
    const ask = () => this.#askOwner().catch(letGoOutage);
    ask();
    if (this.state === "waiting") this.#queueTimer = setInterval(ask, QUEUE_MS);
  }

  async #askOwner() {
    const { state, agent, queue, bot_helps: helped = false } = await this.#api.get(this.#path());
    Object.assign(this, { agent, helped, queue: state === "waiting" ? queue : null });
    this.#changed();
  }

  #became(status) {
    this.status = status;
    if (status === "live") this.outbox.nudge();
    if (status === "refused") this.#startAnew();
    this.#changed();
  }

  #changed() {
    this.#onChange();
  }
}

/** Whose conversation it is in this browser's memory: the token's subject, so that a renewed token finds it again. */
export function identity(token) {
  if (!token) return "visitor";
  const [, claims] = token.split(".");
  return claims ? JSON.parse(atob(claims.replace(/-/g, "+").replace(/_/g, "/"))).sub : token;
}
