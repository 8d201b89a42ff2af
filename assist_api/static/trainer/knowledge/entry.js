/** One knowledge entry under a trainer's hands: what counts, the draft, what was typed and not saved yet. No DOM. */

import { whileBusy } from "../while-busy.js";
import { PATH } from "./entry-list.js";

const EMPTY = { question: "", variants: [], answer: "", tags: [], public: true, valid_from: null, valid_until: null, related: [] };
const SEPARATORS = /[,，、;；\s]+/;

export class OpenEntry {
  #api;
  #onChange;
  #asked = 0;
  #saved = null; // the fields as they were when nothing was typed yet
  present = null;
  draft = null;
  stale = false;
  history = [];
  proposals = [];
  fields = null;
  problems = [];
  told = null; // the answer as it reads with the shop's rules
  effects = null;
  busy = false;

  /** `reviews`: whether this trainer may review. `isNew`: nobody has written it yet. */
  constructor(id, api, { onChange, reviews = false, isNew = false }) {
    this.id = id;
    this.reviews = reviews;
    this.isNew = isNew;
    this.#api = api;
    this.#onChange = onChange;
    if (isNew) this.#fill(EMPTY);
  }

  get changed() {
    return this.fields !== null && JSON.stringify(this.fields) !== this.#saved;
  }

  /** Whether the draft says that the entry ends. */
  get ends() {
    return this.draft !== null && this.draft.words === null;
  }

  get blocked() {
    return this.problems.some(({ blocks }) => blocks);
  }

  problemsOf(field) {
    return this.problems.filter((one) => one.field === field);
  }

  async load() {
    this.#take(await this.#api.get(this.#path()));
    await this.check();
  }

  write(field, value) {
    this.fields = { ...this.fields, [field]: value };
    this.effects = null;
    this.#onChange();
  }

  /** What was typed is given up for what is kept. */
  reset() {
    this.fields = JSON.parse(this.#saved);
    this.effects = null;
    this.#onChange();
    return this.check();
  }

  async check() {
    if (!this.fields || this.ends) return;
    const asked = ++this.#asked;
    const { problems, answer } = await this.#api.post(this.#path("check"), { words: wordsOf(this.fields) });
    if (asked !== this.#asked) return; // it was typed on meanwhile
    Object.assign(this, { problems, told: answer });
    this.#onChange();
  }

  preview() {
    return this.#doing(async () => {
      this.effects = { loading: true };
      this.#onChange();
      try {
        this.effects = await this.#api.post(this.#path("preview"), { words: this.ends ? null : wordsOf(this.fields) });
      } catch (error) {
        this.effects = { problem: error.message };
        throw error;
      }
    });
  }

  save() {
    return this.#written(wordsOf(this.fields));
  }

  end() {
    return this.#written(null);
  }

  review() {
    return this.#decided("review");
  }

  giveBack(note) {
    return this.#decided("return", { note });
  }

  /** False where the entry ended. */
  publish() {
    return this.#doing(async () => {
      const { entry } = await this.#api.post(this.#path("draft/publish"), { revision: this.draft.revision });
      if (entry) this.#take(entry);
      return Boolean(entry);
    });
  }

  /** False where nothing is left of it. */
  drop() {
    return this.#doing(async () => {
      await this.#api.post(this.#path("draft/drop"), { revision: this.draft.revision });
      if (!this.present) return false;
      this.#take(await this.#api.get(this.#path()));
      return true;
    });
  }

  /** `before`: what counted until that step. */
  restore(stepId, before) {
    const body = { before, revision: this.draft?.revision ?? null };
    return this.#doing(async () => this.#take(await this.#api.post(this.#path(`history/${stepId}/restore`), body)));
  }

  #written(words) {
    const body = { words, revision: this.draft?.revision ?? null };
    return this.#doing(async () => {
      this.#take(await this.#api.put(this.#path("draft"), body));
      this.isNew = false;
    });
  }

  #decided(step, more = {}) {
    return this.#doing(async () => this.#take(await this.#api.post(this.#path(`draft/${step}`), { revision: this.draft.revision, ...more })));
  }

  #take({ present, draft, stale, history, proposals }) {
    Object.assign(this, { present, draft, stale, history, proposals, effects: null });
    this.#fill(draft?.words ?? present ?? EMPTY);
    if (this.ends) Object.assign(this, { problems: [], told: null });
  }

  #fill(words) {
    this.fields = fieldsOf(words);
    this.#saved = JSON.stringify(this.fields);
  }

  #doing(job) {
    return whileBusy(this, this.#onChange, job);
  }

  #path(rest = "") {
    return [PATH, this.id, ...(rest ? [rest] : [])].join("/");
  }
}

/** An entry's words as they are typed: a variant a line. */
export const fieldsOf = (words) => ({
  ...words,
  variants: words.variants.join("\n"),
  tags: words.tags.join("、"),
  related: words.related.join("、"),
  valid_from: words.valid_from ?? "",
  valid_until: words.valid_until ?? "",
});

export const wordsOf = (fields) => ({
  ...fields,
  variants: fields.variants.split("\n").map((line) => line.trim()).filter(Boolean),
  tags: split(fields.tags),
  related: split(fields.related),
  valid_from: fields.valid_from || null,
  valid_until: fields.valid_until || null,
});

const split = (text) => text.split(SEPARATORS).filter(Boolean);
