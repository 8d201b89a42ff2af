/** How far annotators agree, and what they differ on: one disagreement open, and settled by giving way, or by a reviewer. No DOM. */

import { newId } from "../../shared/new-id.js";

const PATH = "/api/v1/trainer";

export class Agreement {
  #api;
  #heard;
  #me;
  told = null;
  problem = null;
  busy = false;
  at = 0;

  /** `heard`: {onChange(), onNews(sentence, tone), onFailed(error)}. `me`: the agent who looks. */
  constructor(api, me, heard) {
    this.#api = api;
    this.#me = me;
    this.#heard = heard;
  }

  get rows() {
    return this.told?.disagreements ?? [];
  }

  get current() {
    return this.rows[this.at] ?? null;
  }

  /** One of the two may give way; who is neither needs the right to have the last word. */
  get mayDecide() {
    return this.isMine || this.isReviewer;
  }

  get isMine() {
    return this.current?.opinions.some(({ annotator_id: id }) => id === this.#me.id) ?? false;
  }

  get isReviewer() {
    return this.#me.rights.includes("review");
  }

  async load() {
    this.problem = null;
    this.#heard.onChange();
    try {
      this.told = await this.#api.get(`${PATH}/labelling/agreement`);
    } catch (error) {
      if (error.status === undefined || error.signedOut) return this.#heard.onFailed(error);
      this.problem = error.message;
    }
    this.at = Math.min(this.at, Math.max(0, this.rows.length - 1));
    this.#heard.onChange();
  }

  select(at) {
    if (!this.rows[at]) return;
    this.at = at;
    this.#heard.onChange();
  }

  move(step) {
    this.select(this.at + step);
  }

  /** What one of them said is right. */
  takeOpinion(number) {
    const opinion = this.current?.opinions[number];
    if (!opinion) return Promise.resolve();
    const { decision, parts } = opinion;
    if (decision === "split") return this.#decide({ decision, parts });
    if (decision === "out_of_scope") return this.#decide({ decision });
    return this.#decide({ decision: "choose", intent: parts[0].intent, entities: parts[0].entities });
  }

  /** Neither is. */
  choose(intent) {
    return this.#decide({ decision: "choose", intent, entities: this.current.opinions[0].parts.length === 1 ? this.current.opinions[0].parts[0].entities : [] });
  }

  async comment(text) {
    const row = this.current;
    if (!row || !text.trim()) return;
    row.comments = (await this.#api.post(`${PATH}/inbox/${row.item.id}/comments`, { text })).rows;
    this.#heard.onChange();
  }

  async #decide(said) {
    const row = this.current;
    if (!row || this.busy) return;
    if (!this.mayDecide) return this.#heard.onNews("您不是这两位标注员，也没有审核权限，可以写评论。", "bad");
    this.busy = true;
    try {
      await this.#api.post(`${PATH}/inbox/${row.item.id}/${this.isReviewer ? "settle" : "label"}`, { act: newId(), ...said });
      this.#heard.onNews(this.isReviewer ? "已裁定" : "已改标", "good");
      await this.load();
    } catch (error) {
      if (error.status === undefined || error.signedOut) this.#heard.onFailed(error);
      else this.#heard.onNews(error.message, "bad");
    } finally {
      this.busy = false;
      this.#heard.onChange();
    }
  }
}

/** Whether it is the entities that they differ in. */
export function sameIntents(opinions) {
  return new Set(opinions.map(({ parts }) => parts.map(({ intent }) => intent).sort().join("+"))).size === 1;
}

/** What a kappa means, after Landis and Koch (1977). */
export function gradeOf(kappa) {
  return GRADES.find(([least]) => kappa >= least)[1];
}

const GRADES = [[0.81, "几乎一致"], [0.61, "较好"], [0.41, "中等"], [0.21, "一般"], [0, "较差"], [-Infinity, "比碰运气还差"]];
