/**
 * The messages an annotator has before them and what is decided of them. No DOM.
 * A decision shows the next message at once; it is sent behind it, in order, and what the service refuses comes back.
 */

import { newId } from "../../shared/new-id.js";

const PATH = "/api/v1/trainer";
const FIRST = 8; // handed out before anything is shown
const MORE = 40; // at once afterwards
const LOW = 40; // messages left: time to ask for more
const SOON = 5; // messages whose marks are asked for at once
const JUST_DECIDED = 200; // the service may not know of these yet
const TRIES_MS = [400, 1_500, 4_000];

export class LabelSession {
  #api;
  #heard;
  #sleep;
  #outbox = Promise.resolve();
  #asked = new Set(); // messages whose marks were asked for
  #decided = new Set(); // messages: an answer that was under way meanwhile may bring one once more
  #acts = []; // {act, items}: the newest last
  #fetching = null;
  #exhausted = false;
  items = null;
  progress = null;
  problem = null;

  /** `heard`: {onChange(), onNews(sentence, tone), onFailed(error)}. `second`: what another has labelled. */
  constructor(api, heard, { second = false, sleep = (ms) => new Promise((done) => setTimeout(done, ms)) } = {}) {
    this.#api = api;
    this.#heard = heard;
    this.#sleep = sleep;
    this.second = second;
  }

  get current() {
    return this.items?.[0] ?? null;
  }

  get upcoming() {
    return this.items?.[1] ?? null;
  }

  /** `first`: the id of a message to begin with. */
  async start(first = null) {
    this.problem = null;
    this.#exhausted = false;
    this.#decided.clear();
    this.#heard.onChange();
    try {
      const [{ items }, progress] = await Promise.all([this.#next({ limit: FIRST, first }), this.#api.get(`${PATH}/labelling/progress`)]);
      Object.assign(this, { items, progress });
      this.#exhausted = items.length === 0;
    } catch (error) {
      if (error.status === undefined || error.signedOut) return this.#heard.onFailed(error);
      this.problem = error.message;
    }
    this.#heard.onChange();
    this.#refill();
  }

  accept(entities) {
    const { proposal } = this.current ?? {};
    if (!this.current) return;
    if (!proposal) return this.#heard.onNews("机器人对这句话没有提议，请选一个意图。", "bad");
    this.#decide({ decision: "accept", intent: proposal, entities });
  }

  choose(intent, entities) {
    this.#decide({ decision: "choose", intent, entities });
  }

  outOfScope() {
    this.#decide({ decision: "out_of_scope" });
  }

  skip() {
    this.#decide({ decision: "skip" });
  }

  /** `parts`: [{text, intent, entities}]. */
  split(parts) {
    this.#decide({ decision: "split", parts });
  }

  /** The same of the current message and of others much like it: `others` are messages, whole. */
  decideMany(others, decision, intent = null) {
    if (!this.current) return;
    const items = [this.current, ...others];
    const act = this.#take(items);
    const body = { act, decision, items: items.map(({ id }) => id), ...(intent && { intent }) };
    this.#send(act, () => this.#api.post(`${PATH}/labelling/many`, body));
    this.#heard.onNews(`已处理 ${items.length} 条，按 U 可以整批撤销`, "good");
  }

  /** Take back the newest decision; without one on this page, the newest of any. */
  undo() {
    const last = this.#acts.pop();
    if (!last) return this.#undoEarlier();
    for (const { id } of last.items) this.#decided.delete(id);
    this.items = [...last.items, ...(this.items ?? []).filter(({ id }) => !last.items.some((one) => one.id === id))];
    this.#count(-last.items.length);
    this.#heard.onChange();
    const takenBack = () => last.refused || this.#reach(() => this.#api.post(`${PATH}/labelling/undo`, { act: last.act }));
    this.#outbox = this.#outbox.then(takenBack).catch((error) => this.#tell(error));
  }

  /** Resolves when everything decided so far has been told to the service. */
  settled() {
    return this.#outbox;
  }

  async comment(text) {
    const item = this.current;
    if (!item || !text.trim()) return;
    const { rows } = await this.#api.post(`${PATH}/inbox/${item.id}/comments`, { text });
    item.comments = rows;
    this.#heard.onChange();
  }

  #decide(said) {
    const item = this.current;
    if (!item) return;
    const act = this.#take([item]);
    this.#send(act, () => this.#api.post(`${PATH}/inbox/${item.id}/label`, { act, ...said }));
  }

  /** Off the list, and remembered for undoing. */
  #take(items) {
    const act = newId();
    const gone = new Set(items.map(({ id }) => id));
    for (const id of gone) this.#decided.add(id);
    this.#acts.push({ act, items, refused: false });
    this.items = this.items.filter(({ id }) => !gone.has(id));
    this.#count(items.length);
    this.#heard.onChange();
    this.#refill();
    return act;
  }

