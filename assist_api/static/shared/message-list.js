/** The messages of one conversation by `seq`, which counts from 1 without gaps: so a hole is seen, and asked for. */

export class MessageList {
  #bySeq = new Map();
  #clientIds = new Set();
  #recalled = new Set();
  #before;

  /** `before`: the `seq` before the first message wanted here; what is older may stay away. */
  constructor(before = 0) {
    this.#before = before;
  }

  /** Put messages in; the same one again only adds what is newly known of it. */
  add(...messages) {
    for (const message of messages) {
      this.#bySeq.set(message.seq, { ...this.#bySeq.get(message.seq), ...message });
      if (message.client_id) this.#clientIds.add(message.client_id);
      for (const seq of recalledBy(message)) this.#recalled.add(seq);
    }
  }

  /** The first number that is here. */
  get first() {
    return this.#before + 1;
  }

  /** Put in what comes before what is here, without a gap. */
  prepend(...messages) {
    if (messages.length === 0) return;
    this.#before = Math.min(this.#before, messages[0].seq - 1);
    this.add(...messages);
  }

  recall(seq) {
    this.#recalled.add(seq);
  }

  /** In order. What was recalled is empty, and stands for the notice of it. */
  get all() {
    const ordered = [...this.#bySeq.values()].sort((one, other) => one.seq - other.seq);
    return ordered.filter((message) => !recalledBy(message).some((seq) => this.#bySeq.has(seq))).map((message) => this.#standing(message));
  }

  #standing(message) {
    return this.#recalled.has(message.seq) ? { ...message, text: "", parts: [], recalled: true } : message;
  }

  get newest() {
    return Math.max(this.#before, ...this.#bySeq.keys());
  }

  /** The last `seq` up to which nothing is missing: what to ask for is what comes after it. */
  get contiguous() {
    let seq = this.#before;
    while (this.#bySeq.has(seq + 1)) seq += 1;
    return seq;
  }

  get hasGap() {
    return this.contiguous < this.newest;
  }

  get last() {
    return this.#bySeq.get(this.newest) ?? null;
  }

  hasClientId(clientId) {
    return this.#clientIds.has(clientId);
  }
}

const recalledBy = ({ parts }) => (parts ?? []).filter(({ type }) => type === "recalled").map(({ seq }) => seq);
