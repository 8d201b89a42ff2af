/** What 数据体检 looks like: the tabs, what waits to be written, the intents in numbers, the two lists of findings. */

import { html } from "../../shared/html.js";
import { empty, loading, problem } from "../states.js";
import { FLAGS, TABS } from "./care.js";

export const frame = html`<div class="care">
  <div class="care-bar"><div class="care-tabs" role="tablist" aria-label="数据体检"></div><span class="spring"></span><span class="care-look" role="status"></span>
    <button class="button care-look-button" data-action="look"></button></div>
  <section class="care-body" aria-live="off"></section>
  <dialog class="change-dialog" aria-labelledby="change-title"></dialog></div>`;

export const tabs = (care) => html`${Object.entries(TABS).map(
  ([tab, title], index) => html`<button class="filter" role="tab" data-action="tab" data-tab="${tab}" aria-selected="${care.tab === tab}">${title} <span class="number">${care.counts[tab] ?? ""}</span> <kbd>${index + 1}</kbd></button>`,
)}`;

const LOOKS = {
  never: "还没有检查过",
  fresh: "检查结果是最新的",
  old: "数据改过了，检查结果是以前的",
  failed: "上次检查没有完成，请重试",
};

export const lookLine = (look) => (look?.state === "running" ? html`正在检查… <span class="number">${Math.round(look.done * 100)}%</span> <progress max="1" value="${look.done}"></progress>` : html`${LOOKS[look?.state] ?? ""}`);

export const lookButton = (look) => html`${look?.state === "never" ? "开始检查" : "重新检查"} <kbd>R</kbd>`;

export function body(care, mayChange) {
  if (care.problem) return problem(care.problem, "reload");
  if (!care.overview) return loading;
  return BODIES[care.tab](care, mayChange);
}

const BODIES = { pending, intents, close: (care, may) => list(care, may, closeRow), contradicted: (care, may) => list(care, may, doubtedRow) };

function pending(care, mayChange) {
  const { rows, refused, files } = care.pending;
  if (rows.length + refused.length === 0) return empty("没有等着写入的标注", "标注员意见一致的句子会出现在这里，由审核员写进训练数据。");
  return html`<div class="care-write"><p><b class="number">${rows.length}</b> 句可以写进训练数据${refused.length > 0 && html`，<b class="number bad">${refused.length}</b> 句不能写`}</p>
      ${mayChange ? html`<button class="button button-main" data-action="write" ${rows.length === 0 && html`disabled`}>写入训练数据 <kbd>W</kbd></button>` : html`<span class="muted">由审核员写入</span>`}</div>
    ${refused.length > 0 && html`<h2>不能写的</h2><ul class="care-rows">${refused.map((row) => html`<li class="care-row care-refused"><p>${row.text}</p>${tag(care, row.intent)}<p class="bad">${row.why}${row.likeness !== null && html` <span class="number">${row.likeness.toFixed(2)}</span>`}${row.about && html` ${tag(care, row.about)}`}</p></li>`)}</ul>`}
    ${rows.length > 0 && html`<h2>可以写的</h2><ul class="care-rows">${rows.map((row) => html`<li class="care-row"><p>${row.text}</p>${tag(care, row.intent)}<span class="muted">${row.by}</span></li>`)}</ul>
      <details class="care-diff"><summary>看文件会怎么改（${files.length} 个文件）</summary>${diffs(files)}</details>`}`;
}

function intents(care, mayChange) {
  if (care.intent) return sentences(care, mayChange);
  return html`<div class="care-scroll"><table class="care-table"><thead><tr><th>意图</th><th>训练</th><th>考题</th><th title="一句话平均多少字">长度</th><th title="两字组合里不重复的比例，越高说法越多样">多样</th><th title="有近似句的比例">重复</th><th title="交叉验证答对的比例">认得对</th><th>提醒</th></tr></thead>
    <tbody>${care.overview.rows.map(
      (row) => html`<tr><th scope="row"><button class="text-link" data-action="open" data-name="${row.name}" title="${row.means}">${row.zh}</button> <code>${row.name}</code></th>
      <td class="number">${row.train}${row.train < row.least && html`<small class="bad"> / ${row.least}</small>`}</td><td class="number">${row.exam}</td><td class="number">${row.length.toFixed(1)}</td><td class="number">${row.variety.toFixed(2)}</td>
      <td class="number">${share(row.repeated)}</td><td class="number">${share(row.understood)}</td><td>${row.flags.map((flag) => html`<span class="care-flag">${FLAGS[flag] ?? flag}</span>`)}</td></tr>`,
    )}</tbody></table></div>`;
}

