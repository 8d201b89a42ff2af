/** The list that opens on a `/` at the beginning of the field: what it offers, and which of it is chosen. */

import { html } from "../shared/html.js";

const CALLED = /^\/(\S*)$/;

/** Without DOM. `book.search(words)` finds the replies. */
export class CannedMenu {
  #book;
  #closedAt = null;
  items = [];
  place = 0;

  constructor(book) {
    this.#book = book;
  }

  get isOpen() {
    return this.items.length > 0;
  }

  get chosen() {
    return this.items[this.place] ?? null;
  }

  /** Follow what stands in the field; one that was closed opens again with another text. */
  follow(text) {
    const called = CALLED.exec(text);
    if (text !== this.#closedAt) this.#closedAt = null;
    const open = called && this.#closedAt === null;
    const items = open ? this.#book.search(called[1]) : [];
    if (items.map(({ id }) => id).join() !== this.items.map(({ id }) => id).join()) this.place = 0;
    this.items = items;
  }

  close(text) {
    this.#closedAt = text;
    this.items = [];
  }

  step(by) {
    this.place = (this.place + by + this.items.length) % this.items.length;
  }
}

export function cannedList(menu) {
  if (!menu.isOpen) return html``;
  return html`<section class="canned-menu" aria-label="快捷话术">
    <ol role="listbox" id="canned-list" aria-label="快捷话术" tabindex="0">${menu.items.map((reply, index) => one(reply, index, index === menu.place))}</ol>
    <p class="muted"><kbd>↑</kbd><kbd>↓</kbd> 选择　<kbd>Enter</kbd> 填入　<kbd>Esc</kbd> 关闭<button type="button" class="text-button" data-action="canned-panel">管理话术</button></p>
  </section>`;
}

const one = (reply, index, chosen) => html`<li role="option" id="canned-${index}" aria-selected="${chosen}" class="canned-option" data-action="canned" data-id="${reply.id}">
  <span class="canned-code">${reply.shortcut && `/${reply.shortcut}`}</span>
  <span class="canned-option-body"><b>${reply.title}</b><span class="canned-where">${reply.category}${!reply.team && " · 我的"}${reply.picture && " · 配图"}</span><span class="canned-text">${reply.text}</span></span>
</li>`;
