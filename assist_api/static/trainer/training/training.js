/** Trainings, the one that is looked at, what is live and what was before. No DOM. */

const BASE = "/api/v1/trainer/training";
const WAIT_S = 20;

export class Training {
  #api;
  #onChange;
  #following = null;
  overview = null;
  run = null; // the chosen one, with its log and score card
  tab = "summary";
  problem = null;
  comparison = null; // of a sentence that was tried: {text, new, live}

  constructor(api, onChange) {
    this.#api = api;
    this.#onChange = onChange;
  }

  get runs() {
    return this.overview?.runs ?? [];
  }

  get live() {
    return this.overview?.bot?.live ?? null;
  }

  /** The publication that brought the live model, if it was published here. */
  get current() {
    return (this.overview?.publications ?? []).find(({ model, outcome }) => outcome === "done" && model === this.live) ?? null;
  }

  get mayPublish() {
    return Boolean(this.overview?.may_publish);
  }

  get publishable() {
    return this.mayPublish && this.run?.state === "done" && this.live !== null && this.run.model !== this.live;
  }

  get canGoBack() {
    return this.mayPublish && (this.overview?.publications ?? []).some(({ outcome, kind, model }) => outcome === "done" && kind === "publish" && model === this.live);
  }

  /** `runId`: the one to look at; without it the newest. */
  async load(runId) {
    try {
      this.overview = await this.#api.get(BASE);
      this.problem = null;
    } catch (error) {
      this.problem = error.message;
      this.#onChange();
      throw error;
    }
    this.#onChange();
    const wanted = this.runs.find(({ id }) => id === runId) ?? this.runs[0];
    if (wanted) await this.choose(wanted.id);
  }

  /** Look at a run, and follow it while it goes on. */
  async choose(runId) {
    if (this.run?.id !== runId) this.comparison = null;
    this.#following?.abort();
    const following = (this.#following = new AbortController());
    this.#take(await this.#read(runId, -1, 0, following.signal));
    this.#follow(following.signal).catch((error) => error.name !== "AbortError" && this.#fail(error));
  }

  leave() {
    this.#following?.abort();
  }

  /** What others have started, stopped or published meanwhile; the run that is looked at stays. */
  async refresh() {
    if (!this.overview) return;
    try {
      this.overview = await this.#api.get(BASE);
      this.problem = null;
    } catch (error) {
      if (error.status === undefined || error.signedOut) throw error;
      this.problem = error.message;
    }
    this.#onChange();
  }

  beside(step) {
    const at = this.runs.findIndex(({ id }) => id === this.run?.id);
    return this.runs[Math.min(Math.max(at + step, 0), this.runs.length - 1)] ?? null;
  }

  show(tab) {
    this.tab = tab;
    this.#onChange();
  }

  async ask(why) {
    const run = await this.#api.post(`${BASE}/runs`, { why });
    this.overview.runs = [run, ...this.runs];
    await this.choose(run.id);
    return run;
  }

  async cancel() {
    this.#take(await this.#api.post(`${BASE}/runs/${this.run.id}/cancel`));
  }

  publish(why) {
    return this.#switch(`runs/${this.run.id}/publish`, { why });
  }

  /** To the model before; with a publication's id to the one that went live then. */
  rollBack(why, publicationId = null) {
    return this.#switch("rollback", { why, publication_id: publicationId });
  }

  async compare(text) {
    const told = await this.#api.post(`${BASE}/runs/${this.run.id}/compare`, { text });
    this.comparison = { text, ...told };
    this.#onChange();
  }

  async #switch(path, body) {
    try {
      this.overview = await this.#api.post(`${BASE}/${path}`, body);
    } catch (error) {
      this.overview = await this.#api.get(BASE); // what failed stands in the history
      throw error;
    } finally {
      this.#onChange();
    }
  }

  #read(runId, after, wait, signal) {
    return this.#api.get(`${BASE}/runs/${runId}?after=${after}&wait=${wait}`, { signal });
  }

  async #follow(signal) {
    while (isOpen(this.run)) {
      const run = await this.#read(this.run.id, this.run.revision, WAIT_S, signal);
      if (signal.aborted) return;
      this.#take(run);
      if (!isOpen(run)) this.overview = await this.#api.get(BASE, { signal });
    }
    this.#onChange();
  }

  #take(run) {
    this.run = run;
    this.problem = null;
    if (this.overview) this.overview.runs = this.runs.map((one) => (one.id === run.id ? { ...one, ...run } : one));
    this.#onChange();
  }

  #fail(error) {
    this.problem = error.message;
    this.#onChange();
  }
}

export const titleOf = ({ why }) => why || "没写改了什么";
export const isOpen = (run) => run?.state === "queued" || run?.state === "running";

export const STATES = { queued: "排队中", running: "训练中", done: "已完成", failed: "失败", cancelled: "已取消" };
export const STAGES = { waiting: "等待开始", copy: "复制数据", read: "读取数据", train: "训练", exam: "考试", cross_validation: "交叉验证" };
