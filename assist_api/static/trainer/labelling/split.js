/** A message with several questions, cut into them: where it is cut, and what each piece means. No DOM. */

const EDGES = /^[\s,，。.;；!！?？、]+|[\s,，;；、]+$/g;
const MOST = 6; // pieces

export class Split {
  #cuts;
  #halves;
  #meant = new Map(); // what a person or the bot said of a piece, by its text
  caret;

  /** `halves`: the pieces that the service proposes, or none. */
  constructor(text, halves = []) {
    this.characters = Array.from(text);
    this.#halves = halves.length > 1 ? halves : null;
    this.#cuts = new Set(this.#halves ? [cutBetween(text, halves)] : []);
    this.caret = [...this.#cuts][0] ?? Math.floor(this.characters.length / 2);
  }

  get cuts() {
    return [...this.#cuts].sort((one, other) => one - other);
  }

  /** [{text, intent, entities, chosen}], in their order. */
  get parts() {
    return this.#texts().map((text) => ({ text, intent: null, entities: null, chosen: false, ...this.#meant.get(text) }));
  }

  /** The pieces that nothing is known of yet. */
  get unknown() {
    return this.#texts().filter((text) => !this.#meant.has(text));
  }

  get isComplete() {
    return this.parts.length > 1 && this.parts.every(({ intent }) => intent);
  }

  move(step) {
    this.caret = Math.min(this.characters.length - 1, Math.max(1, this.caret + step));
  }

  /** Cut before the character at the caret, or mend the cut there. */
  toggle(at = this.caret) {
    this.#halves = null;
    this.caret = at;
    if (this.#cuts.has(at)) this.#cuts.delete(at);
    else if (this.#cuts.size < MOST - 1) this.#cuts.add(at);
  }

  /** What the bot makes of pieces; what a person chose stays. */
  propose(parts) {
    for (const { text, proposal, entities } of parts) {
      if (!this.#meant.get(text)?.chosen) this.#meant.set(text, { intent: proposal, entities, chosen: false });
    }
  }

  choose(number, intent) {
    const part = this.parts[number];
    if (part) this.#meant.set(part.text, { intent, entities: part.entities, chosen: true });
  }

  #texts() {
    if (this.#halves) return this.#halves;
    const edges = [0, ...this.cuts, this.characters.length];
    return edges.slice(1).map((end, index) => trimmed(this.characters.slice(edges[index], end).join(""))).filter(Boolean);
  }
}

const trimmed = (text) => text.replace(EDGES, "");

const cutBetween = (text, [first]) => Array.from(text.slice(0, text.indexOf(first) + first.length)).length;
