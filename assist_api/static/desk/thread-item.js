/** What stands in the thread: messages, private notes, and what is still on its way. */

import { html } from "../shared/html.js";
import { icon } from "../shared/icons.js";
import { partsOf, quickButtons } from "../shared/parts.js";
import { clock } from "../shared/times.js";
import { feelingControl } from "./feeling-mark.js";
import { recallButton, recalledItem } from "./recall.js";

const SPEAKERS = { bot: "小二", shopper: "顾客", agent: "客服" };
const PENDING = {
  sending: () => html`<span class="muted">发送中…</span>`,
  sent: () => html`<span class="muted">已送达</span>`,
  failed: (item) => html`<span class="bad">${item.problem}</span> <button class="text-button" data-action="retry" data-id="${item.client_id}">重试</button> <button class="text-button" data-action="drop" data-id="${item.client_id}">删除</button>`,
};

export function messageItem(message, { own = false, mayRead = false } = {}) {
  if (message.recalled) return recalledItem(message, mayRead);
  if (message.from === "system") return html`<li class="system" data-message="${message.seq}" tabindex="-1"><p>${message.text}</p><time>${clock(message.at)}</time></li>`;
  const buttons = quickButtons(message);
  return html`<li class="turn turn-${message.from}" data-message="${message.seq}" tabindex="-1">
    <p class="turn-head"><b>${message.from === "bot" ? SPEAKERS.bot : message.name || SPEAKERS[message.from]}</b><time datetime="${message.at}">${clock(message.at)}</time>${understanding(message)}${own && recallButton(message)}</p>
    ${message.text && html`<p class="bubble">${marked(message.text, message.evidence ?? [])}</p>`}
    ${partsOf(message)}
    ${buttons.length > 0 && html`<p class="offered">${buttons.map((title) => html`<span>${title}</span>`)}</p>`}
  </li>`;
}

export const noteItem = (note) => html`<li class="note-item">${icon("note")}<div><p class="turn-head"><b>${note.by}</b><time>${clock(note.at)}</time><span>内部备注，顾客看不到</span></p><p>${note.text}</p></div></li>`;

export const pendingItem = (item, name) => html`<li class="turn turn-agent turn-${item.state}">
  <p class="turn-head"><b>${name}</b>${PENDING[item.state](item)}</p><p class="bubble">${item.text}</p>
</li>`;

export const typingItem = (name) => html`<li class="typing" role="status">${name} 正在输入…</li>`;

function understanding(message) {
  const { intent_zh: meant, confidence } = message;
  return html`${feelingControl(message)}${meant && html`<span class="intent">${meant} <span class="number">${Math.round(confidence * 100)}%</span></span>`}`;
}

/** `text` with the words that moved the feeling model marked. */
function marked(text, evidence) {
  const words = evidence.filter((word) => word && text.includes(word));
  if (words.length === 0) return html`${text}`;
  const border = new RegExp(`(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`);
  return html`${text.split(border).map((piece) => (words.includes(piece) ? html`<mark>${piece}</mark>` : piece))}`;
}
