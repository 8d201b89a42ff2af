/** 退换货: each return with its state, and the steps that are next. */

import { html } from "../../shared/html.js";
import { moment } from "../../shared/times.js";
import { Office } from "./office.js";
import { perform } from "./perform.js";
import { returnFormsFor } from "./return-forms.js";
import { section } from "./section.js";

const DONE = new Set(["refunded", "rejected", "withdrawn"]);

export const actions = {
  "return-do": ({ dataset }, tools) => {
    const office = Office.of(tools.desk.open, tools.desk);
    const asked = office.about?.returns.find(({ id }) => id === dataset.id);
    const form = asked && returnFormsFor(asked, office).find(({ key }) => key === dataset.name);
    return form && perform(form, asked, asked.order_id, tools);
  },
};

export function draw(open, desk) {
  const office = Office.of(open, desk);
  const returns = office.about?.returns ?? [];
  if (returns.length === 0) return null;
  const waiting = returns.filter(({ state }) => !DONE.has(state)).length;
  return section("退换货", html`<ul class="returns">${returns.map((asked) => returnOf(asked, office, open.about.orders))}</ul>`, { mark: waiting || "", folded: waiting === 0 });
}

const returnOf = (asked, office, orders) => html`<li class="return">
  <p class="return-head"><b>${asked.kind}</b><b class="state state-return-${asked.state}">${asked.state_zh}</b>${asked.kind !== "换货" && html`<span class="price">¥${asked.amount}</span>`}</p>
  <p>${nameOf(asked.sku_id, orders) ?? asked.sku_id}${asked.kind === "换货" && html` → ${skuOf(asked.exchange_sku_id, orders) ?? asked.exchange_sku_id}`}</p>
  <p class="muted">原因：${asked.reason}　${moment(asked.applied_at)} 申请</p>
  ${asked.tracking_no && html`<p class="muted">寄回：${asked.courier} <span class="number">${asked.tracking_no}</span></p>`}
  ${asked.received_at && html`<p class="muted">${moment(asked.received_at)} 入库</p>`}
  ${asked.refunded_at && html`<p class="muted">${moment(asked.refunded_at)} 退款</p>`}
  ${asked.exchange_order_id && html`<p>换货单 <span class="number">${asked.exchange_order_id}</span></p>`}
  ${asked.evidence.length > 0 && html`<p>${asked.evidence.map((url, index) => html`<a href="${url}" target="_blank" rel="noopener">凭证 ${index + 1}</a> `)}</p>`}
  <div class="order-actions" role="group" aria-label="${asked.kind}单的操作">${returnFormsFor(asked, office).map((form) => html`<button class="mini-button ${form.danger && "mini-danger"}" data-action="return-do" data-id="${asked.id}" data-name="${form.key}">${form.title}</button>`)}</div>
</li>`;

const nameOf = (sku, orders) => lineOf(orders, (line) => line.sku_id === sku, (line) => `${line.title} ${line.sku_label}`);
const skuOf = (sku, orders) => lineOf(orders, (line) => line.skus.some(({ id }) => id === sku), (line) => line.skus.find(({ id }) => id === sku).label);

function lineOf(orders, fits, tell) {
  const line = (orders ?? []).flatMap(({ lines }) => lines).find(fits);
  return line && tell(line);
}
