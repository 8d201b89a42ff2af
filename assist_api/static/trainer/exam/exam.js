/** The exam in numbers, and for a reviewer in sentences; what the bot is known to get wrong. No DOM. */

const BASE = "/api/v1/trainer/exam";

export const TABS = { sentences: "考题", failures: "已知答错" };

export class Exam {
  #api;
  #onChange;
  #asked = 0;
  tab = "sentences";
  overview = null;
  rows = null; // sentences of the chosen intent, or that hold what was typed
  found = 0;
  failures = null;
  problem = null;
  intent = null;
  typed = "";
  refused = []; // of what was added last

  /** `mayRead`: a reviewer, who sees sentences; others see numbers. */
  constructor(api, mayRead, onChange) {
    this.#api = api;
    this.#onChange = onChange;
    this.mayRead = mayRead;
  }

  zh(name) {
    return this.overview?.rows.find((one) => one.name === name)?.zh ?? name;
  }

  async load() {
    try {
      this.overview = await this.#api.get(BASE);
      this.problem = null;
      if (this.mayRead) await Promise.all([this.search(this.typed), this.loadFailures()]);
    } catch (error) {
      if (error.status === undefined || error.signedOut) throw error;
      this.problem = error.message;
    }
    this.#onChange();
  }

  show(tab) {
    this.tab = tab;
    this.#onChange();
  }

  /** The same intent again means all. */
  choose(intent) {
    this.intent = this.intent === intent ? null : intent;
    this.refused = [];
    return this.mayRead ? this.search(this.typed) : this.#onChange();
  }

  /** The answer of an older question is dropped. */
  async search(typed) {
    this.typed = typed;
    const asked = ++this.#asked;
    const query = new URLSearchParams({ q: typed, ...(this.intent && { intent: this.intent }) });
    const { rows, found } = await this.#api.get(`${BASE}/sentences?${query}`);
    if (asked !== this.#asked) return;
    Object.assign(this, { rows, found });
    this.#onChange();
  }

  /** `lines`: a sentence a line. Tells how many were added. */
  async add(intent, lines) {
    const texts = [...new Set(lines.split("\n").map((line) => line.trim()).filter(Boolean))];
    if (texts.length === 0) return 0;
    const { added, refused } = await this.#api.post(`${BASE}/sentences`, { intent, texts });
    this.refused = refused;
    this.overview = await this.#api.get(BASE);
    await this.search(this.typed);
    return added.length;
  }

  async loadFailures() {
    this.failures = (await this.#api.get(`${BASE}/failures`)).rows;
    this.#onChange();
  }

  async addFailure(text, right) {
    await this.#api.post(`${BASE}/failures`, { text: text.trim(), right });
    await this.load();
  }

  /** It is right now: it moves among the exam's sentences. */
  async mend(text) {
    await this.#api.post(`${BASE}/failures/mend`, { text });
    await this.load();
  }

  async drop(text) {
    await this.#api.post(`${BASE}/failures/drop`, { text });
    await this.load();
  }
}
