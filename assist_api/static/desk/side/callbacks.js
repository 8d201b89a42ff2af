/** Calls that the shopper wished for while nobody was there. The whole number stands here and nowhere else. */

import { html } from "../../shared/html.js";
import { clock, day, moment } from "../../shared/times.js";
import { section } from "./section.js";

export function draw({ about: { callbacks = [] } }) {
  if (callbacks.length === 0) return null;
  return section("希望回电", html`<ul class="callbacks">${callbacks.map(callbackOf)}</ul>`);
}

export const actions = {
  "callback-done": ({ dataset }, { api, desk, attempt, reload }) =>
    attempt(async () => {
      await api.post(`${desk.open.path}/callbacks/${encodeURIComponent(dataset.id)}/done`);
      await reload();
    }),
};

const callbackOf = ({ id, phone, begins_at: begins, ends_at: ends, done_at: done }) => html`<li class="${done && "callback-done"}">
  <b class="number">${phone}</b><span>${day(begins)} ${clock(begins)}–${clock(ends)}</span>
  ${done ? html`<span class="muted">${moment(done)} 已回电</span>` : html`<button class="button" data-action="callback-done" data-id="${id}">已回电</button>`}</li>`;
