/** 工单: all open tickets by the clock that presses most, and the chosen one with its history. */

import { draw, html } from "../../shared/html.js";
import { compensationForm, compensationPath, decideOn, declineForm, mayApprove, waitingList, waitingPath } from "../ticket-compensation.js";
import { KINDS, STEPS, stepForm } from "../ticket-forms.js";
import { ticketDetail, ticketRow } from "../ticket-view.js";
import { TicketCalls, TicketList } from "../tickets.js";

export const page = { name: "tickets", title: "工单", icon: "note", key: { code: "KeyG", alt: true }, badge: (desk) => listOf(desk).rows.filter(isLate).length, open: (root, tools, rest) => new TicketPage(root, tools, rest) };

const listOf = (desk) => desk.kept.of("tickets", () => new TicketList(desk.api));
const isLate = ({ next }) => Boolean(next) && next.running !== "paused" && Date.parse(next.due_at) <= Date.now();
const AGAIN_AFTER = 400; // several frames of one change make one question
const CLOCK_EVERY = 15_000;

let shown = null; // the open page, which hears what the desk hears

class TicketPage {
  #root;
  #tools;
  #list;
  #calls;
  #detail = null;
  #given = null;
  #waiting = [];
  #clock = setInterval(() => this.draw(), CLOCK_EVERY);
  #soon = 0;

