/** How long a shopper has waited for an answer: the steps at which it turns urgent. */

import { html } from "../shared/html.js";
import { waited } from "../shared/times.js";

const STEPS = [[120, "late"], [30, "slow"], [10, "due"], [0, "fresh"]];

/** Whether somebody waits in the queue, or in a case of `me`, for an answer. */
export const isAnswerable = (row, me) => Boolean(row.unanswered_since) && (row.state === "waiting" || (row.state === "agent" && row.agent_id === me));

export const stepOf = (seconds) => STEPS.find(([from]) => seconds >= from)?.[1] ?? "fresh";

const HOUR = 3600;

/** Seconds only as long as they decide anything: the name beside it needs the room. */
export function unanswered(since, now = Date.now()) {
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1000));
  if (seconds < STEPS[0][0]) return `${waited(since, now)}未回`;
  if (seconds < HOUR) return `${Math.floor(seconds / 60)} 分未回`;
  return seconds < 24 * HOUR ? `${Math.floor(seconds / HOUR)} 小时未回` : `${Math.floor(seconds / (24 * HOUR))} 天未回`;
}

/** Counts by itself (ticker.js); a screen reader is not told each second. */
export const responseClock = ({ unanswered_since: since, state }) =>
  since && (state === "waiting" || state === "agent") && html`<time class="response number" data-response="${since}" role="img" aria-label="等待回复" title="顾客等待回复的时间：10 秒、30 秒、2 分钟变色"></time>`;
