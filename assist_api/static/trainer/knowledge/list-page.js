/** The left half of the page 知识库: search, what can be chosen, a line an entry. */

import { html } from "../../shared/html.js";
import { icon } from "../../shared/icons.js";
import { empty, loading, problem } from "../states.js";
import { SHOWN } from "./entry-list.js";
import { topicTitle } from "./topics.js";

export const frame = html`<div class="knowledge">
  <div class="knowledge-bar"><label class="search">${icon("search")}<span class="visually-hidden">查找知识</span><input type="search" name="q" maxlength="200" placeholder="问题、问法、答案或意思相近的话" autocomplete="off"></label>
    <label><span class="visually-hidden">主题</span><select name="topic"></select></label>
    <div class="knowledge-shown" role="group" aria-label="筛选知识"></div>
    <span class="spring"></span>
    <button class="button" data-action="new" title="新建知识（N）">新建知识</button></div>
  <div class="knowledge-columns">
    <nav class="knowledge-left" aria-label="知识列表"><div class="knowledge-trouble"></div><ol class="knowledge-list"></ol><button class="button knowledge-more" data-action="more" hidden>再看一些</button></nav>
    <section class="knowledge-open"></section></div>
  <dialog class="help knowledge-new" aria-labelledby="new-title"></dialog></div>`;

export const chips = ({ filters, counts }) => html`${SHOWN.map(
  ({ shown, title }) => html`<button class="filter" data-action="shown" data-shown="${shown}" aria-pressed="${filters.shown === shown}">${title} <span class="number">${counts[shown] ?? ""}</span></button>`,
)}`;

export const topicOptions = ({ topics, filters }) => html`<option value="">全部主题</option>${topics.map((topic) => html`<option value="${topic}" ${topic === filters.topic ? html`selected` : ""}>${topicTitle(topic)}</option>`)}`;

export function trouble(list) {
  if (list.problem) return problem(list.problem, "reload");
  if (!list.rows) return loading;
  if (list.rows.length === 0) return empty("没有符合条件的知识", "换个词试试，或新建一条。");
  return html``;
}

const MARKS = {
  draft: html`<span class="mark mark-warn">待审核</span>`,
  reviewed: html`<span class="mark mark-info">待发布</span>`,
};
const VALIDITY = {
  valid: null,
  coming: html`<span class="mark">未生效</span>`,
  ends_soon: html`<span class="mark mark-warn">快到期</span>`,
  over: html`<span class="mark mark-bad">已过期</span>`,
};

export const row = (entry, open, unsaved) => html`<li><a class="knowledge-row" href="#knowledge/${entry.id}" data-id="${entry.id}" ${open ? html`aria-current="true"` : ""}>
  <b>${entry.question || "（还没有问题）"}</b>
  <span class="knowledge-answer muted">${entry.answer || "（还没有答案）"}</span>
  <span class="knowledge-marks"><code>${entry.id}</code>${unsaved && html`<span class="mark mark-bad">未保存</span>`}${!entry.published && html`<span class="mark mark-info">新</span>`}${MARKS[entry.draft]}${entry.ends && html`<span class="mark mark-bad">将下线</span>`}${!entry.public && html`<span class="mark">仅供客服</span>`}${VALIDITY[entry.validity]}</span></a></li>`;

export const newForm = (topics) => html`<header><h2 id="new-title">新建知识</h2><button class="text-button" data-action="close-new">取消</button></header>
  <form class="knowledge-form" data-form="new"><label>编号<input name="entry_id" required maxlength="120" pattern="[a-z0-9_]+(\\.[a-z0-9_]+)+" placeholder="shipping.same_day" list="knowledge-topics" autocomplete="off" autofocus></label>
  <datalist id="knowledge-topics">${topics.map((topic) => html`<option value="${topic}.">${topicTitle(topic)}</option>`)}</datalist>
  <p class="muted">写成“主题.名称”，只用小写字母、数字和下划线。主题决定它存在哪个文件里。</p>
  <p class="bad" role="alert"></p>
  <button class="button button-main">下一步 <kbd>Ctrl Enter</kbd></button></form>`;

export const returnForm = html`<header><h2 id="new-title">退回草稿</h2><button class="text-button" data-action="close-new">取消</button></header>
  <form class="knowledge-form" data-form="return"><label>要改什么<textarea name="note" rows="3" maxlength="500" required autofocus></textarea></label>
  <p class="bad" role="alert"></p><button class="button button-main">退回 <kbd>Ctrl Enter</kbd></button></form>`;
