/** Words in all conversations: what was said where, and the way there. */

import { draw, html } from "../../shared/html.js";
import { moment } from "../../shared/times.js";
import { Finder } from "../finder.js";

const STATES = { "": "全部状态", bot: "机器人", waiting: "排队", agent: "人工", closed: "已结束" };
const SPEAKERS = { shopper: "顾客", bot: "小二", agent: "客服", system: "系统" };

export const page = { name: "search", title: "搜索", icon: "search", key: { code: "KeyK", ctrl: true }, open: (root, tools, rest) => new SearchPage(root, tools, rest) };

export const keys = [{ characters: "/／", outsideFields: true, anywhere: true, help: "搜索全部会话（不在输入框里时）", does: ({ go }) => go("search") }];

export const actions = {
  found: ({ dataset }, { desk, select, show }) => select(dataset.id).then(() => desk.open?.id === dataset.id && show(Number(dataset.seq))),
};

const markup = html`<div class="page-body search-page">
  <search><form class="search-form" aria-label="搜索会话">
    <input class="search-words" type="search" name="q" maxlength="200" placeholder="搜会话里的字词、单号，空格隔开表示都要有" aria-label="搜索会话内容" autocomplete="off">
    <div class="search-filters">
      <label>顾客<input name="shopper" maxlength="80" placeholder="昵称"></label>
      <label>订单号<input name="order" maxlength="80"></label>
      <label>客服<input name="agent" maxlength="80" placeholder="姓名"></label>
      <label>状态<select name="state">${Object.entries(STATES).map(([value, title]) => html`<option value="${value}">${title}</option>`)}</select></label>
      <label>从<input type="date" name="since"></label>
      <label>到<input type="date" name="until"></label>
    </div></form></search>
  <p class="search-told muted" role="status"></p>
  <ol class="search-results"></ol>
  <p class="search-more"></p>
</div>`;

class SearchPage {
  #root;
  #finder;

  constructor(root, { api, desk }, words) {
    this.#root = root;
    this.#finder = desk.kept.of("finder", () => new Finder(api));
    this.#finder.onChange = () => this.#show();
    draw(root, markup);
    this.#fill(words ? { ...this.#finder.asked, q: words } : this.#finder.asked);
    this.#form.addEventListener("input", () => this.#finder.ask(this.#written));
    this.#form.addEventListener("submit", (event) => (event.preventDefault(), this.#finder.askNow(this.#written)));
    root.querySelector(".search-more").addEventListener("click", (event) => event.target.closest("button") && this.#finder.readOn());
    root.addEventListener("keydown", (event) => this.#key(event));
    if (words) this.#finder.askNow(this.#written);
    this.#show();
    queueMicrotask(() => this.#field.focus());
  }

  /** Asked for once more while it is open. */
  go() {
    this.#field.focus();
    this.#field.select();
  }

  close() {
    this.#finder.onChange = () => {};
  }

  get #form() {
    return this.#root.querySelector("form");
  }

  get #field() {
    return this.#form.elements.q;
  }

  get #written() {
    return Object.fromEntries(new FormData(this.#form));
  }

  #fill(asked) {
    for (const [name, value] of Object.entries(asked)) this.#form.elements[name].value = value;
  }

  #show() {
    const { results, more, told } = this.#finder;
    this.#root.querySelector(".search-told").textContent = told;
    draw(this.#root.querySelector(".search-results"), html`${results.map(result)}`);
    draw(this.#root.querySelector(".search-more"), more ? html`<button class="button">更多</button>` : html``);
  }

  /** Down from the field into the results, up and down in them. */
  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [this.#field, ...this.#root.querySelectorAll(".search-result")];
    const at = stops.indexOf(document.activeElement);
    if (!step || at < 0 || !stops[at + step]) return;
    event.preventDefault();
    stops[at + step].focus();
  }
}

const result = ({ conversation_id: id, seq, from, name, at, shopper, state, agent, pieces }) => html`<li><button class="search-result" data-action="found" data-id="${id}" data-seq="${seq}">
  <span class="search-head"><b>${shopper}</b><span class="owner owner-${state}">${state === "agent" ? `${agent ?? ""} 接待中` : STATES[state]}</span><span class="spring"></span><time class="muted number" datetime="${at}">${moment(at)}</time></span>
  <span class="search-text"><span class="muted">${from === "agent" ? name : SPEAKERS[from]}：</span>${pieces.map(({ text, hit }) => (hit ? html`<mark>${text}</mark>` : text))}</span>
</button></li>`;
