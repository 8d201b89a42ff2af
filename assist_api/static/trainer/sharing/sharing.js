/** Links to models that are not live, and what was said over them. No DOM. */

import { whileBusy } from "../while-busy.js";

export const PATH = "/api/v1/trainer/sharing";

export const LIFETIMES = [
  [1, "1 小时"],
  [24, "1 天"],
  [72, "3 天"],
  [168, "7 天"],
  [720, "30 天"],
];

export class Sharing {
  #api;
  #onChange;
  #reading = 0;
  links = null;
  models = [];
  live = null;
  chosen = null; // the id of a link
  talks = null; // of the chosen one
  problem = null;
  busy = false;

  constructor(api, onChange) {
    this.#api = api;
    this.#onChange = onChange;
  }

  get link() {
    return this.links?.find(({ id }) => id === this.chosen) ?? null;
  }

  async load(id = this.chosen) {
    try {
      Object.assign(this, { ...(await this.#api.get(PATH)), problem: null });
    } catch (error) {
      if (error.status === undefined || error.signedOut) throw error;
      this.problem = error.message;
    }
    this.#onChange();
    const first = this.links?.find((link) => link.id === id) ?? this.links?.[0];
    if (first) await this.choose(first.id);
  }

  async choose(id) {
    const reading = ++this.#reading;
    Object.assign(this, { chosen: id, talks: id === this.chosen ? this.talks : null });
    this.#onChange();
    const { talks } = await this.#api.get(`${PATH}/${id}/talks`);
    if (reading !== this.#reading) return; // another was chosen meanwhile
    this.talks = talks;
    this.#onChange();
  }

  beside(step) {
    const at = (this.links ?? []).findIndex(({ id }) => id === this.chosen);
    const next = this.links?.[at + step];
    return next ? this.choose(next.id) : Promise.resolve();
  }

  /** The link that was made, which is chosen then. `runId` "" : the live model. */
  share({ runId, title, page, hours }) {
    return this.#doing(async () => {
      const made = await this.#api.post(PATH, { run_id: runId || null, title, page: page || null, hours: Number(hours) });
      await this.load(made.id);
      return made;
    });
  }

  revoke() {
    return this.#doing(async () => {
      await this.#api.post(`${PATH}/${this.chosen}/revoke`);
      await this.load();
    });
  }

  /** {name, yaml}: the talk as a test, to be looked over. */
  asTest(talkId) {
    return this.#api.get(`${PATH}/talks/${talkId}/test`);
  }

  /** The file that holds it then. */
  async keep(talkId, yaml) {
    return (await this.#api.post(`${PATH}/talks/${talkId}/test`, { yaml })).file;
  }

  #doing(job) {
    return whileBusy(this, this.#onChange, job);
  }
}

/** Whether a link opens nothing any more, and why. */
export const stateOf = ({ path, revoked }) => (path ? "open" : revoked ? "revoked" : "over");

/** As a file may be called on any system. */
export const fileName = (name) => `${name.replace(/[\\/:*?"<>|\s]+/g, "_").slice(0, 40)}.yml`;
