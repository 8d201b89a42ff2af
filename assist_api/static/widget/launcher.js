/** The bubble at the page's corner, with the number of what was not read. */

import { html } from "../shared/html.js";
import { icon } from "../shared/icons.js";

export const launcher = (unread) => html`${icon("chat")}<span class="launcher-word">客服</span>
  ${unread > 0 && html`<span class="badge">${unread > 99 ? "99+" : unread}</span>`}
  <span class="visually-hidden">${unread > 0 ? `打开客服聊天，有 ${unread} 条未读消息` : "打开客服聊天"}</span>`;
