/**
 * Marking entities in a message: a caret among its characters, perhaps a selection, and the marks. No DOM.
 * Places count characters as the service does (an emoji is one), not the halves of JavaScript's strings.
 */

/** The letter that marks each kind, after its Chinese where it is free; G is the shell's. */
export const KIND_KEYS = {
  order_id: "d", tracking_no: "y", courier: "k", phone: "s", phone_last4: "w", product_word: "p", size: "m", colour: "c",
  height: "h", weight: "t", money: "j", quantity: "l", region: "q", date: "r", ordinal: "x",
};

export class EntityMarks {
  caret = 0;
  anchor = null;
  isTouched = false; // by a person
  #looked;

  /** `marks`: null where nothing has looked for any yet. */
  constructor(text, marks = []) {
    this.#looked = marks !== null;
    this.characters = Array.from(text);
    this.marks = (marks ?? []).map(({ entity, start, end }) => ({ entity, start, end })).sort(byStart);
  }

  /** What an annotator says by leaving them so: null where neither the model nor they have looked. */
  get said() {
    return this.#looked || this.isTouched ? this.marks : null;
  }

  get selection() {
    if (this.anchor === null || this.anchor === this.caret) return null;
    return { start: Math.min(this.anchor, this.caret), end: Math.max(this.anchor, this.caret) };
  }

  /** The mark that the caret is in or the selection touches; else the one that the caret stands right behind, as after marking. */
  get touched() {
    const { start, end } = this.selection ?? { start: this.caret, end: this.caret + 1 };
    const within = this.marks.find((mark) => mark.start < end && start < mark.end);
    return within ?? (this.selection ? null : (this.marks.find((mark) => mark.end === this.caret) ?? null));
  }

  move(step, { extend = false } = {}) {
    this.anchor = extend ? (this.anchor ?? this.caret) : null;
    this.caret = Math.min(this.characters.length, Math.max(0, this.caret + step));
  }

  select(start, end) {
    this.anchor = start;
    this.caret = end;
  }

  /** Select the next mark behind the caret, else the first. */
  nextMark() {
    const mark = this.marks.find(({ start }) => start > Math.min(this.caret, this.anchor ?? this.caret)) ?? this.marks[0];
    if (mark) this.select(mark.start, mark.end);
  }

  /** Mark the selection; without one, give the touched mark another kind. What the new mark overlaps goes. */
  mark(entity) {
    const place = this.selection ?? this.touched;
    if (!place) return false;
    const { start, end } = this.#trimmed(place);
    if (start >= end) return false;
    this.marks = [...this.marks.filter((mark) => mark.end <= start || end <= mark.start), { entity, start, end }].sort(byStart);
    this.anchor = null;
    this.caret = end;
    this.isTouched = true;
    return true;
  }

  remove() {
    const { touched } = this;
    this.isTouched = true;
    this.marks = this.marks.filter((mark) => mark !== touched);
    return touched !== null;
  }

  /** The text in pieces: [{at, text: [characters], entity}], plain where entity is null. */
  get pieces() {
    const found = [];
    let at = 0;
    for (const { entity, start, end } of this.marks) {
      if (at < start) found.push({ at, text: this.characters.slice(at, start), entity: null });
      found.push({ at: start, text: this.characters.slice(start, end), entity });
      at = end;
    }
    if (at < this.characters.length) found.push({ at, text: this.characters.slice(at), entity: null });
    return found;
  }

  /** A mark begins and ends with what can be read. */
  #trimmed({ start, end }) {
    while (start < end && /\s/.test(this.characters[start])) start += 1;
    while (end > start && /\s/.test(this.characters[end - 1])) end -= 1;
    return { start, end };
  }
}

const byStart = (one, other) => one.start - other.start;
