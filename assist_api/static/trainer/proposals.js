/** What a trainer decides on: one kind at a time, one of them chosen, its words perhaps rewritten. No DOM. */

const PATH = "/api/v1/trainer/proposals";

export const KINDS = [
  { kind: "change", title: "改写建议", means: "多位客服往同一个方向改过的知识" },
  { kind: "entry", title: "缺少的问答", means: "多位顾客问过、知识库答不上来的问题" },
  { kind: "past", title: "历史回复", means: "客服自己写的回答，通过后会推荐给同事" },
];

export class Proposals {
  #api;
  #onChange;
  #onNews;
  #loading = 0;
  kind = "change";
  rows = null;
  counts = {};
  topics = [];
  at = 0;
  draft = null;
  busy = false;
  problem = null;

  /** `onNews(sentence, tone)` tells the trainer what became of a decision. */
  constructor(api, { onChange, onNews }) {
    this.#api = api;
    this.#onChange = onChange;
    this.#onNews = onNews;
  }

  get current() {
    return this.rows?.[this.at] ?? null;
  }

  /** Why it cannot be accepted as it is. */
  get obstacles() {
    return this.draft ? [] : (this.current?.obstacles ?? []);
  }

  async load(kind = this.kind) {
    const loading = ++this.#loading;
    Object.assign(this, { kind, rows: kind === this.kind ? this.rows : null, draft: null, problem: null });
    this.#onChange();
    try {
      const { rows, counts, topics } = await this.#api.get(`${PATH}?kind=${kind}`);
      if (loading !== this.#loading) return; // another kind was chosen meanwhile
      Object.assign(this, { rows, counts, topics, at: Math.min(this.at, Math.max(0, rows.length - 1)) });
    } catch (error) {
      if (error.status === undefined || error.signedOut) throw error;
      if (loading === this.#loading) this.problem = error.message;
    }
    this.#onChange();
  }

  show(kind) {
    this.at = 0;
    return this.load(kind);
  }

  /** Look through the newest replies, then read what was found. */
  async look() {
    await this.#attempt(() => this.#api.post(`${PATH}/look`));
    await this.load();
  }

  choose(index) {
    if (this.draft || !this.rows?.[index]) return;
    this.at = index;
    this.#onChange();
  }

  beside(step) {
    this.choose(this.at + step);
  }

  edit() {
    if (!this.current || this.draft) return;
    const { id, kind, answer, question, variants = [], topic } = this.current;
    this.draft = { answer, question, variants: variants.join("\n"), entry_id: topic ? `${topic}.${id}` : "", kind };
    this.#onChange();
  }

  write(field, text) {
    if (this.draft) this.draft[field] = text;
  }

  leaveEdit() {
    this.draft = null;
    this.#onChange();
  }

  async accept() {
    if (!this.current || this.busy) return;
    if (this.obstacles.length > 0) {
      this.#onNews(this.obstacles[0], "bad");
      this.edit();
      return;
    }
    const { kind } = this.draft ?? this.current;
    await this.#decide("accept", this.#wording(), ACCEPTED[kind]);
  }

  async reject() {
    if (!this.current || this.busy || this.draft) return;
    await this.#decide("reject", {}, "已忽略，不会再提");
  }

  #wording() {
    if (!this.draft) return {};
    const { answer, question, variants, entry_id: id, kind } = this.draft;
    if (this.kind === "change") return { answer };
    const asked = { answer, question, variants: variants.split("\n").map((line) => line.trim()).filter(Boolean), kind };
    return kind === "entry" ? { ...asked, entry_id: id.trim() } : asked;
  }

  async #decide(what, body, news) {
    const { id } = this.current;
    const done = await this.#attempt(() => this.#api.post(`${PATH}/${id}/${what}`, body));
    if (!done) return;
    this.#onNews(news, "good");
    this.rows = this.rows.filter((row) => row.id !== id);
    this.counts = { ...this.counts, [this.kind]: Math.max(0, (this.counts[this.kind] ?? 1) - 1) };
    Object.assign(this, { draft: null, at: Math.min(this.at, Math.max(0, this.rows.length - 1)) });
    this.#onChange();
  }

  async #attempt(job) {
    this.busy = true;
    this.#onChange();
    try {
      await job();
      return true;
    } catch (error) {
      if (error.status === undefined || error.signedOut) throw error;
      this.#onNews(error.message, "bad");
      return false;
    } finally {
      this.busy = false;
      this.#onChange();
    }
  }
}

const ACCEPTED = {
  change: "已采纳，知识库立即生效",
  entry: "已加入知识库，立即生效",
  past: "已通过，会推荐给同事",
};
