/** The scrolling list of messages. It follows what is new unless the shopper has scrolled up to read. */

import { html } from "../shared/html.js";
import { KeyedList } from "../shared/keyed-list.js";
import { StickToEnd } from "../shared/stick-to-end.js";
import { moment } from "../shared/times.js";
import { bubble, pending, typingDots } from "./bubble.js";

const PAUSE_MS = 5 * 60_000;

const isAfterPause = (message, before) => !before || Date.parse(message.at) - Date.parse(before.at) > PAUSE_MS;

/** Whether its sender has to be named again; a recalled message stands there as a notice, without a name. */
export const isOfAnother = (message, before) => Boolean(before.recalled) || before.from !== message.from || before.name !== message.name;

export class Transcript {
  #end;
  #list;
  #base;
  #rates;
  #onAway;

  /** `onAway(bool)`: whether there is something new below what is seen. */
  constructor(scroller, list, { base, onAway, rates = true }) {
    this.#list = new KeyedList(list);
    this.#base = base;
    this.#rates = rates;
    this.#onAway = onAway;
    this.#end = new StickToEnd(scroller, () => onAway(false));
  }

  draw(session) {
    const fresh = this.#list.draw(this.#items(session));
    if (this.#end.sticks || fresh.some((key) => session.outbox.items.some((item) => key === item.client_id))) this.toEnd();
    else if (fresh.length > 0) this.#onAway(true);
  }

  toEnd() {
    this.#end.toEnd();
    this.#onAway(false);
  }

  #items(session) {
    const waiting = session.outbox.items.filter((item) => !session.messages.hasClientId(item.client_id));
    return [
      ...session.messages.all.flatMap((message, index, all) => this.#itemsOf(message, all[index - 1], all[index + 1], session.openParts)),
      ...waiting.map((item) => ({ key: item.client_id, markup: pending(item) })),
      ...(session.typing.who ? [{ key: "typing", markup: typingDots(session.typing.who) }] : []),
    ];
  }

  #itemsOf(message, before, after, open) {
    const paused = isAfterPause(message, before);
    const first = paused || isOfAnother(message, before);
    const item = { key: message.client_id || `seq-${message.seq}`, markup: bubble(message, { first, last: after?.from !== message.from, rates: this.#rates, base: this.#base, open }) };
    return paused ? [{ key: `time-${message.seq}`, markup: html`<li class="pause"><time datetime="${message.at}">${moment(message.at)}</time></li>` }, item] : [item];
  }
}
