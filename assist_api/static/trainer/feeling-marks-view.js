/** The view 情绪标注: what the model felt, what the agent says, and whether the model is to learn it. */

import { onActions } from "../shared/actions.js";
import { FEELINGS, feelingMark } from "../shared/feelings.js";
import { draw, html } from "../shared/html.js";
import { KeyedList } from "../shared/keyed-list.js";
import { moment } from "../shared/times.js";
import { FeelingMarks } from "./feeling-marks.js";

const frame = html`<div class="filters"><div class="filter-reasons" role="group" aria-label="按处理情况筛选"></div>
    <button class="button" data-action="reload-marks">刷新</button></div>
  <p class="marks-problem" role="alert"></p>
  <div class="inbox"><table class="marks" hidden>
    <thead><tr><th scope="col">顾客的话</th><th scope="col">模型</th><th scope="col">客服</th><th scope="col">标注人</th><th scope="col">时间</th><th scope="col">用于训练</th></tr></thead>
    <tbody></tbody></table><p class="empty" role="status"></p></div>`;

export class FeelingMarksView {
  #root;
  #list;
  #marks;

  /** `onFailed(error)` is told what the view itself cannot show. */
  constructor(root, api, onFailed) {
    draw(root, frame);
    this.#root = root;
    this.#list = new KeyedList(root.querySelector("tbody"));
    this.#marks = new FeelingMarks(api, () => this.#draw());
    const decide = (accept) => ({ dataset }) => this.#marks.decide(dataset.id, accept).catch(onFailed);
    onActions(root, {
      "mark-tab": ({ dataset }) => this.#marks.show(dataset.name),
      "reload-marks": () => this.#marks.load().catch(onFailed),
      "accept-mark": decide(true),
      "reject-mark": decide(false),
    });
  }

  load() {
    return this.#marks.load();
  }

  #draw() {
    const { rows, chosen, counts, shown, busy, problem } = this.#marks;
    draw(this.#root.querySelector(".filter-reasons"), html`${counts.map(({ name, title, count }) => html`<button class="filter" data-action="mark-tab" data-name="${name}" aria-pressed="${name === shown}">${title} <span class="number">${count}</span></button>`)}`);
    this.#list.draw(chosen.map((row) => ({ key: row.id, markup: line(row) })));
    this.#root.querySelector(".marks").hidden = chosen.length === 0;
    this.#root.querySelector(".marks-problem").textContent = problem ?? "";
    const empty = this.#root.querySelector(".empty");
    empty.hidden = chosen.length > 0;
    empty.textContent = chosen.length > 0 ? "" : rows === null ? (busy ? "正在加载…" : "") : rows.length === 0 ? "还没有客服纠正过情绪。" : "这一栏没有标注。";
  }
}

const line = ({ id, text, model, label, by, at, agreed, decided, decided_by: judge }) => html`<tr>
  <td class="said">${text}${!agreed && html`<small class="bad">客服说法不一</small>`}</td>
  <td>${feelingMark(model)}</td><td>${feelingMark(label)}</td><td>${by}</td><td class="at number">${moment(at)}</td>
  <td>${decided && html`<span class="muted">${decided === "accepted" ? "已采纳" : "不采纳"}（${judge}）</span> `}
    ${decided !== "accepted" && html`<button class="text-button" data-action="accept-mark" data-id="${id}" aria-label="采纳：${text} 是${FEELINGS[label]}">采纳</button>`}
    ${decided !== "rejected" && html`<button class="text-button" data-action="reject-mark" data-id="${id}" aria-label="不采纳：${text} 是${FEELINGS[label]}">不采纳</button>`}</td></tr>`;
