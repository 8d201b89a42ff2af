/** What an agent is writing, and the suggestion or canned reply it came from. */

export const LIMIT = 2000;
const SLOT = /\{([a-z]+(?:\.\w+)+)\}/g;

export class Draft {
  text = "";
  suggestion = null;
  /** A canned reply that was put in: its id, the facts in it, the order it speaks of. */
  canned = null;
  /** A picture that goes with the text, while the agent leaves it there. */
  picture = null;
  /** What is not so any more: `{changes, text}`; `text` is how it would be worded now, null where it does not apply. */
  stale = null;
  #names = {};
  #internal = [];

  get length() {
    return [...this.text.trim()].length;
  }

  /** Put a suggestion in at the place `at`: behind the text on a line of its own, so that several can be stacked. Gives the place behind it. */
  accept(suggestion, at = this.text.length) {
    const [before, after] = [this.text.slice(0, at), this.text.slice(at)];
    const left = before.trim() === "" ? "" : after.trim() === "" ? `${before.trimEnd()}\n` : before;
    return this.#put(suggestion, left, after.trim() === "" ? "" : after);
  }

  /** The one of `shown` that comes after the one in the text, while that stands there as it was; the first where nothing was written. */
  next(shown) {
    if (this.text.trim() === "") return shown[0] ?? null;
    const at = this.suggestion && this.text.includes(this.suggestion.text) ? shown.findIndex(({ id }) => id === this.suggestion.id) : -1;
    return at < 0 || shown.length < 2 ? null : shown[(at + 1) % shown.length];
  }

  /** Put `suggestion` in the place of the one that was put in last. Gives the place behind it. */
  swap(suggestion) {
    if (this.text.trim() === "") return this.accept(suggestion);
    const old = this.suggestion.text;
    const at = this.text.lastIndexOf(old);
    return this.#put(suggestion, this.text.slice(0, at), this.text.slice(at + old.length));
  }

  #put(suggestion, left, right) {
    if (suggestion.internal) this.#internal.push(bare(suggestion.text));
    Object.assign(this, { text: left + suggestion.text + right, suggestion, canned: null, stale: null, picture: suggestion.picture ?? null });
    return left.length + suggestion.text.length;
  }

  /** Put a canned reply in the place of the `/` by which it was looked for. */
  insert(filled) {
    this.#names = { ...this.#names, ...Object.fromEntries(filled.missing.map(({ slot, name }) => [slot, name])) };
    Object.assign(this, { text: filled.text, canned: filled, suggestion: null, stale: null, picture: filled.picture || null });
  }

  /** Take the words that are right by now. */
  renew(source) {
    const old = this.suggestion?.text ?? this.canned?.text;
    const text = this.text.includes(old) ? this.text.replace(old, () => source.text) : source.text;
    Object.assign(this, this.canned ? { canned: source } : { suggestion: source });
    Object.assign(this, { text, stale: null });
  }

  write(text) {
    this.text = text;
    if (text.trim() !== "") return;
    Object.assign(this, { suggestion: null, canned: null, stale: null, picture: null });
    this.#internal = [];
  }

  /** The first slot that still stands in the text, as a place in it, or null. */
  get firstSlot() {
    const found = [...this.text.matchAll(SLOT)][0];
    return found ? { start: found.index, end: found.index + found[0].length } : null;
  }

  /** What a message needs besides its text, so that the service knows where it came from. */
  get origin() {
    const { suggestion, canned } = this;
    const used = canned && { id: canned.id, order_id: canned.order_id, product_id: canned.product_id, facts: canned.facts };
    const had = suggestion?.picture || canned?.picture;
    return { ...(suggestion && { suggestion_id: suggestion.id }), ...(used && { canned: used }), ...(had && { with_picture: Boolean(this.picture) }) };
  }

  /** Why it may not be sent, or null. */
  get obstacle() {
    if (this.length === 0) return "";
    if (this.length > LIMIT) return `超出 ${this.length - LIMIT} 字，请分几条发送。`;
    if (this.#internal.some((words) => bare(this.text).includes(words))) return "这条内容仅供内部参考，请改写成对顾客说的话再发送。";
    if (this.firstSlot) return `还有没填的内容：${this.#unfilled.join("、")}，请补上或删掉再发送。`;
    if (this.stale) return "内容有变化，请换成新内容，或确认后仍按原文发送。";
    return null;
  }

  get #unfilled() {
    return [...new Set([...this.text.matchAll(SLOT)].map(([written, slot]) => (this.#names[slot] ? `${written}（${this.#names[slot]}）` : written)))];
  }
}

const bare = (text) => text.replace(/\s/g, "");