function sentences(care, mayChange) {
  const { name, rows, chosen } = care.intent;
  const number = chosen.size;
  return html`<div class="care-intent"><header><button class="button" data-action="close-intent">返回</button><h2>${care.zh(name)} <code>${name}</code></h2><span class="muted">${rows.length} 句</span><span class="spring"></span>
      ${mayChange && html`<button class="button" data-action="ask" data-kind="move" ${number === 0 && html`disabled`}>移动 ${number || ""}</button><button class="button" data-action="ask" data-kind="split" ${number === 0 && html`disabled`}>拆成新意图</button>
        <button class="button" data-action="ask" data-kind="merge">合并到…</button><button class="button" data-action="ask" data-kind="rename">改名</button>`}</header>
    <ul class="care-rows care-sentences">${rows.map((text) => html`<li><label><input type="checkbox" data-text="${text}" ${chosen.has(text) && html`checked`} ${!mayChange && html`disabled`}> ${text}</label></li>`)}</ul></div>`;
}

const LOOK_AT_ALL = { never: "开始检查", failed: "重新检查" };

function list(care, mayChange, rowOf) {
  const { state } = care.look;
  if (care.rows.length === 0 && LOOK_AT_ALL[state]) return html`<div class="empty"><p>检查一遍全部训练句子，就知道哪些句子在打架、哪些像是标错了。</p><button class="button" data-action="look">${LOOK_AT_ALL[state]}</button></div>`;
  if (care.rows.length === 0) return state === "running" ? loading : empty("没有发现问题", "改过数据以后可以再检查一遍。");
  const { found } = care.findings[care.tab];
  return html`<ol class="care-rows care-findings">${care.rows.map((row, index) => html`<li class="care-row" data-action="choose" data-index="${index}" ${index === care.at && html`aria-current="true"`}>${rowOf(care, row, mayChange)}</li>`)}</ol>
    ${found > care.rows.length && html`<p class="muted">共 ${found} 条，先显示最要紧的 ${care.rows.length} 条。</p>`}`;
}

const closeRow = (care, row, mayChange) => html`<div class="care-pair"><p>${row.one.text} ${tag(care, row.one.intent)}</p><p>${row.other.text} ${tag(care, row.other.intent)}</p></div>
  <span class="number muted" title="相似度">${row.likeness.toFixed(2)}</span>
  <span class="care-deeds">${mayChange && html`<button class="button" data-action="move-row">第一句归“${care.zh(row.other.intent)}” <kbd>M</kbd></button><button class="button" data-action="move-row" data-back="1">第二句归“${care.zh(row.one.intent)}” <kbd>N</kbd></button>`}<button class="button" data-action="settle">没问题 <kbd>X</kbd></button></span>`;

const doubtedRow = (care, row, mayChange) => html`<div class="care-pair"><p>${row.text} ${tag(care, row.intent)}</p><p class="muted">更像 ${tag(care, row.says)} ${share(row.confidence)}，最近的句子：${row.near.map((near) => html`<span class="care-near">${near.text} ${tag(care, near.intent)}</span>`)}</p></div>
  <span class="care-deeds">${mayChange && html`<button class="button" data-action="move-row">改到“${care.zh(row.says)}” <kbd>M</kbd></button>`}<button class="button" data-action="settle">没标错 <kbd>X</kbd></button></span>`;

export const tag = (care, name) => html`<span class="care-tag" title="${name}">${care.zh(name)}</span>`;
export const diffs = (files) => html`${files.map(({ path, diff }) => html`<h4><code>${path}</code></h4><pre class="diff">${lines(diff)}</pre>`)}`;

const lines = (diff) =>
  diff
    .split("\n")
    .slice(2)
    .map((line) => html`<span class="${line.startsWith("+") ? "diff-new" : line.startsWith("-") ? "diff-gone" : ""}">${line}
</span>`);

const share = (value) => (value === null || value === undefined ? "—" : `${Math.round(value * 100)}%`);
