/** What was promised to the shopper, by whom and until when; kept with a tick, corrected with one click. */

import { html } from "../../shared/html.js";
import { moment } from "../../shared/times.js";
import { left } from "../tickets.js";
import { section } from "./section.js";

const PATH = "/api/v1/desk/promises";
const SOON = 30 * 60_000;

/** late, soon, kept or open. */
export function standing({ due_at: due, kept_at: kept }, now = Date.now()) {
  if (kept) return "kept";
  const ahead = Date.parse(due) - now;
  return ahead <= 0 ? "late" : ahead <= SOON ? "soon" : "open";
}

export function draw({ about: { promises } }) {
  if (promises.length === 0) return null;
  return section("已答应顾客", html`<ul class="promises">${promises.map(promise)}</ul>`);
}

function promise(one) {
  const stands = standing(one);
  return html`<li class="promise ${stands}"><b>${one.kind_zh}</b><span>${stands === "kept" ? "已兑现" : `${moment(one.due_at)} 前 · ${left(one.due_at)}`}</span><span class="muted">${one.by}${one.order_id && ` · ${one.order_id}`}</span>
    ${one.text && html`<q class="promise-words">${one.text}</q>`}
    <span class="promise-steps"><button class="text-button" data-action="promise-kept" data-id="${one.id}">${stands === "kept" ? "还没兑现" : "已兑现 ✓"}</button>${stands !== "kept" && html`<button class="text-button" data-action="promise-due" data-id="${one.id}">改时间</button>`}${one.text && html`<button class="text-button" data-action="promise-none" data-id="${one.id}">不是承诺</button>`}</span></li>`;
}

const change = async (open, api, id, what, body = {}) => {
  const { promises } = await api.post(`${PATH}/${id}/${what}`, body);
  open.about = { ...open.about, promises };
};

/** The field takes the time of the shop's zone, which has one offset all year. */
const inShopTime = (iso) => new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 16);

export const actions = {
  "promise-kept": ({ dataset }, { desk, api, attempt }) => attempt(() => change(desk.open, api, dataset.id, "kept")),
  "promise-none": ({ dataset }, { desk, api, attempt, say }) => attempt(async () => (await change(desk.open, api, dataset.id, "none"), say("已去掉，不再提醒"))),
  "promise-due": ({ dataset }, { desk, api, ask, attempt }) => {
    const { open } = desk;
    const one = open.about.promises.find(({ id }) => id === dataset.id);
    return attempt(() => ask({
      title: `改时间 · ${one.kind_zh}`,
      fields: [{ name: "due", label: "最晚什么时候", kind: "datetime", value: inShopTime(one.due_at), required: true }],
      submitLabel: "改好了",
      submit: ({ due }) => change(open, api, one.id, "due", { due_at: `${due}:00+08:00` }),
    }));
  },
};

export const frames = {
  promises: ({ conversation_id: id, promises }, { desk, draw: drawDesk }) => {
    const { open } = desk;
    if (open?.id !== id || !open.messages) return;
    open.about = { ...open.about, promises };
    drawDesk();
  },
  promise_due: ({ conversation_id: id, promise: one, late }, { desk, say }) => {
    const row = desk.book.get(id);
    const whose = row?.agent_id ? row.agent_id === desk.agent.id : desk.open?.id === id || one.by === desk.agent.name;
    if (whose) say(`答应${row?.shopper?.name ?? "顾客"}的“${one.kind_zh}”${late ? "已经超时" : `${left(one.due_at)}`}`, late ? "bad" : "warn");
  },
};
