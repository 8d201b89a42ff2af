/** What went live when, by whom and why. */

import { html } from "../../shared/html.js";
import { moment } from "../../shared/times.js";
import { loading } from "../states.js";
import { shortName } from "./run-panel.js";

const KINDS = { publish: "发布", rollback: "回滚" };
const OUTCOMES = { trying: "进行中", done: "", failed: "没有成功" };

export function history(training) {
  if (!training.overview) return training.problem ? html`` : loading;
  const rows = training.overview.publications;
  if (rows.length === 0) return html`<p class="muted">还没有发布过；线上是安装时训练的模型。</p>`;
  return html`<table class="card-table"><thead><tr><th scope="col">时间</th><th scope="col">操作</th><th scope="col">模型</th><th scope="col">操作人</th><th scope="col">原因</th><th scope="col"></th></tr></thead>
    <tbody>${rows.map((row) => line(row, training))}</tbody></table>`;
}

const line = ({ id, kind, outcome, model, run_id: runId, by, why, at, problem }, { live, current, mayPublish }) => html`<tr>
  <td class="number">${moment(at)}</td><td>${KINDS[kind]} <span class="tone-bad">${OUTCOMES[outcome]}</span></td>
  <td>${runId ? html`<button class="text-button" data-action="choose-run" data-id="${runId}" title="看评分卡"><code>${shortName(model)}</code></button>` : html`<code>${shortName(model)}</code>`}${id === current?.id && html` <span class="run-live">线上</span>`}</td>
  <td>${by}</td><td class="said">${why}${problem && html`<small class="tone-bad">${problem}</small>`}</td>
  <td>${mayPublish && outcome === "done" && model !== live && html`<button class="text-button" data-action="restore" data-id="${id}">回到这个版本</button>`}</td></tr>`;
