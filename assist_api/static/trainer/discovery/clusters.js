/** Groups of messages that ask much the same: a run that finds them, one of them open, and what the trainer makes of it. No DOM. */

import { blankOf, bodyOf, filledWith, missingIn, pathOf } from "./naming.js";

const PATH = "/api/v1/trainer/clusters";
const INTENTS = "/api/v1/trainer/intents?limit=100";
const LOOKED_EVERY_MS = 1_000; // while a run goes on
const COUNTED_EVERY_MS = 3_000; // while messages are still being read

export const TABS = [
  { state: "open", title: "待处理" },
  { state: "named", title: "已命名" },
  { state: "dismissed", title: "已搁置" },
];

export class Clusters {
  #api;
  #onChange;
  #onNews;
  #onFailed;
  #asking = 0;
  #opening = 0;
  #timer = null;
  state = "open";
  word = "";
  rows = null;
  more = false;
  at = 0;
  open = null;
  chosen = new Set();
  draft = null;
  run = null;
  counts = {};
  messages = null; // not known yet
  unread = 0;
  catalogue = []; // all intents, for the one that a new one may do as
  refused = new Map(); // message → why it may not be taken
  objection = null; // why the draft could not be saved: {sentence, field?}
  busy = false;
  problem = null;

  /** `onNews(sentence, tone)` tells the trainer what became of something; `onFailed(error)` hears what goes wrong between two looks. */
  constructor(api, { onChange, onNews, onFailed = () => {} }) {
    this.#api = api;
    this.#onChange = onChange;
    this.#onNews = onNews;
    this.#onFailed = onFailed;
  }

  get current() {
    return this.rows?.[this.at] ?? null;
  }

  get running() {
    return this.run?.state === "running";
  }

  get members() {
    return this.open?.members ?? [];
  }

  async load() {
    const asking = ++this.#asking;
    Object.assign(this, { rows: null, problem: null });
    this.#onChange();
    try {
      const told = await this.#api.get(`${PATH}?${this.#query()}`);
      if (asking !== this.#asking) return; // another list was asked for meanwhile
      Object.assign(this, { rows: told.rows, more: told.more, at: 0 });
      this.#hear(told);
    } catch (error) {
      if (error.status === undefined || error.signedOut) throw error;
      if (asking === this.#asking) this.problem = error.message;
    }
    await this.#openCurrent();
  }

  async loadMore() {
    const last = this.rows?.at(-1);
    if (!this.more || !last || this.busy) return;
    await this.#attempt(async () => {
      const told = await this.#api.get(`${PATH}?${this.#query()}&after=${last.messages}~${last.id}`);
      this.rows = [...this.rows, ...told.rows];
      this.more = told.more;
    });
  }

  show(state) {
    if (this.draft) return Promise.resolve();
    this.state = state;
    return this.load();
  }

  search(word) {
    this.word = word.trim();
    return this.load();
  }

  select(index) {
    if (this.draft || !this.rows?.[index]) return Promise.resolve();
    this.at = index;
    return this.#openCurrent();
  }

  async beside(step) {
    if (this.at + step >= (this.rows?.length ?? 0)) await this.loadMore();
    return this.select(this.at + step);
  }

  // Finding

