/** 开工卡: the day's activities, stock and sending, parcels that stand still, what is out of date; ticked once a day. */

import { draw, html } from "../../shared/html.js";
import { moment, until as untilWords } from "../../shared/times.js";

export const page = {
  name: "start",
  title: "开工卡",
  icon: "bag",
  key: { code: "KeyQ", alt: true },
  badge: (desk) => (cardOf(desk).card && !cardOf(desk).card.seen ? 1 : 0),
  open: (root, tools) => new StartPage(root, tools),
};

class Card {
  #api;
  card = null;
  problem = null;

  constructor(api) {
    this.#api = api;
  }

  async load() {
    try {
      this.card = await this.#api.get("/api/v1/desk/shift/start");
      this.problem = null;
    } catch (error) {
      if (error.status === undefined) throw error;
      this.problem = error.message;
    }
  }

  async seen() {
    await this.#api.post("/api/v1/desk/shift/start/seen", {});
    this.card = { ...this.card, seen: true };
  }
}

const cardOf = (desk) => desk.kept.of("start of shift", () => new Card(desk.api));

export const actions = {
  "start-seen": (_element, { desk, attempt, go }) => attempt(() => cardOf(desk).seen()).then(() => go("")),
  "start-reload": (_element, { desk, draw: redraw }) => cardOf(desk).load().then(redraw),
};

/** At the first log-in of the day the card is what one sees first; who has begun to work before it came is not led away. */
export const frames = { ready: (_frame, tools) => first(tools) };

async function first({ desk, go, draw: redraw }) {
  const known = cardOf(desk);
  if (known.card) return;
  let hasBegun = false;
  for (const what of ["keydown", "pointerdown"]) document.addEventListener(what, () => (hasBegun = true), { once: true, capture: true });
  await known.load();
  if (known.card && !known.card.seen && !hasBegun && !desk.open && location.hash.length < 2) go("start");
  redraw();
}

class StartPage {
  #root;
  #desk;

  constructor(root, { desk, draw: redraw }) {
    this.#root = root;
    this.#desk = desk;
    if (!cardOf(desk).card) cardOf(desk).load().then(redraw);
  }

  draw() {
    const { card, problem } = cardOf(this.#desk);
    draw(this.#root, html`<div class="page-body"><header class="page-head"><h2>开工卡</h2>${card && html`<span class="muted">${card.day}</span>`}<span class="spring"></span>${card && (card.seen ? html`<span class="good">今天已看过</span>` : html`<span class="muted"><kbd>Esc</kbd> 先去接待，稍后再看</span><button class="button button-main" data-action="start-seen">看过了，开工</button>`)}</header>${problem && html`<p class="bad" role="alert">${problem} <button class="button" data-action="start-reload">重试</button></p>`}${card ? cards(card) : !problem && html`<div class="skeleton" role="status" aria-label="正在加载"><i></i><i></i><i></i></div>`}</div>`);
  }
}

const SILENT = html`<p class="bad">店铺系统暂时没有响应，这部分没有核对到。<button class="button" data-action="start-reload">重试</button></p>`;
const NONE = (words) => html`<p class="muted">${words}</p>`;

const cards = ({ activities, stock, dispatch, stalled, out_of_date: old }) => html`
  <h3 class="page-part">今日活动</h3>${activities === null ? SILENT : activities.length === 0 ? NONE("今天没有进行中的活动") : activities.map(activity)}
  <section class="page-card"><h3>今日发货</h3>${dispatch === null ? SILENT : sending(dispatch)}</section>
  <section class="page-card"><h3>物流停滞 <span class="number">${stalled.length}</span></h3>${stalled.length === 0 ? NONE("没有停滞的包裹") : html`<ul>${stalled.map(({ ticket_id: id, order_id: order, words }) => html`<li><a href="#tickets/${id}">订单 ${order}</a>：${words}</li>`)}</ul>`}</section>
  <section class="page-card"><h3>库存</h3>${stock === null ? SILENT : goods(stock)}</section>
  <section class="page-card"><h3>过期的知识和话术 <span class="number">${old.number}</span></h3>${old.number === 0 ? NONE("没有过期或三天内到期的内容") : html`<ul>${old.shown.map(({ kind, title, why }) => html`<li>${kind} · ${title} <span class="stale-mark">${why}</span></li>`)}</ul>`}</section>`;

const activity = ({ title, until, conditions, scope, combines, exceptions, script, refund }) => html`<section class="page-card"><h3>${title} <span class="muted">到 ${untilWords(until)}</span></h3><dl>
  <dt>条件</dt><dd>${conditions}</dd><dt>范围</dt><dd>${scope}</dd><dt>叠加</dt><dd>${combines}</dd><dt>例外</dt><dd>${exceptions.length ? exceptions.join("；") : "无"}</dd><dt>话术</dt><dd>${script} <button class="text-button" data-action="copy" data-text="${script}">复制</button></dd><dt>退款规则</dt><dd>${refund}</dd></dl></section>`;

const sending = ({ same_day_before: before, promise_hours: hours, warehouses, near_promise: near }) => html`<dl><dt>当天发货</dt><dd><b class="number">${before}</b> 前付款的当天发，最晚付款后 ${hours} 小时</dd><dt>仓库</dt><dd>${warehouses.map(({ name, categories }) => `${name}（${categories.join("、")}）`).join("，")}</dd><dt>临近承诺</dt><dd>${near.number === 0 ? "没有临近发货承诺的订单" : html`<ul>${near.shown.map(({ order_id: id, title, ship_by: by, late }) => html`<li>${id} ${title} <span class="${late ? "bad" : "muted"}">${late ? "已超过承诺" : "最晚"} ${moment(by)}</span></li>`)}</ul>`}</dd></dl>`;

const goods = ({ out, low, scarce }) => html`<dl><dt>已售罄</dt><dd>${out.number === 0 ? "无" : html`<ul>${out.shown.map(({ title, label, restock_at: at }) => html`<li>${title} ${label}${at && html` <span class="muted">预计 ${moment(at)} 到货</span>`}</li>`)}</ul>${rest(out)}`}</dd><dt>仅剩 ${scarce} 件内</dt><dd>${low.number === 0 ? "无" : html`<ul>${low.shown.map(({ title, label, stock }) => html`<li>${title} ${label} <span class="number">剩 ${stock} 件</span></li>`)}</ul>${rest(low)}`}</dd></dl>`;

const rest = ({ number, shown }) => number > shown.length && html`<p class="muted">还有 ${number - shown.length} 个规格</p>`;
