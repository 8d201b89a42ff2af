/** The page 收件箱: what can be filtered on the left, one line a message, on the right the conversation around the chosen one. */

import { feelingMark } from "../shared/feelings.js";
import { html } from "../shared/html.js";
import { icon } from "../shared/icons.js";
import { moment } from "../shared/times.js";
import { ORDERS, pieces, REASONS, STATES, titleOf } from "./inbox.js";
import { empty, loading, problem } from "./states.js";

const GROUPS = { reason: "原因", intent: "机器人的理解", confidence: "把握", channel: "渠道", feeling: "情绪", product: "商品" };
const SHOWN_VALUES = 8;

export const frame = html`<div class="inbox-columns">
  <aside class="inbox-filters" aria-label="筛选"></aside>
  <section class="inbox-middle" aria-label="消息">
    <div class="inbox-bar"><label class="search">${icon("search")}<span class="visually-hidden">在消息里查找</span><input type="search" name="q" maxlength="100" placeholder="在消息里查找" autocomplete="off"></label>
      <label class="inbox-order"><span class="visually-hidden">排序</span><select name="order">${Object.entries(ORDERS).map(([value, title]) => html`<option value="${value}">${title}</option>`)}</select></label>
      <span class="spring"></span>
      <button class="button" data-action="import">导入</button><button class="button" data-action="look" title="刷新（R）">刷新</button></div>
    <div class="inbox-states" role="group" aria-label="处理情况"></div>
    <p class="inbox-told muted" role="status"></p>
    <div class="inbox-trouble"></div>
    <ol class="inbox-list" aria-label="收件箱里的消息"></ol>
    <p class="inbox-more"></p>
  </section>
  <aside class="inbox-open" aria-label="消息前后的对话" aria-live="polite"></aside></div>
  <dialog class="inbox-import help" aria-labelledby="import-title"></dialog>`;

export const states = ({ filters, told }) => html`${Object.entries(STATES).map(
  ([value, title]) => html`<button class="filter" data-action="state" data-value="${value}" aria-pressed="${filters.state === value}">${title} <span class="number">${told?.states[value] ?? 0}</span></button>`,
)}`;

export const facets = (inbox, unfolded) => html`<header><h2>筛选</h2>${inbox.narrowed && html`<button class="text-button" data-action="clear" title="清除筛选（X）">清除</button>`}</header>
  <fieldset class="inbox-days"><legend>日期</legend><label>从<input type="date" name="since" value="${inbox.filters.since}"></label><label>到<input type="date" name="until" value="${inbox.filters.until}"></label></fieldset>
  ${inbox.facets.map((facet) => group(facet, unfolded.has(facet.name)))}`;

const group = ({ name, chosen, values }, open) => html`<section><h3>${GROUPS[name]}</h3>
  ${(open ? values : firstOf(values, chosen)).map((one) => html`<button class="inbox-value" data-action="facet" data-name="${name}" data-value="${one.value}" aria-pressed="${one.value === chosen}"><span>${titleOf(name, one)}</span><span class="number muted">${one.count}</span></button>`)}
  ${!open && values.length > SHOWN_VALUES && html`<button class="text-button" data-action="unfold" data-name="${name}">全部 ${values.length} 个</button>`}</section>`;

/** The most frequent, and what is chosen in any case. */
const firstOf = (values, chosen) => values.filter(({ value }, index) => index < SHOWN_VALUES || value === chosen);

export function told(inbox) {
  if (!inbox.told) return "";
  const reading = inbox.unfinished > 0 ? `，${inbox.unfinished} 条还在读取` : "";
  return `${inbox.told.total} 条${reading}`;
}

export function trouble(inbox) {
  if (inbox.problem) return problem(inbox.problem, "reload");
  if (!inbox.rows) return loading;
  if (inbox.rows.length > 0) return html``;
  if (inbox.narrowed) return html`<div class="empty"><p>没有符合条件的消息。</p><button class="button" data-action="clear">清除筛选</button></div>`;
  return empty(`没有${STATES[inbox.filters.state]}的消息`, "机器人拿不准、没答上来、转了人工或被客服纠正的消息会出现在这里。");
}

