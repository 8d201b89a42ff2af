/** What was passed on to a person, as its shopper sees it; the newest one can be put right with one tap. */

import { pictureAddress } from "../shared/address.js";
import { html } from "../shared/html.js";
import { icon } from "../shared/icons.js";

/** `open`: it is the newest, and somebody may still read the correction. */
export function receiptCard({ topic, order, tried, corrected }, { base, open }) {
  return html`<section class="card card-receipt ${!open && "card-past"}" aria-label="转给人工的内容">
    <header class="receipt-head">${icon("check")}<b>${corrected ? "已更正，转给人工的内容" : "已为您转达"}</b></header>
    <dl class="receipt">
      <dt>问题</dt><dd>${topic || "还没说是什么问题"} ${open && fix("topic", topic ? "不是这个问题" : "说说是什么问题")}</dd>
      <dt>订单</dt><dd>${order ? orderOf(order, base) : "没有关联订单"} ${open && fix("order", order ? "不是这个订单" : "选一个订单")}</dd>
      ${tried.length > 0 && html`<dt>小二答过</dt><dd><ul class="receipt-tried">${tried.map((words) => html`<li>${words}</li>`)}</ul></dd>`}
    </dl></section>`;
}

const fix = (what, title) => html`<button class="fix" data-action="fix" data-what="${what}">${title}</button>`;

export function orderOf({ title, picture, state_zh: state }, base) {
  const address = pictureAddress(picture, base);
  return html`<span class="receipt-order">${address && html`<img src="${address}" alt="" loading="lazy">`}<span>${title}<span class="muted"> ${state}</span></span></span>`;
}
