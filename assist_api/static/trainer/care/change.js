/** A change of the data under way: what is wished, what it would touch, which exam sentences flip. No DOM. */

const PATH = "/api/v1/trainer/data/changes";

export class Change {
  #api;
  #onChange;
  preview = null;
  flips = null;
  problem = null;
  flipsProblem = null;
  accepted = false; // that what still names the intent is left behind

  /** `wish`: the service's own words: {kind: "move", texts, source, target} and so on. */
  constructor(api, wish, onChange) {
    this.#api = api;
    this.#onChange = onChange;
    this.wish = wish;
  }

  get ready() {
    return this.preview !== null && (this.preview.left === 0 || this.accepted);
  }

  /** The files at once, the exam as soon as it is computed. */
  async load() {
    const body = { change: this.wish };
    const [shown] = await Promise.all([this.#asked("preview", body, "problem"), this.#asked("flips", body, "flipsProblem")]);
    return shown;
  }

  accept(accepted) {
    this.accepted = accepted;
    this.#onChange();
  }

  apply() {
    return this.#api.post(PATH, { change: this.wish, stamp: this.preview.stamp, accept_left: this.accepted });
  }

  async #asked(what, body, trouble) {
    try {
      this[what] = await this.#api.post(`${PATH}/${what}`, body);
    } catch (error) {
      if (error.status === undefined || error.signedOut) throw error;
      this[trouble] = error.message;
    }
    this.#onChange();
    return this[what];
  }
}

/** Exam sentences of a split intent that are understood as the new one: they may go with it. */
export const examOfNew = ({ wish, flips }) => (wish.kind === "split" && flips ? flips.lost.filter(({ after }) => after === wish.new).map(({ text }) => text) : []);

/** Mentions by kind, the largest group first: [[kind, mentions]]. */
export function byKind(mentions) {
  const groups = new Map();
  for (const one of mentions) groups.set(one.kind, [...(groups.get(one.kind) ?? []), one]);
  return [...groups].sort(([, one], [, other]) => other.length - one.length);
}

/** How the share of right answers changes, in points with its sign. */
export function gain({ before, after }) {
  if (before === null || after === null) return "";
  const points = Math.round((after - before) * 1000) / 10;
  return `${points > 0 ? "+" : ""}${points.toFixed(1)}`;
}
