/** What was promised to the shopper, and until when. */

import { html } from "../../shared/html.js";
import { moment } from "../../shared/times.js";
import { section } from "./section.js";

const KINDS = { urge_shipping: "催发货", urge_delivery: "催派送", tell_courier: "转告快递", invoice: "开发票", payment: "核实付款" };

export function draw({ about: { promises } }) {
  if (promises.length === 0) return null;
  return section("已答应顾客", html`<ul class="promises">${promises.map(({ kind, order_id: order, due_at: due, kept_at: kept }) => html`<li class="${kept ? "kept" : Date.parse(due) < Date.now() && "late"}">
    <b>${KINDS[kind] ?? kind}</b><span>${kept ? "已兑现" : `${moment(due)} 前`}</span><span class="muted number">${order}</span></li>`)}</ul>`);
}
