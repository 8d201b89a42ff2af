/** The place in the queue and the wait to be expected, live; said politely when it changes. */

import { html } from "../shared/html.js";
import { icon } from "../shared/icons.js";

export function waitingBar({ state, queue, helped }) {
  if (state !== "waiting" || !queue) return html``;
  return html`<p class="waiting" role="status">${icon("clock")}<span>${queue.sentence}${helped && html`<span class="waiting-note">小二先陪您聊，位置保留</span>`}</span></p>`;
}
