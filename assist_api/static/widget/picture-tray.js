/** The pictures that go with the next message, without any DOM: chosen, seen small, taken out again. */

import { newId } from "../shared/new-id.js";
import { PictureRefused } from "./picture-file.js";

export const MOST = 6;

export class PictureTray {
  #prepare;
  #onChange;
  items = [];
  problem = null;

  /** `prepare(file)` gives `{blob, thumb}` or throws PictureRefused. */
  constructor({ prepare, onChange = () => {} }) {
    this.#prepare = prepare;
    this.#onChange = onChange;
  }

  get isReading() {
    return this.items.some((item) => !item.blob);
  }

  async add(files) {
    const room = MOST - this.items.length;
    this.problem = files.length > room ? `一次最多发 ${MOST} 张图片。` : null;
    const chosen = [...files].slice(0, Math.max(0, room)).map((file) => ({ key: newId(), file }));
    this.items = [...this.items, ...chosen.map(({ key }) => ({ key }))];
    this.#onChange();
    for (const { key, file } of chosen) await this.#read(key, file);
  }

  remove(key) {
    this.items = this.items.filter((item) => item.key !== key);
    this.problem = null;
    this.#onChange();
  }

  /** What is to be sent now; the tray is empty afterwards. */
  take() {
    const { items } = this;
    this.items = [];
    this.problem = null;
    this.#onChange();
    return items;
  }

  async #read(key, file) {
    try {
      const ready = await this.#prepare(file);
      this.items = this.items.map((item) => (item.key === key ? { key, ...ready } : item));
      this.#onChange();
    } catch (error) {
      if (!(error instanceof PictureRefused)) throw error;
      this.remove(key);
      this.problem = error.message;
      this.#onChange();
    }
  }
}
