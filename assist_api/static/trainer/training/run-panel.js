/** One training: how far it is with its log, or its score card. */

import { html } from "../../shared/html.js";
import { moment, waited } from "../../shared/times.js";
import { empty } from "../states.js";
import { cardTabs, TABS } from "./card-tabs.js";
import { isOpen, STAGES, STATES, titleOf } from "./training.js";

export function runPanel(training) {
  const { run } = training;
  if (!run) return empty("还没有训练过", "写好训练数据以后，按 N 或点“开始训练”。");
  return html`${heading(run)}${buttons(training)}${BODIES[run.state](training)}`;
}

const heading = (run) => html`<header><h2>${titleOf(run)}</h2>
  <p class="muted">${run.asked_by} 于 ${moment(run.asked_at)} 发起　${STATES[run.state]}${run.started_at && html`　${run.ended_at ? "用时" : "已用"} ${waited(run.started_at, run.ended_at ? Date.parse(run.ended_at) : Date.now())}`}${run.model && html`　<code>${shortName(run.model)}</code>`}</p></header>`;

export const shortName = (model) => model.replace(".tar.gz", "");

const buttons = (training) => {
  const { run } = training;
  return html`<div class="run-buttons">
    ${training.publishable && html`<button class="button button-main" data-action="publish">发布 <kbd>P</kbd></button>`}
    ${run.state === "done" && run.model === training.live && html`<span class="run-live">正在线上</span>`}
    ${run.state === "done" && !training.mayPublish && html`<span class="muted">发布需要审核员或主管的权限。</span>`}
    ${isOpen(run) && html`<button class="button" data-action="cancel-run" ${run.stop_wanted ? html`disabled` : ""}>${run.stop_wanted ? "正在停止…" : "取消训练"}</button>`}
  </div>`;
};

const going = ({ run }) => html`<div class="run-progress"><p role="status">${run.state === "queued" ? "前面还有训练，轮到时自动开始。" : `${STAGES[run.stage]}，完成 ${Math.round(run.done * 100)}%`}</p>
  <progress max="1" value="${run.done}" aria-label="训练进度"></progress></div>${log(run)}`;

const log = (run) => html`<pre class="run-log" tabindex="0" aria-label="训练日志">${run.log || "还没有日志。"}</pre>`;

const failed = ({ run }) => html`<p class="run-problem" role="alert">${run.problem}</p>${log(run)}`;

const done = (training) => html`${cardTabs(training)}<div class="card-body" role="tabpanel" aria-label="${TABS[training.tab].title}">${TABS[training.tab].body(training)}</div>`;

const BODIES = { queued: going, running: going, failed, cancelled: ({ run }) => log(run), done };
