/** The left column: tabs with their numbers, and the rows of the open one. */

import { draw, html } from "../shared/html.js";
import { KeyedList } from "../shared/keyed-list.js";
import { TABS } from "./row-book.js";
import { rowItem } from "./row-item.js";
import { roving } from "./roving.js";

const EMPTY = { waiting: "没有排队的顾客", mine: "您手上没有会话，按 Alt+T 接待下一位", bot: "机器人手上没有会话", closed: "还没有结束的会话" };

export const listPanelMarkup = html`<aside class="list-panel" aria-label="会话列表">
  <div class="tabs" role="tablist" aria-label="会话列表"></div>
  <div class="list-state"></div>
  <ul class="rows" id="desk-rows" role="listbox" aria-label="会话"></ul>
</aside>`;

export class ListPanel {
  #tabs;
  #state;
  #rows;

  constructor(panel) {
    this.#tabs = panel.querySelector(".tabs");
    this.#state = panel.querySelector(".list-state");
    this.#rows = new KeyedList(panel.querySelector(".rows"));
    roving(this.#tabs, ".tab", (tab) => tab.click());
    roving(panel.querySelector(".rows"), ".row");
  }

  draw({ book, tab, selected, loading, problem }) {
    const rows = book.tab(tab);
    draw(this.#tabs, html`${Object.entries(TABS).map(([name, { title }]) => tabButton(name, title, book.tab(name), name === tab))}`);
    draw(this.#state, stateOf(tab, rows, loading, problem));
    const reached = rows.some(({ id }) => id === selected) ? selected : rows[0]?.id;
    this.#rows.draw(rows.map((row) => ({ key: row.id, markup: rowItem(row, row.id === selected, row.id === reached, book.me) })));
  }
}

function tabButton(name, title, rows, current) {
  const calls = name === "waiting" ? rows.length > 0 : name === "mine" && rows.some((row) => row.unread_by_agent);
  return html`<button class="tab" role="tab" data-action="tab" data-tab="${name}" aria-selected="${current}" aria-controls="desk-rows" tabindex="${current ? 0 : -1}">${title}<span class="tab-count number ${calls && "tab-calls"}">${rows.length}</span></button>`;
}

function stateOf(tab, rows, loading, problem) {
  if (problem) return html`<p class="empty" role="alert">${problem}<br><button class="button" data-action="reload">重试</button></p>`;
  if (loading) return html`<div class="skeleton" role="status" aria-label="正在加载"><i></i><i></i><i></i></div>`;
  return rows.length === 0 ? html`<p class="empty">${EMPTY[tab]}</p>` : html``;
}
