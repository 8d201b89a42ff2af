/** Which intent is taken for which: the darker a square, the more often. */

import { html } from "../../shared/html.js";
import { confusionSquare } from "./score-card.js";

const CELL = 30;
const LEFT = 120;
const TOP = 104;

export function confusionPicture(title, confusions, names) {
  if (confusions.length === 0) return html`<figure class="picture"><figcaption>${title}：没有答错的。</figcaption></figure>`;
  const { intents, cells, most } = confusionSquare(confusions, names);
  const [width, height] = [LEFT + intents.length * CELL + 8, TOP + intents.length * CELL + 8];
  return html`<figure class="picture"><figcaption>${title}（行：应该是；列：答成了）</figcaption>
    <svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${title}：${spoken(confusions, names)}">
      ${intents.map((name, at) => html`<text class="axis" x="${LEFT - 8}" y="${middle(TOP, at) + 4}" text-anchor="end">${short(name)}</text>
        <text class="axis" transform="translate(${middle(LEFT, at) + 4} ${TOP - 8}) rotate(-55)">${short(name)}</text>`)}
      ${cells.map((row, down) => row.map((count, along) => square(count, most, along, down, down === along)))}
    </svg></figure>`;
}

const square = (count, most, along, down, own) => html`<g><rect class="${own ? "cell-own" : count ? "cell" : "cell-none"}" x="${LEFT + along * CELL + 1}" y="${TOP + down * CELL + 1}" width="${CELL - 2}" height="${CELL - 2}" rx="3" ${count ? html`fill-opacity="${(0.25 + (0.75 * count) / most).toFixed(2)}"` : ""}></rect>${count > 0 && html`<text class="${count > most / 2 ? "count count-strong" : "count"}" x="${middle(LEFT, along)}" y="${middle(TOP, down) + 4}" text-anchor="middle">${count}</text>`}</g>`;

const middle = (start, at) => start + at * CELL + CELL / 2;
const short = (name) => (name.length > 8 ? `${name.slice(0, 7)}…` : name);
const spoken = (confusions, names) => confusions.slice(0, 5).map(([right, said, count]) => `${names[right] ?? right}答成${names[said] ?? said} ${count} 次`).join("，");
