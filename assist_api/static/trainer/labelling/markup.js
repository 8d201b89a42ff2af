/** What the labelling page looks like: the message, what is proposed, what can be done, what stands around it. */

import { feelingMark } from "../../shared/feelings.js";
import { html } from "../../shared/html.js";
import { icon } from "../../shared/icons.js";
import { moment } from "../../shared/times.js";
import { REASONS } from "../inbox.js";
import { empty, loading, problem } from "../states.js";
import { KIND_KEYS } from "./entity-marks.js";
import { hints } from "./keys.js";
import { RANGE } from "./neighbours.js";

export const frame = html`<div class="labelling">
  <div class="label-bar"></div>
  <div class="label-columns"><section class="label-main"><div class="label-card" aria-live="polite"></div><div class="label-tool"></div></section>
    <aside class="label-side"><section class="label-around" aria-label="前后的对话"></section><section class="label-comments" aria-label="评论"></section></aside></div>
  <p class="label-keys muted"></p></div>`;

export const bar = ({ second, progress }) => html`<nav class="label-tabs" aria-label="标注的队列">
    <a class="filter" href="#labelling" ${!second && html`aria-current="true"`}>标注 <span class="number">${progress?.left ?? ""}</span></a>
    <a class="filter" href="#labelling/second" ${second && html`aria-current="true"`}>复标 <span class="number">${progress?.second ?? ""}</span></a></nav>
  ${second && html`<span class="muted">第一位标注员怎么标的，标完之前看不到</span>`}
  <span class="spring"></span><span class="label-done muted">今天标了 <b class="number">${progress?.done ?? 0}</b> 条</span>`;

export function nothing({ items, problem: why, second }) {
  if (why) return problem(why, "restart");
  if (!items) return loading;
  return second
    ? empty("没有等着复标的消息", "同事标过、还没有第二个人看的消息会出现在这里。")
    : empty("都标完了", "机器人拿不准的新消息会自动进收件箱，再出现在这里。");
}

/** `zh(intent)`: what a person reads for it. */
export const card = (item, marks, mode, zh) => html`<header class="label-about">${item.reasons.map((reason) => html`<span class="label-reason">${REASONS[reason] ?? reason}</span>`)}
    ${feelingMark(item.feeling)}${item.copies > 1 && html`<span class="muted">同样的话 ${item.copies} 条</span>`}${item.cluster_size > 1 && html`<span class="muted">相似的话约 ${item.cluster_size} 条</span>`}
    <span class="spring"></span><time class="muted number">${moment(item.at)}</time></header>
  ${text(marks, mode === "mark")}
  ${mode === "mark" ? "" : proposal(item, zh)}`;

/** Every character has its place, so that a selection of the mouse can be read. */
const text = (marks, marking) => html`<p class="label-text ${marking ? "label-text-marking" : ""}" ${marking && html`tabindex="-1"`}>${marks.pieces.map(({ at, text: characters, entity }) => {
  const drawn = characters.map((character, index) => characterOf(character, at + index, marks, marking));
  return entity ? html`<mark title="${entity}" data-entity="${entity}">${drawn}</mark>` : drawn;
})}${marking && marks.caret === marks.characters.length && html`<span class="caret" data-at="${marks.caret}"> </span>`}</p>`;

function characterOf(character, at, { caret, selection }, marking) {
  const chosen = marking && selection && selection.start <= at && at < selection.end;
  const kind = [marking && !selection && at === caret && "caret", chosen && "chosen"].filter(Boolean).join(" ");
  return html`<span data-at="${at}" ${kind && html`class="${kind}"`}>${character}</span>`;
}

const proposal = (item, zh) => html`<div class="label-proposal">${
  item.proposal
    ? html`<button class="label-accept" data-action="accept"><kbd>A</kbd><span><b>${zh(item.proposal)}</b><small class="muted">${item.proposal}</small></span>
      ${sureness(item)}</button>`
    : html`<button class="label-accept label-none" data-action="pick"><kbd>F</kbd><span><b>机器人没有提议</b><small class="muted">按 F 选一个意图</small></span></button>`
}${item.neighbour_intent && item.neighbour_intent !== item.proposal && html`<p class="label-differs">${icon("alert")}最像的训练句子属于“${zh(item.neighbour_intent)}”</p>`}</div>
  <ol class="label-ranking" aria-label="候选意图">${candidates(item).map(
    (intent, index) => html`<li><button class="filter" data-action="chooseAt" data-index="${index}"><kbd>${index + 1}</kbd> ${zh(intent)}</button></li>`,
  )}</ol>
  ${item.mine && html`<p class="muted label-mine">您标过：${item.mine.parts.map(({ intent }) => (intent ? zh(intent) : "跳过")).join("、")}</p>`}`;

/** What digits choose: the ranking's other intents, with that of the nearest sentences among them. */
export function candidates(item) {
  const ranked = item.ranking.map(({ intent }) => intent);
  return [...new Set([...(item.neighbour_intent ? [item.neighbour_intent] : []), ...ranked])].filter((intent) => intent !== item.proposal && intent !== "nlu_fallback").slice(0, 5);
}

const sureness = ({ proposal: proposed, ranking, confidence }) => {
  const sure = ranking.find(({ intent }) => intent === proposed)?.confidence ?? confidence;
  return sure === null || sure === undefined ? "" : html`<meter min="0" max="1" value="${sure}" aria-label="把握"></meter><span class="number">${Math.round(sure * 100)}%</span>`;
};

