/** The page 试聊分享: the links on the left, what was said over the chosen one on the right. */

import { html } from "../../shared/html.js";
import { icon } from "../../shared/icons.js";
import { moment } from "../../shared/times.js";
import { empty, loading, problem } from "../states.js";
import { LIFETIMES, stateOf } from "./sharing.js";

export const frame = html`<div class="sharing">
  <div class="sharing-bar"><p class="muted">把还没上线的模型发给同事试聊：对方不用登录，说的话不会转给客服，也不进报表。</p><span class="spring"></span>
    <button class="button" data-action="reload">刷新</button><button class="button button-main" data-action="new">新建链接 <kbd>N</kbd></button></div>
  <div class="sharing-columns"><nav class="sharing-left" aria-label="试聊链接"><div class="sharing-trouble"></div><ol class="sharing-list"></ol></nav><section class="sharing-open" aria-live="polite"></section></div>
  <dialog class="help sharing-dialog" aria-labelledby="sharing-title"></dialog></div>`;

export function trouble(sharing) {
  if (sharing.problem) return problem(sharing.problem, "reload");
  if (!sharing.links) return loading;
  if (sharing.links.length === 0) return empty("还没有试聊链接", "按 N 新建一个，发给同事。");
  return html``;
}

const STATES = {
  open: ["good", "有效"],
  revoked: ["bad", "已收回"],
  over: ["", "已过期"],
};

export const row = (link, open) => html`<li><button class="sharing-row" data-action="choose" data-id="${link.id}" ${open ? html`aria-current="true"` : ""}>
  <b>${link.title}</b><span class="muted">${link.made_by}，${moment(link.made_at)}</span>
  <span class="sharing-marks"><span class="mark mark-${STATES[stateOf(link)][0]}">${STATES[stateOf(link)][1]}</span><span class="mark">${link.talks} 段对话</span></span></button></li>`;

export function opened(sharing) {
  const { link, talks, busy } = sharing;
  if (!link) return sharing.links?.length ? html`` : html`<div class="empty">${icon("chat")}<p>新建链接后，试聊的内容会出现在这里。</p></div>`;
  return html`<header class="entry-head"><div><h2>${link.title}</h2><p class="muted">模型 <code>${link.model.slice(0, 8)}</code>${link.page && html`　商品 <code>${link.page}</code>`}　${ended(link)}</p></div>
    <div class="entry-buttons">${link.path && html`<button class="button button-main" data-action="copy">复制链接 <kbd>C</kbd></button><a class="button" href="${link.path}" target="_blank" rel="noopener">打开试聊</a><button class="button" data-action="revoke" ${busy ? html`disabled` : ""}>收回</button>`}</div></header>
    ${talks === null ? loading : talks.length === 0 ? html`<p class="muted">还没有人用这个链接说过话。</p>` : talks.map(talk)}`;
}

const ended = (link) => ({ open: `${moment(link.ends_at)} 到期`, revoked: "已收回，打不开了", over: `${moment(link.ends_at)} 已到期` })[stateOf(link)];

const talk = ({ id, at, turns }) => html`<article class="talk"><header><h3>${moment(at)}，${turns.length} 句</h3><button class="button" data-action="test" data-id="${id}">转成对话测试</button></header>
  <ol>${turns.map(turn)}</ol></article>`;

const turn = ({ text, pressed, replies, handover, failed, intent, intent_zh: meant, confidence }) => html`<li>
  <p class="talk-said"><b>${text}</b>${pressed && html` <span class="mark">点了按钮</span>`}
    ${intent && html`<span class="muted" title="${intent}">理解为 ${meant}，把握 ${Math.round(confidence * 100)}%</span>`}</p>
  ${replies.map((reply) => html`<p class="talk-reply">${reply || "（卡片或按钮）"}</p>`)}
  ${handover && html`<span class="mark mark-info">这里会转人工</span>`}${failed && html`<span class="mark mark-bad">没答上来</span>`}</li>`;

export const linkForm = ({ models, live }) => html`<header><h2 id="sharing-title">新建试聊链接</h2><button class="text-button" data-action="close">取消</button></header>
  <form class="knowledge-form" data-form="link">
  <label>名称<input name="title" required maxlength="60" placeholder="给同事看的名字，例如：加了刻字意图的版本" autocomplete="off" autofocus></label>
  <label>模型<select name="runId">${models.map((run) => html`<option value="${run.id}">${moment(run.ended_at)} 训练${run.why && `：${run.why}`}（${run.model.slice(0, 8)}${run.model === live ? "，已上线" : ""}）</option>`)}
    ${live && html`<option value="">现在线上的模型（${live.slice(0, 8)}）</option>`}</select></label>
  ${models.length === 0 && html`<p class="muted">还没有训练好的新模型，可以先分享线上的。</p>`}
  <label>有效期<select name="hours">${LIFETIMES.map(([hours, title]) => html`<option value="${hours}" ${hours === 72 ? html`selected` : ""}>${title}</option>`)}</select></label>
  <label>从哪件商品的页面开始（可不填）<input name="page" maxlength="64" pattern="[A-Za-z0-9_.:\\-]+" placeholder="商品编号" autocomplete="off"></label>
  <p class="bad" role="alert"></p><button class="button button-main">生成链接 <kbd>Ctrl Enter</kbd></button></form>`;

export const testForm = ({ yaml, keeps }) => html`<header><h2 id="sharing-title">转成对话测试</h2><button class="text-button" data-action="close">关闭</button></header>
  <form class="knowledge-form" data-form="test">
  <label>看一遍再保存：去掉会变的内容，改成您真正要检查的<textarea name="yaml" rows="16" spellcheck="false">${yaml}</textarea></label>
  <p class="muted">contains 是回答里必须有的话，buttons 是按钮，parts 是卡片，custom 里是转人工的原因和问知识库的话。</p>
  <p class="bad" role="alert"></p>
  <div class="entry-buttons"><button class="button ${keeps ? "" : "button-main"}" type="button" data-action="download">下载</button>${keeps && html`<button class="button button-main">放进测试集 <kbd>Ctrl Enter</kbd></button>`}</div></form>`;
