/** One conversation as its agent works on it: what was said, what is known, what is being written. No DOM. */

import { MessageList } from "../shared/message-list.js";
import { letGoOutage } from "../shared/outage.js";
import { Outbox } from "../shared/outbox.js";
import { TypingSignal } from "../shared/typing-signal.js";
import { TypingTracker } from "../shared/typing-tracker.js";
import { Draft } from "./draft.js";
import { DraftCheck, rewritten } from "./draft-check.js";
import { Kept } from "./plugs.js";

const FACTS = new Set(["facts_changed", "facts_unchecked"]);
const RETURNS = new Set([...FACTS, "red_line_crossed"]);

export class Case {
  #api;
  #leaving = new Map();
  #onChange;
  #loaded = "";
  #suggestedFor = 0;
  id;
  row;
  messages = null;
  problem = null;
  about = { summary: null, notes: [], promises: [], shopper: null, orders: [] };
  suggestions = [];
  suggestedAt = 0;
  orderId = null;
  draft = new Draft();
  noteText = "";
  writing = "reply";
  typing;
  outbox;
  check;
  kept = new Kept();

  constructor(row, { api, storage = sessionStorage, onChange }) {
    this.#api = api;
    this.#onChange = onChange;
    this.id = row.id;
    this.row = row;
    this.check = new DraftCheck({ ask: (text) => api.post("/api/v1/assist/check", { text, conversation_id: row.id }), onChange });
    this.typing = new TypingTracker(onChange);
    this.signal = new TypingSignal(() => this.#post("typing").catch(letGoOutage));
    this.outbox = new Outbox({ post: (item) => this.#say(item), storage, key: `xiaoer.desk.outbox|${row.id}`, onChange });
  }

  get path() {
    return `/api/v1/desk/conversations/${this.id}`;
  }

  async load() {
    const { row, messages, ...about } = await this.#api.get(this.path);
    this.messages ??= new MessageList(Math.max(0, (messages[0]?.seq ?? 1) - 1));
    this.messages.add(...messages);
    Object.assign(this, { row: newer(this.row, row), about, problem: null });
    this.#loaded = fingerprint(row);
    this.#settle();
    this.outbox.resume();
  }

  /** Read the messages before those that are here; with `seq`, back to that one. */
  async readBack(seq = null) {
    const first = this.messages.first;
    if (first <= 1 || (seq !== null && seq >= first)) return;
    const { messages } = await this.#api.get(`${this.path}/messages?before=${first}${seq === null ? "" : `&back_to=${seq}`}`);
    this.messages.prepend(...messages);
  }

  async reach(seq) {
    if (!this.messages) await this.load();
    await this.readBack(seq);
  }

  /** The order that is open in the side panel; "" for none. Until the agent opens one, the summary's. */
  get shownOrder() {
    return this.orderId ?? this.about.summary?.order_id ?? (this.about.orders?.length === 1 ? this.about.orders[0].id : "");
  }

  /** What the agent opens fills the slots of what is suggested from then on. */
  async chooseOrder(id) {
    this.orderId = id === this.shownOrder ? "" : id;
    await this.loadSuggestions();
  }

  async loadSuggestions() {
    const order = this.orderId ? `?order_id=${encodeURIComponent(this.orderId)}` : "";
    this.suggest(await this.#api.get(`${this.path}/suggestions${order}`));
  }

  /** What came live was made without the order on the screen. */
  suggested(answer) {
    return this.orderId ? this.loadSuggestions() : this.suggest(answer);
  }

  /** Whether what was just put into the field is still so; amber where it is not. */
  async verify(suggestion) {
    const { changes, text } = await this.#post(`suggestions/${suggestion.id}/check`);
    if (changes.length > 0 && this.draft.suggestion === suggestion) this.draft.stale = { changes, text };
  }

  async insertCanned(id) {
    this.draft.insert(await this.#fill(id));
  }

  /** Take the words that are right by now. */
  async takeNew() {
    const { suggestion, canned } = this.draft;
    this.draft.renew(suggestion ? (await this.#post(`suggestions/${suggestion.id}/renew`)).suggestion : await this.#fill(canned.id, canned.order_id));
  }

  #fill(id, orderId = this.orderId ?? "") {
    return this.#post(`canned/${id}`, { order_id: orderId });
  }

  /** An answer for an older message may come last. */
  suggest({ suggestions, for_seq: seq }) {
    if (seq < this.#suggestedFor) return;
    this.#suggestedFor = seq;
    this.suggestions = suggestions;
    this.suggestedAt = Date.now();
  }

  /** Whether what the models and the bot know of it has changed since it was read. */
  get isOutdated() {
    return this.messages !== null && (fingerprint(this.row) !== this.#loaded || this.messages.hasGap);
  }

  received(message) {
    if (!this.messages) return;
    this.messages.add(message);
    if (message.from === "shopper") this.typing.stop();
    this.#settle();
  }

  noted(note) {
    if (this.about.notes.some(({ id }) => id === note.id)) return;
    this.about = { ...this.about, notes: [...this.about.notes, note] };
  }

  /** Why the draft may not be sent, or null. */
  get obstacle() {
    return this.draft.obstacle ?? this.check.obstacle(this.draft.text);
  }

  /** Say it in the better words that a finding has. */
  rewrite(finding) {
    this.draft.write(rewritten(this.draft.text, finding));
  }

  /** `knowingly`: although it tells what is not so any more. */
  send({ knowingly = false } = {}) {
    const { client_id: id } = this.outbox.add(this.draft.text.trim(), { ...this.draft.origin, ...(knowingly && { knowingly }) });
    this.#leaving.set(id, this.draft);
    this.draft = new Draft();
    this.suggestions = [];
  }

  /** Take back what was sent; its words stand in the field again, unless something else does. */
  async recall(seq) {
    const { text } = this.messages.all.find((message) => message.seq === seq) ?? {};
    const { row } = await this.#post(`messages/${seq}/recall`);
    this.messages.recall(seq);
    if (this.draft.text.trim() === "") this.draft.write(text);
    return row;
  }

  async note(text) {
    const { note } = await this.#post("notes", { text });
    this.noted(note);
  }

  async move(name) {
    const { row } = await this.#post(name);
    this.row = row;
    return row;
  }

  judge(suggestion, outcome) {
    return this.#post(`suggestions/${suggestion.id}/outcome`, { outcome });
  }

  #settle() {
    this.outbox.acknowledge((clientId) => this.messages.hasClientId(clientId));
  }

  #say({ client_id, text, suggestion_id, canned, with_picture, knowingly }) {
    const sent = this.#post("messages", { client_id, text, suggestion_id, canned, with_picture, knowingly });
    return sent.catch((error) => this.#takeBack(client_id, text, error));
  }

  /** What crosses a red line, or is not so any more, goes back into the field instead of being tried again. */
  #takeBack(clientId, text, error) {
    if (RETURNS.has(error.code)) {
      this.outbox.remove(clientId);
      const draft = this.#leaving.get(clientId) ?? new Draft();
      draft.text = [text, this.draft.text].filter(Boolean).join("\n");
      draft.stale = FACTS.has(error.code) ? { ...error.details, unchecked: error.code === "facts_unchecked" } : null;
      this.draft = draft;
      if (draft.stale) this.load().then(this.#onChange, letGoOutage); // the orders beside it are old too
    }
    throw error;
  }

  #post(what, body) {
    return this.#api.post(`${this.path}/${what}`, body);
  }
}

/** A row that came live while another was being read may be the newer of the two. */
const newer = (live, read) => (Date.parse(live.updated_at) > Date.parse(read.updated_at) ? live : read);

const fingerprint = ({ state, feeling, topic, urgency, last_seq: seq }) => [state, feeling, topic, urgency, seq].join("|");
