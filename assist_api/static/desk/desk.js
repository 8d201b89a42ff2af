/** The desk without its DOM: lists, the open case, what the agent does. Views listen to `onChange`. */

import { letGoOutage } from "../shared/outage.js";
import { Socket, socketUrl } from "../shared/socket.js";
import { CannedBook } from "./canned-book.js";
import { CannedMenu } from "./canned-menu.js";
import { Case } from "./case.js";
import { ConnectionWatch } from "./connection-bar.js";
import { Kept } from "./plugs.js";
import { RowBook } from "./row-book.js";
import { SHOWN } from "./suggestion-panel.js";
import { Watching } from "./watching.js";

const LISTS = ["waiting", "agent", "bot", "closed"];
const SETTLE_MS = 500;
const SEEN_MS = 500;

export class Desk {
  #session;
  #agent; // also while the last picture is drawn after logging out
  #onChange;
  #onNews;
  #onSignedOut;
  #onFrame;
  #cases = new Map();
  #socket;
  #refresh = null;
  book;
  canned;
  menu;
  tab = "waiting";
  open = null;
  loading = true;
  problem = null;
  status = "connecting";
  kept = new Kept();
  connection = new ConnectionWatch();
  watching;

  /** `onNews(sentence, tone)` tells the agent what happened; `onFrame(frame)` hears the socket after the desk itself. */
  constructor(session, { onChange, onNews, onSignedOut, onFrame = () => {} }) {
    this.#session = session;
    this.#agent = session.agent;
    this.#onChange = onChange;
    this.#onNews = onNews;
    this.#onSignedOut = onSignedOut;
    this.#onFrame = onFrame;
    this.book = new RowBook(session.agent.id);
    this.canned = new CannedBook(session.api);
    this.menu = new CannedMenu(this.canned);
    this.watching = new Watching(session.agent.id, { send: (frame) => this.#socket.send(frame), onChange: () => this.#onChange() });
    this.#socket = new Socket(socketUrl(location.origin, "/api/v1/desk/ws"), {
      hello: () => ({ type: "hello", token: session.token }),
      onFrame: (frame) => this.#apply(frame),
      onStatus: (status) => this.#became(status),
    });
  }

  get agent() {
    return this.#agent;
  }

  get api() {
    return this.#session.api;
  }

  get mine() {
    return this.open?.row.state === "agent" && this.open.row.agent_id === this.agent.id;
  }

  /** What is being written: a reply only where this agent owns the case, so that a note can never go out as one. */
  get mode() {
    return this.mine ? this.open.writing : "note";
  }

  start() {
    this.#socket.open();
    this.canned.load().catch(letGoOutage);
    return this.loadLists();
  }

  stop() {
    this.watching.look(null);
    this.#socket.close();
  }

  /** What a plug remembers has changed. */
  changed() {
    this.#onChange();
  }

  /** Read the open case again: something was done to it elsewhere. */
  reload() {
    return this.open ? this.#read(this.open) : null;
  }

