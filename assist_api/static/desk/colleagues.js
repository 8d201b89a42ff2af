/** Plug: status in the top bar, colleagues who come and go, cases that are offered, assigned or taken away. */

import { html } from "../shared/html.js";
import { letGoOutage } from "../shared/outage.js";
import { icon } from "../shared/icons.js";
import { clock } from "../shared/times.js";
import { Idle } from "./idle.js";
import { STATUSES, Team } from "./team.js";

export const teamOf = (desk) => desk.kept.of("team", () => new Team(desk.agent.id, desk.api));

export const statusMenu = (desk) => html`<details class="more-actions status-menu"><summary class="topbar-button" aria-label="我的状态：${STATUSES[teamOf(desk).status]}"><i class="status-dot status-${teamOf(desk).status}"></i>${desk.agent.name} · ${STATUSES[teamOf(desk).status]}${icon("down")}</summary><div class="menu">${Object.entries(STATUSES).map(([status, zh]) => html`<button class="menu-item" data-action="set-status" data-status="${status}" ${status === teamOf(desk).status && html`aria-current="true"`}><i class="status-dot status-${status}"></i>${zh}</button>`)}</div></details>`;

export const offerBar = (desk) => html`${teamOf(desk).offers.map((one) => html`<div class="offer" role="alert"><p><b>${one.from.name}</b> 把 <b>${one.shopper_name}</b> 转接给您：${one.note}<span class="muted">请在 ${clock(one.until)} 前确认</span></p><button class="button" data-action="transfer-look" data-id="${one.conversation_id}">看会话</button><button class="button button-main" data-action="transfer-accept" data-id="${one.id}">接收</button><button class="button" data-action="transfer-decline" data-id="${one.id}">不接收</button></div>`)}`;

export const actions = {
  "set-status": ({ dataset }, tools) => setStatus(tools, dataset.status),
  "transfer-look": ({ dataset }, { go, select }) => (go(""), select(dataset.id)),
  "transfer-accept": ({ dataset }, tools) => accept(tools, dataset.id),
  "transfer-decline": ({ dataset }, tools) => decline(tools, dataset.id),
  "transfer-withdraw": ({ dataset }, { api, attempt }) => attempt(() => api.post(`/api/v1/desk/transfers/${dataset.id}/withdraw`, {})),
};

export const frames = {
  ready: (_frame, tools) => begin(tools),
  presence: ({ colleague }, { desk, draw }) => (teamOf(desk).heardOf(colleague), draw()),
  transfer: ({ transfer }, tools) => transferred(transfer, tools),
  conversation: ({ row }, tools) => changed(row, tools),
};

export const keys = [{ code: "KeyB", alt: true, anywhere: true, help: "在“在线”和“忙碌”之间切换", does: (tools) => setStatus(tools, teamOf(tools.desk).status === "online" ? "busy" : "online") }];

async function begin({ desk, draw }) {
  const team = teamOf(desk);
  await team.load().catch(letGoOutage);
  if (team.awayAfterS) desk.kept.of("idle", () => watchIdle(team, draw));
  draw();
}

const watchIdle = (team, draw) =>
  new Idle({ afterMs: team.awayAfterS * 1000, onIdle: () => team.idle().then(draw, letGoOutage), onBack: () => team.back().then(draw, letGoOutage), target: document });

async function setStatus({ desk, attempt, say, draw }, status) {
  document.querySelector(".status-menu")?.removeAttribute("open");
  await attempt(async () => {
    await teamOf(desk).choose(status);
    say(status === "online" ? "已切换为在线" : `已切换为${STATUSES[status]}，不会再分配新会话`);
  });
  draw();
}

async function accept({ api, attempt, go, select }, id) {
  await attempt(async () => {
    const { row } = await api.post(`/api/v1/desk/transfers/${id}/accept`, {});
    go("");
    await select(row.id);
  });
}

const decline = ({ api, ask }, id) =>
  ask({
    title: "不接收这个转接",
    fields: [{ name: "why", label: "原因", kind: "textarea", required: true, maxlength: 200, hint: "对方会看到，方便他另找同事" }],
    submitLabel: "不接收",
    submit: ({ why }) => api.post(`/api/v1/desk/transfers/${id}/decline`, { why }),
  });

function transferred(transfer, { desk, say, draw }) {
  const sentence = teamOf(desk).transferred(transfer);
  if (sentence) say(sentence);
  draw();
}

/** Tells once that a case was assigned, and that one was taken over. */
function changed(row, { desk, say }) {
  const known = desk.kept.of("cases seen", () => new Map());
  const before = known.get(row.id) ?? {};
  known.set(row.id, { assigned: row.routing?.assigned_to, agent: row.agent_id });
  if (row.routing?.assigned_to === desk.agent.id && before.assigned !== desk.agent.id) say(`${row.shopper.name} 已分配给您，请尽快接待`);
  if (before.agent === desk.agent.id && row.state === "agent" && row.agent_id !== desk.agent.id) say(`${row.shopper.name} 现在由${row.agent}接待`);
}
