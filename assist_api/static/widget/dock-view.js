/** The dock as markup: buttons for what is known, a field for what only the shopper knows. */

import { html } from "../shared/html.js";
import { icon } from "../shared/icons.js";
import { orderOf } from "./receipt-card.js";

const TITLES = { order: "换成哪个订单？", topic: "是什么问题？", message: "给人工客服留言", callback: "希望什么时候回电？" };

export const dockProblem = ({ problem }) => (problem ? html`<p class="dock-problem" role="alert">${problem}</p>` : html``);

const BODIES = { order: orders, topic: topics, message: () => message, callback };

export function dockView(dock, { base, windows }) {
  if (!dock.kind) return html``;
  return html`<section class="dock" role="group" aria-labelledby="dock-title">
    <header class="dock-head"><h3 id="dock-title" tabindex="-1">${TITLES[dock.kind]}</h3><button class="dock-close" data-action="dock-close" aria-label="关闭" title="关闭 (Esc)">${icon("close")}</button></header>
    ${BODIES[dock.kind](dock, base, windows)}
  </section>`;
}

function orders({ choices, problem }, base) {
  if (!choices) return problem ? null : wait;
  return html`<div class="dock-choices">${choices.orders.map((order) => html`<button class="dock-choice" data-action="fix-order" data-id="${order.id}">${orderOf(order, base)}</button>`)}
    <button class="dock-choice" data-action="fix-order" data-id="">${choices.orders.length > 0 ? "和这些订单都无关" : "没有找到您的订单，先不关联"}</button></div>`;
}

function topics({ choices, problem }) {
  if (!choices) return problem ? null : wait;
  return html`<div class="dock-topics">${choices.topics.map((topic) => html`<button class="chip" data-action="fix-topic" data-topic="${topic}">${topic}</button>`)}</div>
    ${form("fix-line", html`<input name="line" maxlength="60" required aria-label="用一句话说说是什么问题" placeholder="都不是？用一句话说说">`, "更正")}`;
}

const message = form("leave-message", html`<textarea name="text" rows="3" maxlength="500" required aria-label="留言内容" placeholder="把情况写下来，上班后第一时间处理"></textarea>`, "留言");

function callback(_dock, _base, windows) {
  return form("ask-callback", html`<input name="phone" type="tel" inputmode="tel" autocomplete="tel" maxlength="20" required aria-label="手机号" placeholder="手机号，只给回电的客服看">
    <fieldset class="dock-windows"><legend>方便接听的时间</legend>${windows.map(({ from, label }, index) => html`<label><input type="radio" name="window" value="${from}" ${index === 0 && "checked"}><span>${label}</span></label>`)}</fieldset>`, "请回电给我");
}

function form(action, fields, title) {
  return html`<form class="dock-form" data-form="${action}">${fields}<button class="dock-send">${title}</button></form>`;
}

const wait = html`<p class="muted" role="status">正在读取…</p>`;
