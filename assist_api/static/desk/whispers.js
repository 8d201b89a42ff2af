/** Plug: 主管悄悄话 in the thread of its case, for the agent it was said to and for supervisors. */

import { html } from "../shared/html.js";
import { icon } from "../shared/icons.js";
import { letGoOutage } from "../shared/outage.js";
import { clock } from "../shared/times.js";

class Whispers {
  #known = new Map();
  asked = false;

  add(...whispers) {
    for (const one of whispers) this.#known.set(one.id, one);
  }

  get all() {
    return [...this.#known.values()];
  }
}

export const whispersOf = (open) => open.kept.of("whispers", () => new Whispers());

/** As items of the thread, by time like everything else in it. */
export const whisperItems = (open) => whispersOf(open).all.map((one) => ({ at: one.at, key: `whisper-${one.id}`, markup: whisperItem(one) }));

const whisperItem = ({ by, to, at, text }) => html`<li class="note-item whisper-item">${icon("note")}<div><p class="turn-head"><b>主管悄悄话</b><span>${by} → ${to}</span><time datetime="${at}">${clock(at)}</time><span>顾客看不到</span></p><p>${text}</p></div></li>`;

/** Those said before this desk opened the case, once. */
export function readWhispers({ open, api }, draw) {
  const known = whispersOf(open);
  if (known.asked) return;
  known.asked = true;
  api.get(`${open.path}/whispers`).then(({ whispers }) => whispers.length > 0 && (known.add(...whispers), draw()), letGoOutage);
}

export const frames = {
  whisper: ({ whisper }, { desk, say, draw }) => heard(whisper, desk, say, draw),
};

function heard(whisper, desk, say, draw) {
  const one = desk.caseOf(whisper.conversation_id);
  if (one) whispersOf(one).add(whisper);
  if (whisper.by !== desk.agent.name) say(`主管悄悄话 · ${whisper.by}：${whisper.text}`);
  draw();
}

