/** What 考卷 looks like: numbers by intent on the left; sentences or known failures on the right. */

import { html } from "../../shared/html.js";
import { icon } from "../../shared/icons.js";
import { empty, loading, problem } from "../states.js";
import { TABS } from "./exam.js";

export const frame = html`<div class="exam">
  <p class="exam-about muted">考卷只用来打分，不用来训练；和考题几乎一样的句子不能写进训练数据。只有审核员能看考题、加考题。</p>
  <div class="exam-body"><aside class="exam-intents"></aside><section class="exam-main"><div class="exam-tabs" role="tablist" aria-label="考卷"></div><div class="exam-tools"></div><div class="exam-rows" aria-live="off"></div></section></div></div>`;

export function intents(exam) {
  if (!exam.overview) return exam.problem ? problem(exam.problem, "reload") : loading;
  return html`<header><b>${exam.overview.exam}</b> 道考题，<b>${exam.overview.train}</b> 句训练</header><ol>${exam.overview.rows.map(
    (row) => html`<li><button class="exam-intent" data-action="choose" data-name="${row.name}" ${exam.intent === row.name && html`aria-current="true"`}><span>${row.zh}</span><code>${row.name}</code><span class="number ${row.exam === 0 ? "bad" : ""}">${row.exam}</span></button></li>`,
  )}</ol>`;
}

export const tabs = (exam) => exam.mayRead && html`${Object.entries(TABS).map(([tab, title], index) => html`<button class="filter" role="tab" data-action="tab" data-tab="${tab}" aria-selected="${exam.tab === tab}">${title} <span class="number">${tab === "failures" ? (exam.overview?.failures ?? "") : (exam.overview?.exam ?? "")}</span> <kbd>${index + 1}</kbd></button>`)}`;

const options = (exam, chosen) => html`<option value="">选意图</option>${exam.overview.rows.map((one) => html`<option value="${one.name}" ${one.name === chosen && html`selected`}>${one.zh}（${one.name}）</option>`)}`;

export function tools(exam) {
  if (!exam.mayRead || !exam.overview) return html``;
  if (exam.tab === "failures")
    return html`<form class="exam-form exam-failure" data-form="failure"><input name="text" maxlength="300" autocomplete="off" aria-label="答错的句子" placeholder="机器人答错的一句话"><select name="right" aria-label="应该是">${options(exam, exam.intent)}</select><button class="button button-main">加入清单</button></form>`;
  return html`<label class="search">${icon("search")}<span class="visually-hidden">找考题</span><input type="search" class="exam-search" placeholder="找考题" maxlength="100" value="${exam.typed}"></label>
    <form class="exam-form" data-form="add"><textarea name="lines" rows="2" aria-label="新考题，一行一句" placeholder="新考题，一行一句，用顾客自己的话"></textarea><select name="intent" aria-label="意图">${options(exam, exam.intent)}</select><button class="button button-main">加进考卷 <kbd>Ctrl Enter</kbd></button></form>`;
}

export function rows(exam) {
  if (!exam.mayRead) return html`<p class="empty">考题由审核员管理；左边是每个意图的数量。</p>`;
  if (exam.problem) return problem(exam.problem, "reload");
  return exam.tab === "failures" ? failures(exam) : sentences(exam);
}

function sentences(exam) {
  if (!exam.rows) return loading;
  return html`${exam.refused.length > 0 && html`<div class="exam-refused" role="alert"><ul>${exam.refused.map((row) => html`<li><b>${row.text}</b> <span class="bad">${row.why}</span></li>`)}</ul></div>`}
    ${exam.rows.length === 0 ? empty("没有这样的考题", exam.intent ? `“${exam.zh(exam.intent)}”还没有，可以在上面加。` : "") : html`<ul class="exam-list">${exam.rows.map((row) => html`<li><span>${row.text}</span><small class="muted">${exam.zh(row.intent)}</small></li>`)}</ul>`}
    ${exam.found > exam.rows.length && html`<p class="muted">共 ${exam.found} 句，先显示 ${exam.rows.length} 句。</p>`}`;
}

function failures(exam) {
  if (!exam.failures) return loading;
  if (exam.failures.length === 0) return empty("没有已知答错的句子", "机器人答错、一时改不好的句子可以记在这里；等它答对了，再移进考卷。");
  return html`<ul class="exam-list">${exam.failures.map(
    (row) => html`<li><span>${row.text}</span><small class="muted">应为 ${exam.zh(row.right)}，现在答 ${row.now === null ? "—（机器人没有响应）" : exam.zh(row.now)}</small>
    ${row.mended && html`<span class="exam-mended">已经答对</span><button class="button" data-action="mend" data-text="${row.text}">移进考卷</button>`}<button class="button" data-action="drop" data-text="${row.text}">删除</button></li>`,
  )}</ul>`;
}
