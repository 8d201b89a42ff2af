/** How often a model is right where it says how sure it is. */

import { html } from "../../shared/html.js";
import { percent } from "./score-card.js";

const SIDE = 320;
const EDGE = 40;

export function reliabilityPicture(ours, theirs) {
  const whole = SIDE + 2 * EDGE;
  return html`<figure class="picture"><svg viewBox="0 0 ${whole} ${whole}" width="${whole}" height="${whole}" role="img" aria-label="可靠性曲线">
      <rect class="plot" x="${EDGE}" y="${EDGE}" width="${SIDE}" height="${SIDE}"></rect>
      <line class="ideal" x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}"></line>
      ${[0, 0.5, 1].map((tick) => html`<text class="axis" x="${x(tick)}" y="${y(0) + 18}" text-anchor="middle">${percent(tick, 0)}</text><text class="axis" x="${EDGE - 8}" y="${y(tick) + 4}" text-anchor="end">${percent(tick, 0)}</text>`)}
      ${theirs && curve(theirs, "curve-live")}${curve(ours, "curve-new")}
    </svg>
    <figcaption><span class="key-new">新模型</span>${theirs && html`<span class="key-live">线上模型</span>`}</figcaption></figure>
    ${table(ours, theirs)}`;
}

const curve = (bins, kind) => html`<g class="${kind}"><polyline points="${bins.map(({ confidence, right }) => `${x(confidence)},${y(right)}`).join(" ")}"></polyline>
  ${bins.map(({ confidence, right, count }) => html`<circle cx="${x(confidence)}" cy="${y(right)}" r="${Math.min(10, 2 + Math.sqrt(count) / 3).toFixed(1)}"><title>把握 ${percent(confidence, 0)}，答对 ${percent(right, 0)}，${count} 句</title></circle>`)}</g>`;

const table = (ours, theirs) => html`<table class="card-table"><thead><tr><th scope="col">把握</th><th scope="col">新模型答对</th><th scope="col">句数</th><th scope="col">线上答对</th><th scope="col">句数</th></tr></thead>
  <tbody>${edges(ours, theirs).map((from) => html`<tr><th scope="row" class="number">${percent(from, 0)}–${percent(from + 0.1, 0)}</th>${cells(ours, from)}${cells(theirs, from)}</tr>`)}</tbody></table>`;

const edges = (ours, theirs) => [...new Set([...ours, ...(theirs ?? [])].map(({ from }) => from))].sort((one, other) => one - other);
const cells = (bins, from) => {
  const bin = (bins ?? []).find((one) => one.from === from);
  return html`<td class="number">${percent(bin?.right, 0)}</td><td class="number">${bin?.count ?? "—"}</td>`;
};
const x = (share) => (EDGE + share * SIDE).toFixed(1);
const y = (share) => EDGE + SIDE - share * SIDE;