  find() {
    return this.#attempt(async () => {
      this.#hear(await this.#api.post(`${PATH}/run`));
      this.#onNews("开始整理，完成后列表会自动更新", "info");
    });
  }

  cancel() {
    return this.#attempt(async () => this.#hear(await this.#api.post(`${PATH}/run/cancel`)));
  }

  leave() {
    clearTimeout(this.#timer);
  }

  // Deciding

  toggle(id) {
    if (!this.chosen.delete(id)) this.chosen.add(id);
    this.#onChange();
  }

  toggleAll() {
    this.chosen = new Set(this.chosen.size === this.members.length ? [] : this.members.map(({ id }) => id));
    this.#onChange();
  }

  /** `kind`: "intent" for a new one, "variant" of a knowledge entry. */
  begin(kind) {
    if (this.open?.state !== "open" || this.draft) return;
    if (this.running) return this.#onNews("正在重新整理，这一类马上会换成新的，整理好了再命名", "info");
    if (this.chosen.size === 0) return this.#onNews("先选中要用的句子", "bad");
    this.draft = blankOf(kind, this.open);
    this.#onChange();
    return kind === "intent" && this.catalogue.length === 0 ? this.#learnIntents() : null;
  }

  async #learnIntents() {
    this.catalogue = (await this.#api.get(INTENTS)).rows;
    this.#onChange();
  }

  /** Redraws only where another field depends on it. */
  write(field, value) {
    if (!this.draft) return;
    this.draft = filledWith(this.draft, field, value);
    if (this.objection) return this.#object(null);
    if (field === "answers" || field === "zh") this.#onChange();
  }

  leaveDraft() {
    Object.assign(this, { draft: null, objection: null, refused: new Map() });
    this.#onChange();
  }

  async save() {
    if (!this.draft || this.busy) return;
    const { open, draft } = this;
    const missing = missingIn(draft);
    if (missing) return this.#object({ field: missing.field, sentence: `请填写“${missing.title}”。` });
    this.objection = null;
    const done = await this.#attempt(async () => {
      const told = await this.#api.post(`${PATH}/${open.id}/${pathOf(draft)}`, bodyOf(draft, [...this.chosen]));
      this.#onNews(told.sentence, "good");
    });
    if (!done) return;
    this.#forget(open.id, "named");
    await this.#openCurrent();
  }

  dismiss() {
    return this.#move("open", "dismiss", "dismissed", "已搁置，以后整理出差不多的也会放在“已搁置”里");
  }

  takeUp() {
    return this.#move("dismissed", "take-up", "open", "已放回待处理");
  }

  async #move(before, verb, after, news) {
    if (this.open?.state !== before || this.draft || this.busy) return;
    const { id } = this.open;
    if (!(await this.#attempt(() => this.#api.post(`${PATH}/${id}/${verb}`)))) return;
    this.#onNews(news, "good");
    this.#forget(id, after);
    await this.#openCurrent();
  }

  #object(objection) {
    this.objection = objection;
    this.#onChange();
  }

  #forget(id, became) {
    this.rows = this.rows.filter((row) => row.id !== id);
    this.counts = { ...this.counts, [this.state]: this.counts[this.state] - 1, [became]: (this.counts[became] ?? 0) + 1 };
    Object.assign(this, { draft: null, objection: null, refused: new Map(), at: Math.min(this.at, Math.max(0, this.rows.length - 1)) });
  }

  #query() {
    return new URLSearchParams({ state: this.state, ...(this.word && { q: this.word }) });
  }

  async #openCurrent() {
    const opening = ++this.#opening;
    Object.assign(this, { open: null, draft: null, objection: null, chosen: new Set(), refused: new Map() });
    this.#onChange();
    if (!this.current) return;
    await this.#attempt(async () => {
      const told = await this.#api.get(`${PATH}/${this.current.id}`);
      if (opening !== this.#opening) return;
      this.open = told;
      this.chosen = new Set(told.members.filter(({ text }) => !text.includes("【")).map(({ id }) => id));
    });
  }

  #hear({ run, counts, open_messages: messages, without_vector: unread }) {
    Object.assign(this, { run, counts, messages, unread });
    clearTimeout(this.#timer);
    const again = this.running ? LOOKED_EVERY_MS : unread > 0 && COUNTED_EVERY_MS;
    if (again) this.#timer = setTimeout(() => this.#look().catch(this.#onFailed), again);
  }

  async #look() {
    const told = await this.#api.get(`${PATH}/run`);
    const wasRunning = this.running;
    this.#hear(told);
    const done = wasRunning && told.run.state === "done";
    if (done) this.#onNews(`整理好了：${told.run.clusters} 类`, "good");
    if (done && !this.draft) await this.load();
    else this.#onChange();
  }

  async #attempt(job) {
    this.busy = true;
    this.#onChange();
    try {
      await job();
      return true;
    } catch (error) {
      if (error.status === undefined || error.signedOut) throw error;
      this.refused = new Map((error.details?.items ?? []).map(({ id, reason }) => [id, reason]));
      for (const id of this.refused.keys()) this.chosen.delete(id); // what may not be taken is not asked for again
      if (this.draft) this.objection = { sentence: error.message };
      else this.#onNews(error.message, "bad");
      return false;
    } finally {
      this.busy = false;
      this.#onChange();
    }
  }
}
