/** The inbox as a trainer sees it: filters with their counts, a list that grows by pages, one message with its conversation. No DOM. */

const PATH = "/api/v1/trainer/inbox";
const NEAR_THE_END = 10; // rows left below the chosen one when the next page is fetched

export const REASONS = {
  unsure: "没把握",
  fallback: "没听懂",
  handover: "转了人工",
  thumbs_down: "顾客说没帮上",
  corrected: "客服纠正过",
  imported: "导入",
};
export const STATES = { open: "待标注", labelled: "已标注", out_of_scope: "超出范围", skipped: "已跳过", written: "已写入" };
export const CONFIDENCE = { low: "低于 30%", middle: "30% 到 60%", high: "60% 以上", none: "还没判断" };
export const CHANNELS = { chat: "网页聊天", import: "导入" };
export const ORDERS = { teaching: "最值得标的在前", newest: "最新的在前" };
export const NOTHING_CHOSEN = { order: "teaching", state: "open" };
const FACETS = ["reason", "intent", "confidence", "channel", "feeling", "product"];

export class Inbox {
  #api;
  #onChange;
  #onFailed;
  #loading = 0;
  #opening = 0;
  #fetching = false;
  #first = 0; // rows of the first page
  #chosen = null; // the id of the message that is open, or about to be
  filters;
  rows = null;
  after = null;
  told = null;
  at = -1;
  open = null;
  revealed = null;
  busy = false;
  problem = null;

  /** `onFailed(error)` hears what is not the list's own trouble. `filters`: those to begin with. */
  constructor(api, { onChange, onFailed, filters = NOTHING_CHOSEN }) {
    this.#api = api;
    this.#onChange = onChange;
    this.#onFailed = onFailed;
    this.filters = { ...filters };
  }

  get current() {
    return this.rows?.[this.at] ?? null;
  }

  /** Whether anything narrows the list, the state it shows aside. */
  get narrowed() {
    return Object.keys(this.filters).some((name) => !(name in NOTHING_CHOSEN));
  }

  get facets() {
    return FACETS.map((name) => ({ name, chosen: this.filters[name], values: this.#values(name) })).filter(({ values }) => values.length > 0);
  }

  get unfinished() {
    return Object.values(this.told?.unfinished ?? {}).reduce((sum, count) => sum + count, 0);
  }

  /** A second click on what is chosen takes it back. */
  toggle(name, value) {
    return this.choose(name, this.filters[name] === value ? "" : value);
  }

  /** An empty value does not narrow. */
  choose(name, value) {
    const { [name]: _, ...others } = this.filters;
    this.filters = value ? { ...others, [name]: value } : { ...others, ...(name in NOTHING_CHOSEN && { [name]: NOTHING_CHOSEN[name] }) };
    return this.load();
  }

  clear() {
    this.filters = { ...NOTHING_CHOSEN, order: this.filters.order };
    return this.load();
  }

  async load() {
    const loading = ++this.#loading;
    Object.assign(this, { busy: true, problem: null });
    this.#onChange();
    try {
      const { rows, after, ...told } = await this.#api.get(this.#address());
      if (loading !== this.#loading) return; // filtered otherwise meanwhile
      this.#first = rows.length;
      Object.assign(this, { rows, after, told, at: rows.findIndex(({ id }) => id === this.#chosen) });
    } catch (error) {
      if (error.status === undefined || error.signedOut) throw error;
      if (loading === this.#loading) this.problem = error.message;
    } finally {
      if (loading === this.#loading) this.busy = false;
    }
    this.#onChange();
  }

  /** Tell anew how much is still being read. Once all is, the list too, unless somebody has gone on below its first page. */
  async recount() {
    const loading = this.#loading;
    const { rows: _rows, after: _after, ...told } = await this.#api.get(this.#address({ limit: 1 }));
    if (loading !== this.#loading) return;
    this.told = told;
    if (this.unfinished === 0 && this.rows?.length === this.#first) await this.load();
    else this.#onChange();
  }

  async more() {
    if (!this.after || this.#fetching) return;
    this.#fetching = true;
    const loading = this.#loading;
    try {
      const { rows, after } = await this.#api.get(this.#address({ after: this.after }));
      if (loading === this.#loading) Object.assign(this, { rows: [...this.rows, ...rows], after });
    } finally {
      this.#fetching = false;
    }
    this.#onChange();
  }

  /** Look through the newest conversations, then read the list anew. */
  async look() {
    this.busy = true;
    this.#onChange();
    try {
      const { new: fresh } = await this.#api.post(`${PATH}/look`);
      return fresh;
    } finally {
      await this.load();
    }
  }

  select(index) {
    const row = this.rows?.[index];
    if (!row) return Promise.resolve();
    this.at = index;
    if (index >= this.rows.length - NEAR_THE_END) this.more().catch(this.#onFailed);
    return this.show(row.id);
  }

  beside(step) {
    return this.select(this.at < 0 ? 0 : this.at + step);
  }

  /** Open a message, whether it is in the list or not. */
  async show(id) {
    const opening = ++this.#opening;
    this.#chosen = id;
    if (this.open?.item.id !== id) Object.assign(this, { open: null, revealed: null });
    this.at = this.rows?.findIndex((row) => row.id === id) ?? -1;
    this.#onChange();
    const found = await this.#api.get(`${PATH}/${id}`);
    if (opening !== this.#opening) return; // another one was opened meanwhile
    this.open = found;
    this.#onChange();
  }

  /** Show what is masked, for as long as this message is open. */
  async reveal() {
    if (!this.open?.may_unmask || this.revealed) return;
    const { id } = this.open.item;
    const revealed = await this.#api.post(`${PATH}/${id}/unmask`);
    if (this.open?.item.id === id) this.revealed = revealed;
    this.#onChange();
  }

  #address(more = {}) {
    return `${PATH}?${new URLSearchParams({ ...this.filters, ...more })}`;
  }

  #values(name) {
    const found = this.told?.facets[name] ?? [];
    const chosen = this.filters[name];
    return chosen && !found.some(({ value }) => value === chosen) ? [...found, { value: chosen, count: 0 }] : found;
  }
}

/** What a trainer reads for a value of a facet. */
export const titleOf = (facet, { value, title }) => title ?? TITLES[facet]?.[value] ?? value;
const TITLES = { reason: REASONS, confidence: CONFIDENCE, channel: CHANNELS, feeling: { satisfied: "满意", neutral: "平静", dissatisfied: "不满", angry: "愤怒" } };

/** A text in pieces, so that its placeholders can be set apart. */
export const pieces = (text) => text.split(/(【[^【】]{1,8}】)/).filter(Boolean).map((piece) => ({ piece, masked: /^【.+】$/.test(piece) }));