  nudge() {
    this.#socket.nudge();
    for (const one of this.#cases.values()) one.outbox.nudge();
  }

  async loadLists() {
    const snapshot = this.book.begin();
    try {
      const answers = await Promise.all(LISTS.map((state) => this.api.get(`/api/v1/desk/conversations?state=${state}`)));
      this.book.end(
        snapshot,
        answers.flatMap(({ rows }) => rows),
      );
      if (this.loading && !this.open && this.book.tab("waiting").length === 0 && this.book.tab("mine").length > 0) this.tab = "mine"; // work that goes on
      Object.assign(this, { loading: false, problem: null });
      if (this.open) this.#rowChanged(this.book.get(this.open.id));
    } catch (error) {
      this.book.end(snapshot);
      this.#failed(error, () => (this.problem = error.message));
    }
    this.#onChange();
  }

  show(tab) {
    this.tab = tab;
    this.#onChange();
  }

  /** Open a conversation; one that no list holds is read first. */
  async select(id) {
    await this.attempt(async () => this.book.get(id) ?? this.book.put((await this.api.get(`/api/v1/desk/conversations/${id}`)).row));
    const row = this.book.get(id);
    if (!row) return;
    this.tab = this.book.tabOf(row) ?? this.tab;
    this.open = this.#caseOf(row);
    this.watching.look(id);
    this.menu.follow("");
    this.#onChange();
    await this.#read(this.open);
    if (row.state === "waiting" && row.routing?.assigned_to === this.agent.id) await this.move("take"); // opening is taking what was assigned
  }

  beside(step) {
    const row = this.book.beside(this.tab, this.open?.id, step);
    return row ? this.select(row.id) : null;
  }

  async takeNext() {
    if (this.book.tab("waiting").length === 0) return this.#onNews("现在没有排队的顾客");
    await this.attempt(async () => {
      const { row } = await this.api.post("/api/v1/desk/next", {});
      this.#rowChanged(row);
      await this.select(row.id);
    });
    this.#onChange();
  }

  /** A case that was opened before; null for one that this desk has never looked into. */
  caseOf(id) {
    return this.#cases.get(id) ?? null;
  }

  async move(name) {
    const moved = this.open;
    await this.attempt(async () => {
      this.#rowChanged(await moved.move(name));
      await (name === "take" ? this.#taken(moved) : this.#letGo(moved, name));
    });
    this.#onChange();
  }

  /** What can be put in now. */
  get shown() {
    return this.mine ? this.open.suggestions.slice(0, SHOWN) : [];
  }

  /** Put a suggestion in at the place `at` of the text; gives the place behind it, or null where there is none. */
  accept(index, at) {
    const suggestion = this.shown[index];
    return suggestion ? this.#inserted(suggestion, this.open.draft.accept(suggestion, at)) : null;
  }

  /** Put the next suggestion in the place of the one that stands there; gives the place behind it, or null. */
  cycle() {
    const suggestion = this.shown.length > 0 ? this.open.draft.next(this.shown) : null;
    return suggestion ? this.#inserted(suggestion, this.open.draft.swap(suggestion)) : null;
  }

  #inserted(suggestion, place) {
    this.#judge([suggestion], "accepted");
    if (suggestion.facts?.length > 0) this.#verify(suggestion);
    this.#onChange();
    return place;
  }

  acceptAndSend() {
    const index = this.shown.findIndex((suggestion) => !suggestion.internal);
    if (index < 0) return;
    if (Date.now() - this.open.suggestedAt < SEEN_MS) {
      this.#onNews("建议刚刚更新，请看一眼再发送"); // nothing goes out that nobody has seen
      return;
    }
    this.open.draft.write("");
    this.accept(index);
    this.send();
  }

  /** Whether it is still so is asked at once, so that the agent sees it before sending. */
  #verify(suggestion) {
    const one = this.open;
    one.verify(suggestion).then(() => this.#onChange(), letGoOutage); // asked again when it is sent
  }

  insertCanned(id) {
    const one = this.open;
    return this.attempt(() => one.insertCanned(id).then(() => this.menu.follow(one.draft.text))).then(() => this.#onChange());
  }

  takeNew() {
    if (!this.mine || !this.open.draft.stale?.text) return null;
    const one = this.open;
    return this.attempt(() => one.takeNew()).then(() => this.#onChange());
  }

  sendAnyway() {
    if (!this.mine) return;
    this.open.draft.stale = null;
    if (this.open.obstacle === null) this.open.send({ knowingly: true });
    this.#onChange();
  }

  chooseOrder(id) {
    const one = this.open;
    return this.attempt(() => one.chooseOrder(id)).then(() => this.#onChange());
  }

  dropPicture() {
    this.open.draft.picture = null;
    this.#onChange();
  }

  dismiss() {
    if (!this.open || this.open.suggestions.length === 0) return;
    this.#judge(this.open.suggestions.slice(0, SHOWN), "dismissed");
    this.open.suggestions = [];
    this.#onChange();
  }

  write(text) {
    this.open.draft.write(text);
    this.menu.follow(text);
    if (text.trim()) {
      this.open.signal.pressed();
      this.watching.typed();
    }
    this.#onChange();
  }

  send() {
    if (!this.mine || this.open.obstacle !== null) return;
    this.open.send();
    this.#onChange();
  }

  /** Take over the better words for a red line: the one of this place, else the first that has any. */
  rewrite(index) {
    const findings = this.mine ? this.open.check.of(this.open.draft.text) : [];
    const finding = index === undefined ? findings.find((one) => one.rewriting !== null) : findings[index];
    if (!finding) return;
    this.open.rewrite(finding);
    this.#onChange();
  }

  switchTo(mode) {
    if (this.mine) this.open.writing = mode;
    this.#onChange();
  }

  writeNote(text) {
    this.open.noteText = text;
    this.watching.typed();
    this.#onChange();
  }

  async saveNote() {
    const one = this.open;
    const text = one.noteText.trim();
    if (!text) return;
    one.noteText = "";
    this.#onChange();
    await this.attempt(() => one.note(text).catch((error) => this.#keepNote(one, text, error)));
    this.#onChange();
  }

  /** A note that could not be saved is given back to be sent again. */
  #keepNote(one, text, error) {
    one.noteText = [text, one.noteText].filter(Boolean).join("\n");
    throw error;
  }

  #taken(one) {
    this.tab = "mine";
    return this.#read(one);
  }

  /** What is done with makes way for the next of this agent's own. */
  async #letGo(one, how) {
    this.#onNews(MOVED[how](one.row.shopper.name));
    if (this.open !== one) return; // another one was opened before the answer came
    const [next] = this.book.tab("mine");
    this.open = null;
    this.watching.look(null);
    if (next) await this.select(next.id);
    else this.tab = this.book.tab("waiting").length > 0 ? "waiting" : "mine";
  }

  #caseOf(row) {
    const known = this.#cases.get(row.id) ?? new Case(row, { api: this.api, onChange: () => this.#onChange() });
    known.row = row;
    this.#cases.set(row.id, known);
    return known;
  }

  async #read(one) {
    try {
      await this.#load(one);
      if (one === this.open && this.mine) await one.loadSuggestions();
    } catch (error) {
      this.#failed(error, () => (one.problem = error.message));
    }
    this.#onChange();
  }

  async #load(one) {
    await one.load();
    this.book.put(one.row);
    if (one === this.open && one.isOutdated) this.#refreshSoon();
  }

