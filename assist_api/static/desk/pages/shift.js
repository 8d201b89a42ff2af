/** 交接班: give what is open to the next, all at once or one by one; tick what was left to this agent. */

import { draw, html } from "../../shared/html.js";
import { letGoOutage } from "../../shared/outage.js";
import { moment } from "../../shared/times.js";
import { teamOf } from "../colleagues.js";
import { Shift, keyOf } from "../shift.js";

export const page = {
  name: "shift",
  title: "交接班",
  icon: "back",
  key: { code: "KeyX", alt: true },
  badge: (desk) => shiftOf(desk).open.length,
  open: (root, tools) => new ShiftPage(root, tools),
};

const shiftOf = (desk) => desk.kept.of("shift", () => new Shift(desk.api));

export const actions = {
  "shift-choose": ({ dataset }, { desk, draw: redraw }) => (shiftOf(desk).toggle(dataset.key), redraw()),
  "shift-all": (_element, { desk, draw: redraw }) => (shiftOf(desk).toggleAll(), redraw()),
  "shift-give": (_element, tools) => give(tools, shiftOf(tools.desk).chosen),
  "shift-give-one": ({ dataset }, tools) => give(tools, shiftOf(tools.desk).mine.filter((item) => keyOf(item) === dataset.key)),
  "shift-take": ({ dataset }, { desk, attempt }) => attempt(() => shiftOf(desk).take(dataset.id)),
  "shift-open": ({ dataset }, { go, select }) => (go(""), select(dataset.id)),
};

export const frames = { ready: (_frame, { desk, draw: redraw }) => shiftOf(desk).load().then(redraw, letGoOutage) };

class ShiftPage {
  #root;
  #desk;

  constructor(root, tools) {
    this.#root = root;
    this.#desk = tools.desk;
    shiftOf(tools.desk).load().then(tools.draw, letGoOutage);
  }

  draw() {
    draw(this.#root, html`<div class="page-body"><header class="page-head"><h2>交接班</h2></header>${body(shiftOf(this.#desk))}</div>`);
  }
}

function body(shift) {
  if (shift.problem) return html`<p class="bad" role="alert">${shift.problem}</p>`;
  if (!shift.loaded) return html`<div class="skeleton" role="status" aria-label="正在加载"><i></i><i></i><i></i></div>`;
  return html`${leftToMe(shift)}${mine(shift)}${given(shift)}`;
}

const leftToMe = ({ leftToMe: items }) => html`<section class="page-card"><h3>上一班交给我的</h3>${items.length === 0 ? html`<p class="muted">没有待接收的交接事项</p>` : html`<table aria-label="交给我的"><thead><tr><th scope="col">事项</th><th scope="col">内容</th><th scope="col">时限</th><th scope="col">交接人</th><th scope="col">接收</th></tr></thead><tbody>${items.map((item) => html`<tr>${cells(item)}<td>${item.from}${item.note && html`<p class="shift-note">${item.note}</p>`}</td><td>${item.taken_at ? html`<span class="good">已接收</span>` : html`<button class="button" data-action="shift-take" data-id="${item.id}" aria-label="接收：${item.words}">接收</button>`}</td></tr>`)}</tbody></table>`}</section>`;

const mine = (shift) => html`<section class="page-card"><h3>我还没办完的</h3>${shift.mine.length === 0 ? html`<p class="muted">您手上没有要交接的会话、工单、承诺和备注</p>` : html`<table aria-label="我还没办完的"><thead><tr><th scope="col"><input type="checkbox" data-action="shift-all" aria-label="全选" ${shift.allChosen && "checked"}></th><th scope="col">事项</th><th scope="col">内容</th><th scope="col">时限</th><th scope="col">交接</th></tr></thead><tbody>${shift.mine.map((item) => html`<tr><td><input type="checkbox" data-action="shift-choose" data-key="${keyOf(item)}" aria-label="选择：${item.words}" ${shift.isChosen(item) && "checked"}></td>${cells(item)}<td><button class="text-button" data-action="shift-give-one" data-key="${keyOf(item)}" aria-label="交接：${item.words}">交接</button></td></tr>`)}</tbody></table><p class="page-foot"><button class="button button-main" data-action="shift-give" ${shift.chosen.length === 0 && "disabled"}>交接选中的 ${shift.chosen.length} 项</button></p>`}</section>`;

const given = ({ given: items }) => items.length > 0 && html`<section class="page-card"><h3>我交出去的</h3><table aria-label="我交出去的"><thead><tr><th scope="col">事项</th><th scope="col">内容</th><th scope="col">时限</th><th scope="col">交给</th><th scope="col">状态</th></tr></thead><tbody>${items.map((item) => html`<tr>${cells(item)}<td>${item.to}</td><td>${item.taken_by ? `${item.taken_by} 已接收` : "待接收"}</td></tr>`)}</tbody></table></section>`;

const cells = (item) => html`<td>${item.kind_zh}</td><td>${item.conversation_id ? html`<button class="text-button" data-action="shift-open" data-id="${item.conversation_id}">${item.words}</button>` : item.words}</td><td>${item.due_at ? html`<time datetime="${item.due_at}">${moment(item.due_at)}</time>` : "—"}</td>`;

async function give({ desk, ask, say, draw: redraw }, items) {
  if (items.length === 0) return;
  const people = teamOf(desk).colleagues.map(({ id, name, shown }) => ({ value: id, label: `${name} · ${shown}` }));
  const cases = items.filter(({ kind }) => kind === "case").length;
  const done = await ask({
    title: `交接 ${items.length} 项`,
    intro: html`<ul>${items.slice(0, 8).map(({ kind_zh: kind, words }) => html`<li>${kind}：${words}</li>`)}${items.length > 8 && html`<li>等 ${items.length} 项</li>`}</ul>`,
    fields: [
      { name: "to", label: "交给", kind: "select", options: [{ value: "", label: "接班同事（谁上班谁接）" }, ...people] },
      { name: "note", label: "说明", kind: "textarea", maxlength: 500 },
    ],
    confirm: () => html`<p>确认交接 ${items.length} 项？${cases > 0 && `其中 ${cases} 个会话会回到排队，顾客会看到“客服交接班”的提示。`}</p>`,
    submitLabel: "交接",
    submit: ({ to, note }) => shiftOf(desk).give(items, to, note),
  });
  if (done) say(`已交接 ${done.items.length} 项`);
  redraw();
}
