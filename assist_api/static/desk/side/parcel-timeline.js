/** A parcel with everything its courier has told, newest first; one that stands still says so. */

import { html } from "../../shared/html.js";
import { day, moment } from "../../shared/times.js";

const FIRST = 4;

export const parcelTimeline = (parcel) => html`<section class="parcel ${parcel.stalled_hours && "parcel-stalled"}" aria-label="包裹 ${parcel.tracking_no}">
  <header class="parcel-head"><b>${parcel.courier}</b><span class="number">${parcel.tracking_no}</span><button class="text-button" data-action="copy" data-text="${parcel.tracking_no}">复制</button><b class="state state-${parcel.state}">${parcel.state_zh}</b></header>
  ${parcel.stalled_hours && html`<p class="parcel-warning">停滞：已有 ${parcel.stalled_hours} 小时没有新的物流记录</p>`}
  ${parcel.expected_at && html`<p class="muted">预计 ${day(parcel.expected_at)} 送达</p>`}
  ${parcel.events.length === 0 && html`<p class="muted">快递公司还没有扫描记录。</p>`}
  <ol class="timeline">${parcel.events.slice(0, FIRST).map(entry)}</ol>
  ${parcel.events.length > FIRST && html`<details><summary>更早的 ${parcel.events.length - FIRST} 条</summary><ol class="timeline">${parcel.events.slice(FIRST).map(entry)}</ol></details>`}
</section>`;

const entry = ({ at, place, text }) => html`<li><time datetime="${at}">${moment(at)}</time><p>${text}</p>${place && html`<span class="muted">${place}</span>`}</li>`;