  #apply(frame) {
    const one = this.#cases.get(frame.conversation_id);
    const appliers = {
      ready: () => this.loadLists(),
      conversation: () => this.#rowChanged(frame.row),
      message: () => one?.received(frame),
      note: () => one?.noted(frame.note),
      suggestions: () => this.#suggested(one, frame),
      typing: () => one?.typing.heard(frame.who),
      watching: () => this.watching.heard(frame),
    };
    appliers[frame.type]?.();
    this.#onFrame(frame);
    this.#onChange();
  }

  #suggested(one, frame) {
    Promise.resolve(one?.suggested(frame)).then(() => this.#onChange(), letGoOutage);
  }

  #rowChanged(row) {
    if (!row) return;
    this.book.put(row);
    const one = this.#cases.get(row.id);
    if (!one) return;
    one.row = row;
    if (row.state !== "agent") one.suggestions = [];
    if (one === this.open && one.isOutdated) this.#refreshSoon();
  }

  /** What the models made of a message comes a moment after it; several changes are read once. */
  #refreshSoon() {
    clearTimeout(this.#refresh);
    const one = this.open;
    this.#refresh = setTimeout(() => this.#load(one).then(() => this.#onChange(), letGoOutage), SETTLE_MS);
  }

  #judge(suggestions, outcome) {
    for (const suggestion of suggestions) this.open.judge(suggestion, outcome).catch(letGoOutage);
  }

  /** Do what may fail: what the service refuses is told in its sentence. */
  async attempt(job) {
    try {
      await job();
    } catch (error) {
      this.#failed(error, () => this.#onNews(error.message, "bad"));
      if (error.status === 409) this.loadLists();
    }
  }

  #failed(error, tell) {
    if (error.status === undefined) throw error; // a bug, not an answer
    if (error.signedOut) this.#onSignedOut();
    else tell();
  }

  /** Replies that wait for the connection. */
  get unsent() {
    return [...this.#cases.values()].reduce((sum, { outbox }) => sum + outbox.items.filter(({ state }) => state === "sending").length, 0);
  }

  #became(status) {
    this.status = status;
    const news = this.connection.became(status);
    if (news) {
      this.#onNews(news);
      for (const { outbox } of this.#cases.values()) outbox.nudge();
    }
    if (status === "refused") this.#onSignedOut();
    this.#onChange();
  }
}

const MOVED = {
  give_back: (name) => `已把 ${name} 交回排队`,
  return_to_bot: (name) => `已把 ${name} 交还机器人`,
  close: (name) => `已结束与 ${name} 的会话`,
};
