/** Why a waiting case stands where it stands, and whose it is for now. */

import { html } from "../shared/html.js";

const ENDS = { before_lock: ["锁单", "已到锁单时间"], complaint: ["超时", "工单已超时"] };

/** 还剩 12 分钟锁单; past it, that it is over. */
export function left(iso, kind, now = Date.now()) {
  const [what, over] = ENDS[kind] ?? ["到期", "已到期"];
  const minutes = Math.ceil((Date.parse(iso) - now) / 60_000);
  if (minutes <= 0) return over;
  if (minutes < 60) return `还剩 ${minutes} 分钟${what}`;
  return `还剩 ${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分${what}`;
}

export function rowWhy({ routing }, me) {
  if (!routing) return null;
  const { why, deadline, kind, assigned_to: to, assigned_name: name } = routing;
  return html`<span class="row-why">${to && html`<b class="assigned">${to === me ? "分配给您" : `已分配给${name}`}</b>`}${deadline && html`<b class="deadline" data-deadline="${deadline}" data-kind="${kind}">${left(deadline, kind)}</b>`}<span>${why.join(" · ")}</span></span>`;
}