  constructor(root, tools, rest) {
    this.#root = root;
    this.#tools = tools;
    this.#list = listOf(tools.desk);
    this.#calls = new TicketCalls(tools.api);
    draw(root, html`<div class="tickets"><div class="tickets-list"><header class="ticket-filters" role="toolbar" aria-label="筛选"></header><div class="approvals-place"></div><div class="ticket-rows"></div></div><div class="tickets-detail" aria-live="polite"></div></div>`);
    root.addEventListener("keydown", (event) => this.#key(event));
    root.addEventListener("change", ({ target }) => target.matches(".ticket-filter") && this.#filter(target.name, target.value));
    shown = this;
    this.#list.chosen = rest || this.#list.chosen;
    this.refresh();
  }

  go(rest) {
    if (rest) this.choose(rest);
  }

  close() {
    clearInterval(this.#clock);
    clearTimeout(this.#soon);
    shown = null;
  }

  heard(ticket) {
    clearTimeout(this.#soon);
    if (this.#list.heard(ticket)) this.#soon = setTimeout(() => this.refresh(), AGAIN_AFTER);
  }

  async refresh() {
    await this.#list.load();
    if (mayApprove(this.#tools.desk.agent)) await this.#tools.attempt(async () => (this.#waiting = (await this.#tools.api.get(waitingPath)).rows));
    if (!this.#list.chosen && this.#list.rows[0]) this.#list.chosen = this.#list.rows[0].id;
    await this.choose(this.#list.chosen);
  }

  async choose(id) {
    this.#list.chosen = id;
    if (id) await this.#tools.attempt(async () => ([this.#detail, this.#given] = await Promise.all([this.#calls.one(id), this.#tools.api.get(compensationPath(id))])));
    else this.#detail = null;
    this.draw();
  }

  draw() {
    const { rows, problem, loading, chosen } = this.#list;
    draw(this.#root.querySelector(".ticket-filters"), filters(this.#list.filter));
    draw(this.#root.querySelector(".approvals-place"), html`${waitingList(this.#waiting)}`);
    draw(this.#root.querySelector(".ticket-rows"), problem ? html`<p class="empty">${problem} <button class="text-button" data-action="ticket-reload">再试一次</button></p>` : rows.length ? html`<div role="listbox" aria-label="工单">${rows.map((row) => ticketRow(row, chosen))}</div>` : html`<p class="empty">${loading ? "正在读取工单…" : "没有符合条件的工单。"}</p>`);
    draw(this.#root.querySelector(".tickets-detail"), this.#detail?.id === chosen ? ticketDetail(this.#detail, this.#tools.desk.agent, this.#given?.rows) : html`<p class="empty">选择一张工单查看经过和操作。</p>`);
  }

  #filter(name, value) {
    this.#list.filter[name] = value;
    this.#list.chosen = "";
    this.refresh();
  }

  async #key(event) {
    const by = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key];
    if (!by || event.altKey || event.isComposing || event.target.matches("input, textarea, select")) return;
    event.preventDefault();
    await this.choose(this.#list.step(by));
    this.#root.querySelector(`.ticket-row[aria-selected="true"]`)?.focus();
  }
}

export const actions = {
  "ticket-choose": ({ dataset }) => shown?.choose(dataset.id),
  "ticket-reload": () => shown?.refresh(),
  compensate: ({ dataset }, tools) => compensate(dataset.id, tools),
  "compensation-approve": ({ dataset }, { api, attempt }) => attempt(async () => (await decideOn(api, dataset.id, true), await shown?.refresh())),
  "compensation-decline": ({ dataset }, { api, ask, attempt }) => attempt(async () => (await ask(declineForm(dataset.id, api)), await shown?.refresh())),
  "ticket-step": ({ dataset }, tools) => runStep(dataset.name, dataset.id, tools),
};

export const frames = {
  ready: (_frame, { desk, draw: drawDesk }) => (shown ? shown.refresh() : listOf(desk).load().then(drawDesk)),
  ticket: ({ ticket }, { desk, draw: drawDesk }) => {
    if (shown) shown.heard(ticket);
    else if (listOf(desk).heard(ticket)) listOf(desk).load().then(drawDesk);
  },
  ticket_warning: (frame, { desk, say }) => concerns(frame, desk) && say(`工单 ${frame.ticket.id}：${frame.words}（${frame.ticket.level} 级 ${frame.ticket.kind_zh}）`, frame.broken ? "bad" : "warn"),
};

/** Its owner, whoever has nobody's before the eyes, and supervisors where their eyes are wanted. */
export function concerns({ ticket, supervisor }, { agent }) {
  return !ticket.owner_id || ticket.owner_id === agent.id || (supervisor && agent.roles.includes("supervisor"));
}

async function runStep(name, id, { api, ask, attempt, reload, say }) {
  const calls = new TicketCalls(api);
  const step = STEPS.find((each) => each.name === name);
  await attempt(async () => {
    const ticket = await calls.one(id);
    const form = stepForm(step, ticket, calls);
    const done = form ? await ask(form) : await step.does(calls, ticket, {});
    if (done) say(`工单 ${id}：${step.title}，已记录`);
    await (shown ? shown.refresh() : reload());
  });
}

async function compensate(id, { api, ask, attempt, say }) {
  await attempt(async () => {
    const [ticket, offered] = await Promise.all([new TicketCalls(api).one(id), api.get(compensationPath(id))]);
    const done = await ask(compensationForm(ticket, offered, api));
    const last = done?.rows?.at(-1);
    if (last) say(`${last.words}：${last.state_zh}${last.result && `，${last.result}`}`, last.state === "refused" ? "bad" : undefined);
    await shown?.refresh();
  });
}

const pick = (name, label, value, options) => html`<label class="ticket-pick">${label}<select class="ticket-filter" name="${name}" aria-label="${label}">${options.map((option) => html`<option value="${option.value}" ${option.value === value && "selected"}>${option.label}</option>`)}</select></label>`;
const ALL = { value: "", label: "全部" };
const filters = ({ state, owner, level, kind }) => html`${pick("state", "状态", state, [{ value: "open", label: "未关闭" }, { value: "closed", label: "已关闭" }])}${pick("owner", "负责人", owner, [ALL, { value: "me", label: "我的" }])}${pick("level", "级别", level, [ALL, ...["1", "2", "3"].map((each) => ({ value: each, label: `${each} 级` }))])}${pick("kind", "类别", kind, [ALL, ...KINDS])}`;