export const buttons = html`<div class="label-buttons">
  ${[["pick", "F", "选意图"], ["outOfScope", "O", "超出范围"], ["skip", "S", "跳过"], ["split", "D", "拆分"], ["markEntities", "E", "标实体"], ["neighbours", "B", "批量"], ["undo", "U", "撤销"]].map(
    ([action, cap, title]) => html`<button class="button" data-action="${action}">${title} <kbd>${cap}</kbd></button>`,
  )}</div>`;

export const picker = ({ rows, at, typed }) => html`<ol class="picker-rows" id="picker-rows" role="listbox" aria-label="意图">${rows.map(
    ({ name, zh, example }, index) => html`<li role="option" id="picker-${index}" aria-selected="${index === at}" data-action="takePicked" data-index="${index}"><b>${zh}</b> <code>${name}</code><small class="muted">${example && `如：${example}`}</small></li>`,
  )}</ol>${rows.length === 0 && typed && html`<p class="muted">没有这样的意图。</p>`}`;

export const pickerField = html`<div class="picker"><label class="search">${icon("search")}<span class="visually-hidden">选意图</span>
  <input class="picker-field" role="combobox" aria-expanded="true" aria-controls="picker-rows" autocomplete="off" placeholder="打几个字：退款、tuikuan、tk 或 refund"></label><div class="picker-list"></div></div>`;

export const kinds = (names, marks) => html`<div class="entity-kinds" role="group" aria-label="实体的种类">${names.map(
    ({ name, zh }) => html`<button class="filter" data-action="markAs" data-entity="${name}" ${marks.touched?.entity === name && html`aria-pressed="true"`}>${zh} <kbd>${(KIND_KEYS[name] ?? "").toUpperCase()}</kbd></button>`,
  )}</div>`;

export const splitter = (split, zh) => html`<div class="splitter"><p class="label-text split-text" aria-label="点字与字之间切开">${split.characters.map(
    (character, at) => html`${at > 0 && split.cuts.includes(at) ? html`<i class="split-cut"></i>` : ""}<span data-action="cut" data-at="${at}" ${at === split.caret && html`class="caret"`}>${character}</span>`,
  )}</p>
  <ol class="split-parts">${split.parts.map(
    ({ text: said, intent }, index) => html`<li><button class="split-part" data-action="pickForPart" data-index="${index}"><kbd>${index + 1}</kbd><span>${said}</span><b>${intent ? zh(intent) : "选意图"}</b></button></li>`,
  )}</ol>
  <div class="label-buttons"><button class="button button-main" data-action="saveSplit" ${!split.isComplete && html`disabled`}>保存 <kbd>Enter</kbd></button><button class="button" data-action="leave">不拆 <kbd>Esc</kbd></button></div></div>`;

export const manyFrame = html`<div class="many"><div class="many-head"></div>
  <label class="many-slider">相似度 <input type="range" min="${RANGE.least}" max="${RANGE.most}" step="${RANGE.step}"><output class="number"></output></label>
  <ol class="many-rows" aria-label="相似的话"></ol>
  <div class="label-buttons"><button class="button button-main" data-action="labelMany"></button><button class="button" data-action="acceptMany">各按提议采纳 <kbd>A</kbd></button>
    <button class="button" data-action="outOfScopeMany">超出范围 <kbd>O</kbd></button><button class="button" data-action="skipMany">都不采纳 <kbd>S</kbd></button>
    <button class="button" data-action="pickForMany">换意图 <kbd>F</kbd></button><button class="button" data-action="leave">返回 <kbd>Esc</kbd></button></div></div>`;

export function manyHead({ rows, problem: why, shown }) {
  if (why) return html`<p role="alert">${why}</p>`;
  if (!rows) return html`<p class="muted" role="status">正在找相似的话…</p>`;
  return shown.length === 0 ? html`<p class="muted">没有这么相似的话，可以把相似度放宽一些。</p>` : html``;
}

export const manyRow = (row, index, neighbours, zh) => html`<li ${index === neighbours.at && html`aria-current="true"`}><label><input type="checkbox" data-id="${row.id}" ${neighbours.isChosen(row.id) && html`checked`}>
  <span>${row.text}</span><small class="muted">${row.proposal ? zh(row.proposal) : "没有提议"}</small><span class="number muted">${row.likeness.toFixed(2)}</span></label></li>`;

export function around(told, hasConversation) {
  if (!hasConversation) return html`<h3>对话</h3><p class="muted">这句话是导入的，没有前后的对话。</p>`;
  if (!told) return html`<h3>对话</h3><p class="muted" role="status">正在加载…</p>`;
  if (told.problem) return html`<h3>对话</h3><p class="muted" role="alert">${told.problem}</p>`;
  return html`<h3>对话</h3><ol class="around">${told.messages.map(
    ({ from, text: said, parts, looked_at: it }) => html`<li class="around-${from}" ${it && html`aria-current="true"`}><small class="muted">${WHO[from] ?? from}</small><p>${said}${parts.length > 0 && html` <span class="muted">［卡片］</span>`}</p></li>`,
  )}</ol>`;
}

const WHO = { shopper: "顾客", bot: "小二", agent: "客服", system: "系统" };

export const comments = (item) => html`<h3>评论</h3>${(item.comments ?? []).map(
    ({ by, text: said, at }) => html`<p class="label-comment"><b>${by}</b> ${said}<time class="muted number">${moment(at)}</time></p>`,
  )}<button class="text-button" data-action="comment">写评论 <kbd>M</kbd></button>`;

export const commentField = html`<form class="comment-form"><input class="comment-field" maxlength="2000" aria-label="评论" placeholder="写给同事看，按 Enter 发表"></form>`;

export const keyLine = (mode) => html`${hints(mode).map(({ caps, help }) => html`<span><kbd>${caps}</kbd> ${help}</span>`)}`;
