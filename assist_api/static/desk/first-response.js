/** How long a shopper has waited for an answer: the steps at which it turns urgent. */

import { html } from "../shared/html.js";

const STEPS = [[120, "late"], [30, "slow"], [10, "due"], [0, "fresh"]];

/** Whether somebody waits in the queue, or in a case of `me`, for an answer. */
export const isAnswerable = (row, me) => Boolean(row.unanswered_since) && (row.state === "waiting" || (row.state === "agent" && row.agent_id === me));

export const stepOf = (seconds) => STEPS.find(([from]) => seconds >= from)?.[1] ?? "fresh";

/** Counts by itself (ticker.js); a screen reader is not told each second. */
export const responseClock = ({ unanswered_since: since, state }) =>
  since && (state === "waiting" || state === "agent") && html`<time class="response number" data-response="${since}" role="img" aria-label="等待回复" title="顾客等待回复的时间：10 秒、30 秒、2 分钟变色"></time>`;
