/** The bot's sentences in numbers and findings, and the labels that wait to be written. No DOM. */

const BASE = "/api/v1/trainer/data";
const ASK_AGAIN_MS = 1_000;

export const TABS = { pending: "待写入", intents: "意图", close: "意图打架", contradicted: "可疑标注" };
export const FLAGS = { few: "句子太少", heavy: "明显偏多", repeats: "重复多", weak: "容易认错", no_exam: "没有考题" };

export class Care {
  #api;
  #onChange;
  #timer = null;
  #left = false;
  tab = "pending";
  overview = null;
  findings = null;
  pending = null;
  problem = null;
  at = 0; // the row in hand of the findings' lists
  intent = null; // {name, rows, chosen}: whose sentences are open

  constructor(api, onChange) {
    this.#api = api;
    this.#onChange = onChange;
  }

  get look() {
    return this.findings?.look ?? this.overview?.look ?? null;
  }

  /** What the tab lists, for the tabs that are gone through row by row. */
  get rows() {
    return this.tab === "close" || this.tab === "contradicted" ? (this.findings?.[this.tab].rows ?? []) : [];
  }

  get current() {
    return this.rows[this.at] ?? null;
  }

  get counts() {
    const flagged = this.overview?.rows.filter(({ flags }) => flags.length > 0).length;
    return { pending: this.pending?.rows.length, intents: flagged, close: this.findings?.close.found, contradicted: this.findings?.contradicted.found };
  }

  zh(name) {
    return this.overview?.rows.find((one) => one.name === name)?.zh ?? name;
  }

  async load() {
    try {
      [this.overview, this.findings, this.pending] = await Promise.all(["", "/findings", "/pending"].map((path) => this.#api.get(`${BASE}${path}`)));
      this.problem = null;
    } catch (error) {
      if (error.status === undefined || error.signedOut) throw error;
      this.problem = error.message;
    }
    this.at = Math.min(this.at, Math.max(0, this.rows.length - 1));
    if (this.intent) await this.open(this.intent.name);
    this.#onChange();
    this.#follow();
  }

  leave() {
    this.#left = true;
    clearTimeout(this.#timer);
  }

  show(tab) {
    Object.assign(this, { tab, at: 0, intent: null });
    this.#onChange();
  }

  move(step) {
    this.at = Math.min(Math.max(this.at + step, 0), Math.max(0, this.rows.length - 1));
    this.#onChange();
  }

  choose(index) {
    this.at = index;
    this.#onChange();
  }

  /** The sentences of an intent; null closes them. */
  async open(name) {
    const known = this.overview?.rows.some((one) => one.name === name);
    if (!known) this.intent = null;
    else {
      const { rows } = await this.#api.get(`${BASE}/intents/${name}`);
      this.intent = { name, rows, chosen: new Set([...(this.intent?.name === name ? this.intent.chosen : [])].filter((text) => rows.includes(text))) };
    }
    this.#onChange();
  }

  tick(text) {
    const { chosen } = this.intent;
    if (!chosen.delete(text)) chosen.add(text);
    this.#onChange();
  }

  async takeLook() {
    const look = await this.#api.post(`${BASE}/look`);
    this.findings = { ...(this.findings ?? { close: { rows: [], found: 0 }, contradicted: { rows: [], found: 0 } }), look };
    this.#onChange();
    this.#follow();
  }

  /** The row in hand is right as it stands; the next comes into hand. */
  async settle() {
    const row = this.current;
    if (!row) return;
    const list = this.findings[this.tab];
    this.findings = { ...this.findings, [this.tab]: { rows: list.rows.filter((one) => one !== row), found: list.found - 1 } };
    this.move(0);
    await this.#api.post(`${BASE}/findings/${row.key}/settle`);
  }

  /** Write what waits; tells how many were written and what was refused. */
  async write() {
    const told = await this.#api.post(`${BASE}/write`);
    await this.load();
    return told;
  }

  #follow() {
    clearTimeout(this.#timer);
    if (this.#left || this.look?.state !== "running") return;
    this.#timer = setTimeout(() => this.#askAgain(), ASK_AGAIN_MS);
  }

  async #askAgain() {
    try {
      this.findings = await this.#api.get(`${BASE}/findings`);
      if (this.look.state !== "running") this.overview = await this.#api.get(BASE);
    } catch (error) {
      if (error.status === undefined) throw error;
      this.problem = error.message;
    }
    if (this.#left) return;
    this.#onChange();
    if (!this.problem) this.#follow();
  }
}

/** The sentence of the row in hand that would move, and where to: {texts, source, target}. */
export function moveOf(row, tab, backwards = false) {
  if (tab === "contradicted") return { kind: "move", texts: [row.text], source: row.intent, target: row.says };
  const [from, to] = backwards ? [row.other, row.one] : [row.one, row.other];
  return { kind: "move", texts: [from.text], source: from.intent, target: to.intent };
}
