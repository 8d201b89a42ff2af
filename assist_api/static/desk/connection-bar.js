/** What the agent has to know while the connection is gone: since when, and what becomes of what was not sent. */

import { html } from "../shared/html.js";
import { waited } from "../shared/times.js";

/** `lostAt`: in milliseconds, null while all is well. */
export function connectionBar({ lostAt, unsent }, now = Date.now()) {
  if (lostAt === null) return html``;
  return html`<p class="connection-lost" role="alert"><b>连接断开</b><span>正在自动重连，断开期间新消息不会显示。${unsent > 0 ? `没发出去的 ${unsent} 条回复会在恢复后自动发送。` : "您现在写的回复会先存着，恢复后自动发送。"}</span><time class="number" data-since="${new Date(lostAt).toISOString()}">${waited(new Date(lostAt).toISOString(), now)}</time><button class="button" data-action="reconnect">立即重连</button></p>`;
}

/** Follows the socket's status: when it was lost, and what to say when it is there again. No DOM. */
export class ConnectionWatch {
  #everLive = false;
  lostAt = null;

  /** The sentence to say about the change, or null. A break of a moment is nobody's news. */
  became(status, now = Date.now()) {
    if (status === "live") return this.#regained(now);
    if (status === "waiting" && this.#everLive) this.lostAt ??= now;
    return null;
  }

  #regained(now) {
    const away = this.lostAt === null ? 0 : now - this.lostAt;
    Object.assign(this, { lostAt: null });
    this.#everLive = true;
    return away > 0 ? "已恢复连接，断开期间的消息已补上" : null;
  }
}
