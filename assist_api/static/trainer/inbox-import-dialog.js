/** The window 导入消息: choose a file, watch it go in, read what was not taken. */

import { draw, html } from "../shared/html.js";
import { FileImport } from "./inbox-import.js";

const STATES = { running: "正在导入…", done: "导入完成", stopped: "已停止，再选一次同一个文件可以接着导入" };

export class ImportDialog {
  #dialog;
  #import;
  #onFailed;
  #file = null;

  constructor(dialog, api, { onDone, onFailed }) {
    this.#dialog = dialog;
    this.#onFailed = onFailed;
    this.#import = new FileImport(api, () => this.#draw());
    dialog.onclose = () => (this.#import.stop(), onDone());
    dialog.onchange = ({ target }) => target.files?.[0] && this.#send(target.files[0]);
    dialog.onclick = ({ target }) => target.closest("[data-action=import-close]") && dialog.close();
  }

  show() {
    this.#draw();
    this.#dialog.showModal();
  }

  #send(file) {
    this.#file = file;
    return this.#import.send(file).catch(this.#onFailed);
  }

  #draw() {
    draw(this.#dialog, content(this.#import, this.#file));
  }
}

const content = (run, file) => html`<header><h2 id="import-title">导入消息</h2><button class="text-button" data-action="import-close">${run.state === "running" ? "停止" : "关闭"}</button></header>
  ${run.state === "waiting" ? chooser : progress(run, file)}`;

const chooser = html`<p>一行一条顾客消息：<b>.txt</b> 只有消息；<b>.tsv</b> 第一行是列名（text，可选 id、at、channel、product_id、feeling）；<b>.ndjson</b> 每行一个 JSON 对象，字段同上。</p>
  <p class="muted">手机号、地址、姓名等会先隐去；同一个文件导入两次不会重复。</p>
  <label class="button">选择文件<input class="visually-hidden" type="file" accept=".tsv,.txt,.ndjson,.jsonl"></label>`;

const progress = (run, file) => html`<p role="status"><b>${file?.name}</b>　${STATES[run.state]}</p>
  <progress max="${run.size || 1}" value="${run.state === "done" ? run.size || 1 : run.read}"></progress>
  <p class="number">${run.lines} 行：新消息 ${run.new}，已有 ${run.known}${run.refused > 0 && html`，未导入 ${run.refused}`}</p>
  ${run.problem && html`<p role="alert">${run.problem}</p>`}
  ${run.refusals.length > 0 && html`<ul class="muted">${run.refusals.map(({ line, why }) => html`<li>第 ${line} 行：${why}</li>`)}</ul>`}`;
