/** 价保: what is due since a price fell, from which prices it was calculated, and its claim. */

import { html } from "../../shared/html.js";
import { day, moment } from "../../shared/times.js";
import { Office } from "./office.js";
import { perform } from "./perform.js";
import { section } from "./section.js";

const FORM = { name: "refund_difference", title: "退差价", fields: () => [], body: () => ({}) };

export const actions = {
  "price-claim": ({ dataset }, tools) => perform(FORM, null, dataset.id, tools),
};

export function draw(open, desk) {
  const office = Office.of(open, desk);
  const falls = office.about?.price_falls ?? [];
  if (falls.length === 0) return null;
  return section("价保", falls.map((fall) => fallOf(fall, office)), { mark: `${falls.length} 单可退` });
}

const fallOf = ({ order_id: id, amount, until, basis }, office) => html`<div class="price-fall">
  <p><b class="price">可退 ¥${amount}</b> <span class="muted">${until && `${day(until)} 前有效`}，订单 <span class="number">${id}</span></span></p>
  ${basis.map((line) => html`<p class="muted">${line.title} ${line.sku_label} ×${line.quantity}：付 ${line.paid} 元，${moment(line.fell_at)} 降到 ${line.lowest} 元，差 ${line.amount} 元</p>`)}
  ${office.can(FORM.name) && html`<button class="mini-button" data-action="price-claim" data-id="${id}">退差价 ¥${amount}</button>`}
</div>`;
