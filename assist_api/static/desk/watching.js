/** Who else has the open case before their eyes: a soft lock, which stops nobody and saves two answers to one question. */

import { html } from "../shared/html.js";
import { TypingSignal } from "../shared/typing-signal.js";

const TOLD_EVERY_MS = 15_000;
const HOLDS_MS = 40_000;
const TYPING_HOLDS_MS = 6_000;

/** No DOM. `send(frame)` tells the colleagues. */
export class Watching {
  #me;
  #send;
  #onChange;
  #open = null;
  #toldAt = 0;
  #typing = new TypingSignal(() => this.#tell("typing"));
  #others = new Map();

  constructor(me, { send, onChange = () => {} }) {
    this.#me = me;
    this.#send = send;
    this.#onChange = onChange;
  }

  /** The case of this id is before one's eyes now; null: none is. */
  look(id) {
    if (id === this.#open) return;
    this.#tell("left");
    this.#open = id;
    this.#tell("reading");
  }

  /** From time to time: what goes on is told again, what has run out is drawn. */
  beat(now = Date.now()) {
    if (!this.#open || now - this.#toldAt < TOLD_EVERY_MS) return;
    this.#tell("reading", now);
    this.#onChange();
  }

  typed() {
    this.#typing.pressed();
  }

  heard({ conversation_id: id, agent_id: agentId, agent, doing }, now = Date.now()) {
    if (agentId === this.#me) return;
    const key = `${id}|${agentId}`;
    const isNew = !this.#others.has(key);
    if (doing === "left") this.#others.delete(key);
    else this.#others.set(key, { id, agent, at: now, typedAt: doing === "typing" ? now : (this.#others.get(key)?.typedAt ?? -Infinity) });
    if (isNew && doing !== "left" && id === this.#open) this.#tell("reading"); // who has just come learns of us
  }

  /** The colleagues who have this case open: `[{agent, typing}]`. */
  others(id, now = Date.now()) {
    const here = [...this.#others.values()].filter((one) => one.id === id && now - one.at < HOLDS_MS);
    return here.map(({ agent, typedAt }) => ({ agent, typing: now - typedAt < TYPING_HOLDS_MS }));
  }

  #tell(doing, now = Date.now()) {
    this.#toldAt = now;
    if (this.#open) this.#send({ type: "watching", conversation_id: this.#open, doing });
  }
}

export function watchers(others) {
  if (others.length === 0) return null;
  return html`<span class="watchers" role="status">${others.map(({ agent, typing }) => `${agent} ${typing ? "正在输入" : "也在看"}`).join("，")}</span>`;
}
