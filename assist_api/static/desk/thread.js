/** The middle column: who it is, what was said. */

import { feelingMark } from "../shared/feelings.js";
import { draw, html } from "../shared/html.js";
import { KeyedList } from "../shared/keyed-list.js";
import { StickToEnd } from "../shared/stick-to-end.js";
import { day } from "../shared/times.js";
import { caseActions } from "./case-actions.js";
import { responseClock } from "./first-response.js";
import { messageItem, noteItem, pendingItem, typingItem } from "./thread-item.js";
import { watchers } from "./watching.js";
import { whisperItems } from "./whispers.js";

const OWNERS = {
  bot: () => "机器人接待中",
  waiting: () => "排队中",
  agent: ({ agent }, mine) => (mine ? "由您接待" : `由 ${agent} 接待`),
  closed: () => "已结束",
};

export const threadMarkup = html`<section class="thread" aria-label="会话">
  <header class="thread-head"></header>
  <div class="thread-scroll" tabindex="0" role="log" aria-label="聊天记录"><div class="thread-state"></div><ol class="turns"></ol></div>
</section>`;

export class Thread {
  #scroll;
  #head;
  #end;
  #state;
  #list;
  #shown = null;

  constructor(root) {
    this.#head = root.querySelector(".thread-head");
    this.#scroll = root.querySelector(".thread-scroll");
    this.#end = new StickToEnd(this.#scroll);
    this.#state = root.querySelector(".thread-state");
    this.#list = new KeyedList(root.querySelector(".turns"));
  }

  /** What is read stays where it is on the screen, while something is put in above it. */
  keepPlace(change) {
    const below = this.#scroll.scrollHeight - this.#scroll.scrollTop;
    change();
    this.#scroll.scrollTop = this.#scroll.scrollHeight - below;
  }

  draw(desk) {
    const { open, agent } = desk;
    draw(this.#head, open ? head(open.row, open.row.agent_id === agent.id, desk) : html``);
    draw(this.#state, stateOf(open));
    const fresh = this.#list.draw(open?.messages ? items(open, agent) : []);
    if (this.#shown !== open?.id || fresh.some((key) => open.outbox.items.some((item) => item.client_id === key))) this.#end.toEnd();
    else this.#end.follow();
    if (open?.messages || !open) this.#shown = open?.id ?? null;
  }
}

function stateOf(open) {
  if (!open) return html`<div class="empty thread-empty"><p>从左边选择一个会话，或按 <kbd>Alt</kbd> <kbd>T</kbd> 接待下一位</p><p><kbd>?</kbd> 查看全部快捷键</p></div>`;
  if (open.problem) return html`<p class="empty" role="alert">${open.problem}<br><button class="button" data-action="reopen">重试</button></p>`;
  if (open.messages) return open.messages.first > 1 ? html`<p class="older"><button class="text-button" data-action="older">更早的消息</button></p>` : html``;
  return html`<div class="skeleton" role="status" aria-label="正在加载"><i></i><i></i><i></i></div>`;
}

const head = (row, mine, desk) => html`<div class="thread-who"><h2 title="${row.shopper.name}">${row.shopper.name}</h2>${feelingMark(row.feeling)}<span class="owner owner-${row.state}">${OWNERS[row.state](row, mine)}</span>${responseClock(row)}${watchers(desk.watching.others(row.id))}</div>${caseActions(desk)}`;

/** Messages and notes by time, then what is on its way, then who is typing. */
function items(open, agent) {
  const said = [
    ...open.messages.all.map((message) => ({ at: message.at, key: message.from === "agent" && message.client_id ? message.client_id : `seq-${message.seq}`, markup: messageItem(message, { own: message.from === "agent" && message.name === agent.name, mayRead: agent.roles?.includes("supervisor") }) })),
    ...whisperItems(open),
    ...open.about.notes.map((note) => ({ at: note.at, key: `note-${note.id}`, markup: noteItem(note) })),
  ].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  const waiting = open.outbox.items.filter((item) => !open.messages.hasClientId(item.client_id));
  return [
    ...said.flatMap((item, index) => withDay(item, said[index - 1])),
    ...waiting.map((item) => ({ key: item.client_id, markup: pendingItem(item, agent.name) })),
    ...(open.typing.who ? [{ key: "typing", markup: typingItem(open.row.shopper.name) }] : []),
  ];
}

function withDay(item, before) {
  const name = day(item.at);
  if (before && day(before.at) === name) return [item];
  return [{ key: `day-${item.key}`, markup: html`<li class="day"><span>${name}</span></li>` }, item];
}
