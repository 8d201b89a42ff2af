/** Who asks. */

import { html } from "../../shared/html.js";
import { date } from "../../shared/times.js";
import { section } from "./section.js";

export function draw({ about: { shopper }, row }) {
  if (!shopper) return section("顾客", html`<p>${row.shopper.name}</p><p class="muted">未登录，身份没有核实</p>`);
  return section("顾客", html`<p class="shopper-name"><b>${shopper.name}</b><span class="level">${shopper.level}</span></p>
    <dl class="pairs"><dt>地区</dt><dd>${shopper.region}</dd><dt>累计消费</dt><dd class="number">¥${shopper.spent}</dd><dt>注册时间</dt><dd>${date(shopper.since)}</dd></dl>`);
}