  #count(number) {
    if (!this.progress) return;
    const waiting = this.second ? "second" : "left";
    this.progress = { ...this.progress, [waiting]: Math.max(0, this.progress[waiting] - number), done: Math.max(0, this.progress.done + number) };
  }

  #send(act, post) {
    const taken = this.#acts.at(-1);
    const sent = async () => {
      try {
        await this.#reach(post);
      } catch (error) {
        this.#giveBack(taken, error);
      }
    };
    this.#outbox = this.#outbox.then(sent);
  }

  /** The network may be gone for a moment: the act's id makes a second try the same act. */
  async #reach(post) {
    for (const pause of TRIES_MS) {
      try {
        return await post();
      } catch (error) {
        if (!error.transient) throw error;
        await this.#sleep(pause);
      }
    }
    return post();
  }

  /** Refused: what was decided is not. A message that cannot be decided any more does not come back. */
  #giveBack(taken, error) {
    taken.refused = true;
    this.#tell(error);
    if (!this.#acts.includes(taken)) return; // undone meanwhile: it is back already
    this.#acts = this.#acts.filter((one) => one !== taken);
    if (error.status !== 409 && error.status !== 404) {
      for (const { id } of taken.items) this.#decided.delete(id);
      this.items = [...taken.items, ...(this.items ?? [])];
    }
    this.#count(-taken.items.length);
    this.#heard.onChange();
  }

  #tell(error) {
    if (error.status === undefined || error.signedOut) this.#heard.onFailed(error);
    else this.#heard.onNews(error.message, "bad");
  }

  async #undoEarlier() {
    try {
      const { items } = await this.#api.post(`${PATH}/labelling/undo`, {});
      await this.start(items[0]);
      this.#heard.onNews("已撤销上一次的标注", "good");
    } catch (error) {
      this.#tell(error);
    }
  }

  /** The bot's marks of what comes next, where it had not read it in time. */
  async #learn() {
    const unread = (this.items ?? []).slice(0, SOON).filter(({ id, entities }) => entities === null && !this.#asked.has(id));
    if (unread.length === 0) return;
    for (const { id } of unread) this.#asked.add(id);
    try {
      const { parts } = await this.#api.post(`${PATH}/labelling/propose`, { texts: unread.map(({ text }) => text) });
      unread.forEach((item, at) => (item.entities = parts[at].entities));
      this.#heard.onChange();
    } catch (error) {
      this.#tell(error);
    }
  }

  #refill() {
    this.#learn();
    if (this.#fetching || this.#exhausted || !this.items || this.items.length >= LOW) return;
    this.#fetching = this.#more().finally(() => (this.#fetching = null));
  }

  async #more() {
    try {
      const { items } = await this.#next({ limit: MORE });
      const here = new Set(this.items.map(({ id }) => id));
      const fresh = items.filter(({ id }) => !here.has(id) && !this.#decided.has(id));
      this.#exhausted = items.length === 0;
      this.items = [...this.items, ...fresh];
      this.#heard.onChange();
    } catch (error) {
      this.#tell(error);
    }
  }

  #next({ limit, first = null }) {
    const without = [...(this.items ?? []).map(({ id }) => id), ...[...this.#decided].slice(-JUST_DECIDED)];
    return this.#api.post(`${PATH}/labelling/next`, { limit, second: this.second, ...(first ? { first } : { without }) });
  }
}
