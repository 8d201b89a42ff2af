/** One message as its shopper sees it, and one that is still on its way. */

import { html } from "../shared/html.js";
import { icon } from "../shared/icons.js";
import { partsOf } from "../shared/parts.js";
import { receiptCard } from "./receipt-card.js";
import { wishCard } from "./wish-card.js";

const STATES = {
  sending: () => html`<span class="sending" role="img" aria-label="发送中"></span>`,
  sent: () => null,
  failed,
};

const OURS = { receipt: receiptCard, wish: wishCard };

/** `rates`: whether answers can be rated here. `open`: by kind the number of the message whose part may still be acted on. `last`: of what its sender says in a row. */
export function bubble(message, { first, last = true, rates = true, base, open = {} }) {
  if (message.recalled) return html`<li class="notice"><p>客服撤回了一条消息</p></li>`;
  if (message.from === "system") return html`<li class="notice"><p>${message.text}</p>${oursOf(message, base, open)}${partsOf(message, base)}</li>`;
  return html`<li class="turn turn-${message.from} ${first && "turn-first"}">
    ${message.from !== "shopper" && html`<span class="avatar avatar-${message.from}" aria-hidden="true">${first && avatar(message)}</span>`}
    <div class="said">
      ${first && html`<p class="who ${message.from === "shopper" && "visually-hidden"}">${message.from === "shopper" ? "我" : name(message)}</p>`}
      ${message.text && html`<p class="bubble">${message.text}</p>`}
      ${partsOf(message, base)}
      ${last && rates && message.from === "bot" && message.text && rating(message)}
    </div>
  </li>`;
}

const rating = ({ seq, helpful }) => html`<p class="rating" role="group" aria-label="这个回答有用吗">${Object.entries(RATINGS).map(
  ([value, { title, sign }]) => html`<button data-action="rate" data-seq="${seq}" data-helpful="${value}" aria-pressed="${String(helpful) === value}" aria-label="${title}" title="${title}">${icon(sign)}</button>`,
)}</p>`;
const RATINGS = { true: { title: "有用", sign: "thumb_up" }, false: { title: "没用", sign: "thumb_down" } };

const oursOf = (message, base, open) => (message.parts ?? []).map((part) => OURS[part.type]?.(part, { base, open: open[part.type] === message.seq }));

export const pending = (item) => html`<li class="turn turn-shopper turn-${item.state}">
  <div class="said">${item.text && html`<p class="bubble">${item.text}</p>`}${item.pictures?.length > 0 && thumbs(item)}${STATES[item.state](item)}</div>
</li>`;

const thumbs = ({ pictures, state }) => html`<div class="thumbs">${pictures.map(({ thumb }) => html`<img src="${thumb}" alt="图片">`)}
  ${state === "sending" && html`<p class="muted" role="status">图片上传中 ${pictures.filter(({ id }) => id).length}/${pictures.length}</p>`}</div>`;

/** What is wrong with a picture is said outright: pressing again may not be the remedy. */
function failed(item) {
  const again = html`<button class="failed" data-action="retry" data-id="${item.client_id}" title="${item.problem}">${icon("alert")}消息发送失败，点击重试</button>`;
  if (!item.pictures?.length) return again;
  return html`<p class="failed-why">${item.problem}</p><p class="failed-ways">${again}<button class="failed" data-action="drop" data-id="${item.client_id}">删除</button></p>`;
}

export const typingDots = (who) => html`<li class="turn turn-${who} turn-first">
  <span class="avatar avatar-${who}" aria-hidden="true">${who === "bot" ? icon("bot") : icon("person")}</span>
  <div class="said"><p class="bubble dots"><span class="visually-hidden">对方正在输入</span><i></i><i></i><i></i></p></div>
</li>`;

const name = (message) => (message.from === "bot" ? "小二 · 智能客服" : `客服 ${message.name}`);
const avatar = (message) => (message.from === "bot" ? icon("bot") : message.name.slice(-1));
