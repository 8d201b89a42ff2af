/** The view 知识建议: the kinds above, the open ones on the left, the chosen one with its evidence on the right. */

import { html } from "../shared/html.js";
import { icon } from "../shared/icons.js";
import { moment } from "../shared/times.js";
import { KINDS } from "./proposals.js";

export const proposalsFrame = html`<div class="proposals">
  <div class="proposal-bar"><div class="proposal-kinds" role="tablist" aria-label="建议的种类"></div>
    <span class="proposal-news" role="status"></span>
    <button class="button" data-action="look">重新整理</button></div>
  <div class="proposal-body"><ol class="proposal-list" aria-label="待处理的建议"></ol><section class="proposal-detail" aria-live="polite"></section></div>
  <p class="proposal-keys muted"><kbd>J</kbd><kbd>K</kbd> 上下选择　<kbd>A</kbd> 采纳　<kbd>E</kbd> 改写后采纳　<kbd>R</kbd> 忽略　<kbd>1</kbd><kbd>2</kbd><kbd>3</kbd> 换一类</p>
</div>`;

export const kindTabs = (proposals) => html`${KINDS.map(
  ({ kind, title, means }) => html`<button class="filter" role="tab" data-action="kind" data-kind="${kind}" title="${means}" aria-selected="${proposals.kind === kind}">${title} <span class="number">${proposals.counts[kind] ?? ""}</span></button>`,
)}`;

export function rowOf(row, index, chosen) {
  return html`<li><button class="proposal" data-action="choose" data-index="${index}" ${chosen ? html`aria-current="true"` : ""}>
    <b>${row.question}</b>
    <span class="muted">${counted(row)}</span>
    ${row.obstacles.length > 0 && html`<span class="proposal-flag">需要改写</span>`}
  </button></li>`;
}

export function detail(proposals) {
  if (proposals.problem) return html`<p class="empty" role="alert">${proposals.problem}</p>`;
  if (!proposals.rows) return html`<p class="empty" role="status">正在加载…</p>`;
  if (!proposals.current) return html`<p class="empty">${icon("shield")}<b>都处理完了</b><span>${EMPTY[proposals.kind]}</span></p>`;
  return html`${heading(proposals.current)}${proposals.draft ? form(proposals) : words(proposals.current)}${warnings(proposals.obstacles)}${buttons(proposals)}${evidence(proposals.current)}`;
}

const EMPTY = {
  change: "同一条知识被两位以上客服往同一个方向改过三次，就会出现在这里。",
  entry: "同一个问题在两个以上会话里由客服自己回答，就会出现在这里。",
  past: "客服自己写的、可以再用的回答会出现在这里。",
};

const COUNTS = {
  change: ({ number, agents, days }) => `${agents} 位客服改过 ${number} 次，跨 ${days} 天`,
  entry: ({ number, agents, conversations }) => `${conversations} 个会话问过 ${number} 次，${agents} 位客服回答`,
  past: ({ last_at: at }) => `客服答于 ${moment(at)}`,
};

const counted = (row) => COUNTS[row.kind](row);

const heading = (row) => html`<header><h2>${row.question}</h2><p class="muted">${row.entry_id && html`<code>${row.entry_id}</code>　`}${counted(row)}，最近一次 ${moment(row.last_at)}</p></header>`;

/** A text with its slots set apart. */
const withSlots = (text) => text.split(/(\{[^{}]*\})/).map((part) => (part.startsWith("{") ? html`<span class="slot">${part}</span>` : part));

/** The present answer with what goes struck out and what comes marked. */
export function difference(present, changes) {
  let at = 0;
  const parts = changes.map((change) => {
    const before = present.slice(at, change.at);
    at = change.at + change.old.length;
    return html`${withSlots(before)}${change.old && html`<del>${withSlots(change.old)}</del>`}${change.new && html`<ins>${withSlots(change.new)}</ins>`}`;
  });
  return html`${parts}${withSlots(present.slice(at))}`;
}

const words = (row) =>
  row.kind === "change"
    ? html`<div class="proposal-words"><h3>建议改成</h3><p class="proposal-answer">${difference(row.present, row.changes)}</p></div>`
    : html`<div class="proposal-words"><h3>回答</h3><p class="proposal-answer">${withSlots(row.answer)}</p>
      ${row.variants.length > 0 && html`<h3>其他问法</h3><ul class="variants">${row.variants.map((one) => html`<li>${one}</li>`)}</ul>`}</div>`;

const form = ({ current, draft, topics }) => html`<form class="proposal-form">
  ${current.kind !== "change" && html`<label>问题<input name="question" value="${draft.question}"></label>
    <label>其他问法<textarea name="variants" rows="3" placeholder="一行一个">${draft.variants}</textarea></label>`}
  <label>回答<textarea name="answer" rows="4">${draft.answer}</textarea></label>
  <p class="muted">金额、天数和订单信息请写成占位符，例如 <span class="slot">{policy.returns.no_reason_days}</span>，发送时会换成真实的值。</p>
  ${current.kind !== "change" && html`<fieldset><legend>存为</legend>
    <label><input type="radio" name="kind" value="entry" ${draft.kind === "entry" ? html`checked` : ""}> 知识条目，机器人也会这样回答</label>
    <label><input type="radio" name="kind" value="past" ${draft.kind === "past" ? html`checked` : ""}> 历史回复，只推荐给客服</label></fieldset>
    <label>条目编号（存为知识条目时）<input name="entry_id" value="${draft.entry_id}" list="topics" autocomplete="off"></label>
    <datalist id="topics">${topics.map((topic) => html`<option value="${topic}."></option>`)}</datalist>`}
</form>`;

const warnings = (obstacles) => html`${obstacles.map((one) => html`<p class="proposal-warning">${icon("alert")}${one}</p>`)}`;

const buttons = ({ draft, busy, obstacles }) =>
  draft
    ? html`<div class="proposal-buttons"><button class="button button-main" data-action="accept" ${busy ? html`disabled` : ""}>保存并采纳 <kbd>Ctrl Enter</kbd></button>
      <button class="button" data-action="leave-edit">取消 <kbd>Esc</kbd></button></div>`
    : html`<div class="proposal-buttons"><button class="button button-main" data-action="accept" ${busy || obstacles.length > 0 ? html`disabled` : ""}>采纳 <kbd>A</kbd></button>
      <button class="button" data-action="edit">改写后采纳 <kbd>E</kbd></button>
      <button class="button" data-action="reject" ${busy ? html`disabled` : ""}>忽略 <kbd>R</kbd></button></div>`;

const evidence = (row) => html`<div class="proposal-evidence"><h3>${row.kind === "change" ? "客服实际发出的" : "依据"}</h3>
  <ul>${row.evidence.map(
    ({ question, answer, sent, at }) => html`<li>${question && html`<p class="asked">${question}</p>`}<p>${sent ?? answer}</p><time class="muted number">${moment(at)}</time></li>`,
  )}</ul></div>`;