export const row = (item, index, chosen) => html`<li><button class="inbox-item" data-action="choose" data-index="${index}" aria-current="${chosen}">
  <span class="inbox-text">${words(item.text)}</span>
  <span class="inbox-facts">${understood(item)}${item.copies > 1 && html`<span class="number" title="一样的消息">×${item.copies}</span>`}${item.cluster_size > item.copies && html`<span class="muted" title="同一簇的消息">簇 ${item.cluster_size}</span>`}
    ${item.feeling !== "neutral" && feelingMark(item.feeling)}${item.reasons.map((reason) => html`<span class="inbox-reason">${REASONS[reason] ?? reason}</span>`)}<span class="spring"></span><time class="muted number" datetime="${item.at}">${moment(item.at)}</time></span>
</button></li>`;

function understood({ intent, proposal_zh: proposal, confidence, neighbour_intent: near, neighbour_intent_zh: nearest, proposal: proposed }) {
  if (!intent) return html`<span class="muted">${nearest ? html`近邻：${nearest}` : "还没判断"}</span>`;
  return html`<span>${proposal ?? "没听懂"}</span><meter min="0" max="1" value="${confidence ?? 0}" aria-label="把握 ${percent(confidence)}"></meter><span class="number">${percent(confidence)}</span>
    ${near && near !== proposed && html`<span class="inbox-differs" title="最像的训练句子属于另一个意图">近邻：${nearest}</span>`}`;
}

const percent = (share) => (share === null || share === undefined ? "—" : `${Math.round(share * 100)}%`);

const words = (text) => pieces(text).map(({ piece, masked }) => (masked ? html`<span class="masked">${piece}</span>` : piece));

export function opened(inbox) {
  if (!inbox.open) return html`<p class="empty">${inbox.at < 0 ? html`选一条消息，看它前后的对话。` : "正在加载…"}</p>`;
  const { item, messages, may_unmask: may } = inbox.open;
  return html`<header><h2>${inbox.revealed ? inbox.revealed.text : words(item.text)}</h2>
    <p class="inbox-actions"><button class="button button-main" data-action="label">标注 <kbd>↵</kbd></button>
    ${may && hides(inbox.open) && !inbox.revealed && html`<button class="button" data-action="reveal" title="查看会记入审计日志">显示隐去的信息 <kbd>U</kbd></button>`}
    ${inbox.revealed && html`<span class="muted">已显示，记入了审计日志</span>`}</p></header>
    ${ranking(item)}
    <h3>对话</h3>${messages.length > 0 ? html`<ol class="inbox-thread">${messages.map((one) => said(one, inbox.revealed))}</ol>` : html`<p class="muted">这条消息是导入的，没有前后对话。</p>`}`;
}

const hides = ({ item, messages }) => item.hides || messages.some(({ text }) => pieces(text).some(({ masked }) => masked));

const ranking = ({ ranking: ranked, neighbour_intent_zh: nearest, newness }) => html`<dl class="inbox-ranking">
  ${ranked.map(({ intent_zh: meant, confidence }) => html`<div><dt>${meant}</dt><dd><meter min="0" max="1" value="${confidence}"></meter><span class="number">${percent(confidence)}</span></dd></div>`)}
  ${nearest && html`<div><dt>最像的训练句子</dt><dd>${nearest}</dd></div>`}${newness !== null && html`<div><dt>新鲜程度</dt><dd class="number">${percent(newness)}</dd></div>`}</dl>`;

const SPEAKERS = { shopper: "顾客", bot: "小二", agent: "客服", system: "系统" };
const PARTS = { picture: "图片", buttons: "按钮", card: "卡片" };

const said = ({ seq, from, text, parts, at, intent_zh: meant, feeling, looked_at: here }, revealed) => html`<li class="said-by-${from}" ${here ? html`aria-current="true"` : ""}>
  <span class="muted">${SPEAKERS[from]}　<time datetime="${at}">${moment(at)}</time>${meant && html`　${meant}`} ${feeling && feeling !== "neutral" && feelingMark(feeling)}</span>
  <p>${revealed ? (revealed.messages[seq] ?? text) : words(text)}${parts.map((part) => html` <span class="inbox-part">[${PARTS[part] ?? "卡片"}]</span>`)}</p></li>`;
