/** Taking back one's own message within two minutes, and for supervisors what was taken back. */

import { html } from "../shared/html.js";
import { icon } from "../shared/icons.js";
import { clock } from "../shared/times.js";

const WITHIN_MS = 120_000;

export const actions = {
  recall: ({ dataset }, tools) => takeBack(Number(dataset.seq), tools),
  recalled: ({ dataset }, tools) => tell(Number(dataset.seq), tools),
};

export const keys = [{ code: "KeyZ", alt: true, help: "撤回刚发出的一条（两分钟内）", does: (tools) => takeBackLast(tools) }];

/** The newest own message that may still be taken back, or null. */
export function recallable(messages, name, now = Date.now()) {
  const fresh = messages.filter(({ from, name: by, at, recalled }) => from === "agent" && by === name && !recalled && now - Date.parse(at) < WITHIN_MS);
  return fresh.at(-1) ?? null;
}

export function recallButton({ at, seq }, now = Date.now()) {
  const until = Date.parse(at) + WITHIN_MS;
  return until > now && html`<button class="text-button recall" data-action="recall" data-seq="${seq}" data-until="${new Date(until).toISOString()}" title="两分钟内可以撤回 (Alt+Z)">撤回</button>`;
}

export const recalledItem = ({ name, at, seq }, mayRead) => html`<li class="system"><p>${icon("back")}${name} 撤回了一条消息 ${mayRead && html`<button class="text-button" data-action="recalled" data-seq="${seq}">查看原文</button>`}</p><time>${clock(at)}</time></li>`;

function takeBackLast(tools) {
  const found = recallable(tools.desk.open?.messages?.all ?? [], tools.desk.agent.name);
  if (found) return takeBack(found.seq, tools);
  return tools.say("没有可以撤回的消息：只能撤回两分钟内自己发出的");
}

const takeBack = (seq, { desk, attempt, say }) =>
  attempt(async () => {
    desk.book.put(await desk.open.recall(seq));
    say("已撤回，顾客看不到这条内容了");
  });

const tell = (seq, { api, desk, ask, attempt }) =>
  attempt(async () => {
    const { messages } = await api.get(`${desk.open.path}/recalled`);
    const found = messages.find((message) => message.seq === seq);
    await ask({ title: "撤回的原文", intro: html`<p class="recalled-text">${found.text}</p><p class="muted">${found.by} ${clock(found.sent_at)} 发出，${clock(found.at)} 撤回</p>`, fields: [], submitLabel: "知道了", submit: async () => true });
  });
