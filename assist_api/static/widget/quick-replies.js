/** What can be said with one tap: the latest message's buttons, or the starters of an empty conversation. */

import { html } from "../shared/html.js";
import { quickButtons } from "../shared/parts.js";

const STARTERS = ["我的快递到哪了", "什么时候发货", "怎么退换货", "转人工"];
const PRODUCT_STARTERS = ["这款还有现货吗", "现在有什么优惠", "什么时候发货", "转人工"];

export function quickReplies(session) {
  const titles = session.outbox.items.some((item) => item.state === "sending") ? [] : quickButtons(session.messages.last);
  return titles.length === 0 ? html`` : html`<div class="quick" role="group" aria-label="快捷回复">${titles.map(chip)}</div>`;
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
