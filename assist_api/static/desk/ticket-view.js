/** A ticket as markup: a row of the list, a card of the right column, the whole of it with its history. */

import { html } from "../shared/html.js";
import { moment } from "../shared/times.js";
import { compensationList } from "./ticket-compensation.js";
import { stepsFor } from "./ticket-forms.js";
import { clockOf, left } from "./tickets.js";

const SOURCES = { bot: "小二", shop: "小二登记", agent: "客服", phone: "电话", system: "系统" };
const RUNNING = { runs: "", warns: "快到时限", broken: "已超时", paused: "暂停", met: "已按时完成", missed: "超时完成" };

export const levelMark = ({ level, level_zh: words }) => html`<span class="ticket-level ticket-level-${level}" title="${words}">${level} 级</span>`;

export function clockMark(ticket) {
  const { words, tone } = clockOf(ticket);
  return html`<span class="ticket-clock ticket-clock-${tone}">${words}</span>`;
}

export const ticketRow = (ticket, chosen) => html`<button class="ticket-row" role="option" aria-selected="${ticket.id === chosen}" tabindex="${ticket.id === chosen ? 0 : -1}" data-action="ticket-choose" data-id="${ticket.id}">
  <span class="ticket-row-head">${levelMark(ticket)}<b>${ticket.kind_zh}</b><span class="muted">${ticket.state_zh}</span><span class="spring"></span>${clockMark(ticket)}</span>
  <span class="ticket-row-text">${ticket.text}</span>
  <span class="ticket-row-foot muted">${ticket.owner ?? "还没有人处理"}<span class="number">${ticket.order_id ?? ""}</span>${ticket.repeated > 0 && html`<span class="ticket-again">第 ${ticket.repeated + 1} 次</span>`}</span></button>`;

export const ticketCard = (ticket, agent) => html`<article class="ticket-card" data-key="${ticket.id}"><header>${levelMark(ticket)}<b>${ticket.kind_zh}</b><span class="muted">${ticket.state_zh}</span><span class="spring"></span>${clockMark(ticket)}</header>
  <p>${ticket.text}</p><footer><span class="muted">${ticket.owner ?? "还没有人处理"}</span><span class="spring"></span>${nextSteps(ticket, agent).map((step) => stepButton(ticket, step))}<a class="text-button" href="#tickets/${ticket.id}">详情</a></footer></article>`;

/** In the narrow column: what leads on from here. */
const LEADS_ON = { open: ["take", "offer"], in_hand: ["offer", "solve"], offered: ["solve"], agreed: ["solve"], done: ["ask"], told: ["ask"], asked: [], closed: [] };
const nextSteps = (ticket, agent) => stepsFor(ticket, agent).filter(({ name }) => LEADS_ON[ticket.state].includes(name));

const stepButton = ({ id }, { name, title, message }) => html`<button class="button ${message && "button-main"}" data-action="ticket-step" data-id="${id}" data-name="${name}">${title}</button>`;

export const ticketDetail = (ticket, agent, compensations = []) => html`<article class="ticket-detail" aria-label="工单 ${ticket.id}">
  <header class="page-head">${levelMark(ticket)}<h2>${ticket.kind_zh}工单 <span class="number">${ticket.id}</span></h2><span class="ticket-state">${ticket.state_zh}</span><span class="spring"></span>${ticket.conversation_id && html`<button class="text-button" data-action="select" data-id="${ticket.conversation_id}">打开会话</button>`}</header>
  <p class="ticket-text">${ticket.text}</p>
  <dl class="pairs ticket-pairs">${pair("顾客希望", ticket.wish)}${pair("订单", ticket.order_id)}${pair("负责人", ticket.owner ?? "还没有人处理")}${pair("来源", `${SOURCES[ticket.source] ?? ticket.source} · ${ticket.opened_by} · ${moment(ticket.opened_at)}`)}${pair("建议依据", ticket.reasons.join("、"))}${pair("供应商批次", ticket.traced)}${pair("店铺工单", (ticket.shop_ids ?? []).join("、"))}${pair("重复投诉", ticket.repeated > 0 ? `同一问题第 ${ticket.repeated + 1} 次` : "")}${ticket.previous_id && html`<dt>上一张</dt><dd><a href="#tickets/${ticket.previous_id}">${ticket.previous_id}</a></dd>`}${ticket.helped !== null && pair("回访结果", ticket.helped ? "帮到了" : "没有帮到")}</dl>
  <ul class="ticket-clocks" aria-label="时限">${ticket.clocks.map(clockLine)}</ul>
  <div class="ticket-steps" role="group" aria-label="操作">${stepsFor(ticket, agent).map((step) => stepButton(ticket, step))}${ticket.shopper_id && ticket.state !== "closed" && html`<button class="button" data-action="compensate" data-id="${ticket.id}">补偿</button>`}</div>
  ${compensationList(compensations)}
  <h3>经过</h3><ol class="ticket-history">${ticket.history.map((each) => html`<li><time datetime="${each.at}">${moment(each.at)}</time><b>${each.who}</b><span>${NAMES[each.what] ?? ""}${each.text && html` ${each.text}`}</span></li>`)}</ol></article>`;

const pair = (name, value) => value && html`<dt>${name}</dt><dd>${value}</dd>`;
const clockLine = ({ clock_zh: name, due_at: due, running }) => html`<li class="ticket-clock-${running}"><b>${name}</b><span>${moment(due)} 前</span><span>${["met", "missed", "paused"].includes(running) ? RUNNING[running] : left(due)}</span></li>`;

const NAMES = {
  opened: "建单：", again: "再次反映：", take: "接手", offer: "给出方案：", agree: "协商一致", solve: "已解决：", tell: "告知顾客：", ask: "告知并回访：", close: "关闭：", reopen: "重新打开：",
  hand: "", regrade: "改级别类别：", changed: "和建议不同：", trace: "供应商和批次：", note: "备注：", wait: "等顾客：", go_on: "继续计时", call: "", check: "每日核对：", compensation: "", warned: "", broken: "", helped: "", not_helped: "", agreed: "", differs: "",
};
