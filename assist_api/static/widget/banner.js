/** A lost connection is said, once it lasts; nothing is said while all is well. */

import { html } from "../shared/html.js";
import { icon } from "../shared/icons.js";

export function banner(session) {
  if (session.problem && session.status !== "live") return line("bad", session.problem, html`<button data-action="restart">重试</button>`);
  if (session.status === "waiting") return line("warn", navigator.onLine ? "连接断开了，正在重新连接…" : "网络已断开，恢复后会自动重新连接。");
  return html``;
}

const line = (tone, sentence, more = null) => html`<p class="banner banner-${tone}" role="status">${icon("alert")}<span>${sentence}</span>${more}</p>`;
