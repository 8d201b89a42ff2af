/** The page 收件箱: filters above, one line a message. */

import { feelingMark } from "../shared/feelings.js";
import { html } from "../shared/html.js";
import { icon } from "../shared/icons.js";
import { moment } from "../shared/times.js";
import { REASONS } from "./inbox.js";
import { loading } from "./states.js";

export const frame = html`<div class="filters"><div class="filter-reasons" role="group" aria-label="按原因筛选"></div>
    <label class="search">${icon("search")}<span class="visually-hidden">在消息里查找</span><input type="search" placeholder="在消息里查找"></label>
    <button class="button" data-action="reload">刷新</button></div>
  <div class="inbox" aria-live="polite"></div>`;

export const filters = (inbox) => html`${[{ reason: "", title: "全部", count: inbox.rows?.length ?? 0 }, ...inbox.reasons].map(
  ({ reason, title, count }) => html`<button class="filter" data-action="reason" data-reason="${reason}" aria-pressed="${(inbox.reason ?? "") === reason}">${title} <span class="number">${count}</span></button>`,
)}`;

export function list(inbox) {
  if (!inbox.rows) return loading;
  if (inbox.rows.length === 0) return html`<p class="empty">最近 30 天没有机器人拿不准的消息。</p>`;
  if (inbox.chosen.length === 0) return html`<p class="empty">没有符合条件的消息。</p>`;
  return html`<table>
    <thead><tr><th scope="col">顾客的话</th><th scope="col">机器人的理解</th><th scope="col">把握</th><th scope="col">情绪</th><th scope="col">原因</th><th scope="col">时间</th></tr></thead>
    <tbody>${inbox.chosen.map(line)}</tbody></table>`;
}

const line = ({ text, intent, intent_zh: meant, confidence, feeling, at, reason }) => html`<tr>
  <td class="said">${text}</td>
  <td>${meant ? html`${meant}<small class="muted">${intent}</small>` : html`<span class="muted">没有理解</span>`}</td>
  <td>${confidence === null || confidence === undefined ? "—" : html`<meter min="0" max="1" value="${confidence}"></meter><span class="number">${Math.round(confidence * 100)}%</span>`}</td>
  <td>${feelingMark(feeling) || "—"}</td>
  <td>${REASONS[reason] ?? reason}</td>
  <td class="at number">${moment(at)}</td></tr>`;
