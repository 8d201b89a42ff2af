/** What can be said with one tap: the latest message's buttons, or the starters of an empty conversation. */

import { html } from "../shared/html.js";
import { quickButtons } from "../shared/parts.js";

const STARTERS = ["我的快递到哪了", "什么时候发货", "怎么退换货", "转人工"];
const PRODUCT_STARTERS = ["这款还有现货吗", "现在有什么优惠", "什么时候发货", "转人工"];

const WHILE_WAITING = { alone: "继续和小二聊", helped: "问题解决了，不用排队" };

export function quickReplies(session) {
  const titles = session.dock?.kind || session.outbox.items.some((item) => item.state === "sending") ? [] : offered(session);
  return titles.length === 0 ? html`` : html`<div class="quick" role="group" aria-label="快捷回复">${titles.map(chip)}</div>`;
}

/** Whoever waits for a person can go on with the bot, or give up the place, as long as the wait lasts. */
function offered({ messages, state, helped }) {
  const way = state === "waiting" && WHILE_WAITING[helped ? "helped" : "alone"];
  return [...new Set([...quickButtons(messages.last), ...(way ? [way] : [])])];
}

export function welcome(session) {
  if (session.messages.newest > 0 || session.outbox.items.length > 0) return html``;
  return html`<div class="welcome">
    <p class="welcome-hello">您好，我是小二</p>
    <p class="muted">订单、物流、尺码、退换货都可以问我；需要人工时，说一声就转。</p>
    <p class="welcome-label">大家常问</p>
    <div class="starters">${(session.page ? PRODUCT_STARTERS : STARTERS).map(chip)}</div>
  </div>`;
}

const chip = (title) => html`<button class="chip" data-action="say" data-text="${title}">${title}</button>`;
