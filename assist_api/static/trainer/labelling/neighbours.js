/** Messages much like the current one, to be decided with it at once: as like as the slider says, without those taken out. No DOM. */

const LEAST = 0.6; // of all that are asked for: the slider's end
const MOST = 0.98;
const BEGIN = 0.8;
const AT_ONCE = 200;

export const RANGE = { least: LEAST, most: MOST, step: 0.01 };

export class Neighbours {
  #api;
  #onChange;
  #out = new Set();
  rows = null;
  problem = null;
  at = 0;
  least = BEGIN;

  /** `intent`: what all of them are to be labelled with; the trainer may choose another. */
  constructor(api, item, intent, onChange) {
    this.#api = api;
    this.#onChange = onChange;
    this.item = item;
    this.intent = intent;
  }

  async load() {
    try {
      this.rows = (await this.#api.get(`/api/v1/trainer/inbox/${this.item.id}/neighbours?least=${LEAST}&limit=${AT_ONCE}`)).rows;
    } catch (error) {
      if (error.status === undefined || error.signedOut) throw error;
      this.problem = error.message;
    }
    this.#onChange();
  }

  /** As like as the slider says, those that were taken out included. */
  get shown() {
    return (this.rows ?? []).filter(({ likeness }) => likeness >= this.least);
  }

  get chosen() {
    return this.shown.filter(({ id }) => !this.#out.has(id));
  }

  isChosen(id) {
    return !this.#out.has(id);
  }

  slide(least) {
    this.least = Math.min(MOST, Math.max(LEAST, Math.round(least * 100) / 100));
    this.at = Math.min(this.at, Math.max(0, this.shown.length - 1));
    this.#onChange();
  }

  move(step) {
    this.at = Math.min(Math.max(0, this.at + step), Math.max(0, this.shown.length - 1));
    this.#onChange();
  }

  toggle(id = this.shown[this.at]?.id) {
    if (!id) return;
    if (!this.#out.delete(id)) this.#out.add(id);
    this.#onChange();
  }
}
