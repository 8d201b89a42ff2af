/** The trainings, the newest first: one line each. */

import { html } from "../../shared/html.js";
import { moment } from "../../shared/times.js";
import { STAGES, STATES, titleOf } from "./training.js";

export const runLine = (run, { chosen, live }) => html`<li><button class="run" data-action="choose-run" data-id="${run.id}" ${chosen ? html`aria-current="true"` : ""}>
  <span class="run-head"><b>${titleOf(run)}</b><span class="run-state run-${run.state}">${run.model === live && run.state === "done" ? "线上" : STATES[run.state]}</span></span>
  <span class="muted">${run.asked_by}　${moment(run.asked_at)}${run.state === "running" && html`　${STAGES[run.stage]}`}</span>
  ${run.state === "running" && html`<progress max="1" value="${run.done}" aria-label="训练进度"></progress>`}
</button></li>`;
