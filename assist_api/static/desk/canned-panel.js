/** The library of canned replies: look through it, write one's own, and the team's where one may. */

import { onActions } from "../shared/actions.js";
import { pictureAddress } from "../shared/address.js";
import { draw, html } from "../shared/html.js";
import { date } from "../shared/times.js";

export const cannedPanelMarkup = html`<dialog class="canned-panel" aria-labelledby="canned-title">
  <header><h2 id="canned-title">话术库</h2><span class="spring"></span><button class="text-button" data-action="close">关闭</button></header>
  <div class="canned-columns">
    <nav><div class="canned-find"><input type="search" placeholder="搜标题、内容或快捷码" aria-label="搜索话术"><button class="button button-main" data-action="new">新建</button></div><div class="canned-groups"></div></nav>
    <form class="canned-form"></form>
  </div>
</dialog>`;

const EMPTY = { id: null, team: false, category: "其他", title: "", text: "", shortcut: "", intents: [], examples: [], picture: "" };

export class CannedPanel {
  #dialog;
  #book = null;
  #shown = EMPTY;
  #words = "";
  #problem = "";
  #onNews;

  constructor(dialog, { onNews }) {
    this.#dialog = dialog;
    this.#onNews = onNews;
    onActions(dialog, {
      close: () => dialog.close(),
      new: () => this.#show(EMPTY),
      show: ({ dataset }) => this.#show(this.#book.get(dataset.id)),
      slot: ({ dataset }) => this.#put(`{${dataset.slot}}`),
      remove: () => this.#attempt(() => this.#remove()),
      "no-picture": () => this.#show({ ...this.#written(), picture: "" }),
    });
    dialog.querySelector("input[type=search]").addEventListener("input", ({ target }) => this.#find(target.value));
    this.#form.addEventListener("submit", (event) => (event.preventDefault(), this.#attempt(() => this.#save())));
    this.#form.addEventListener("change", ({ target }) => target.type === "file" && this.#attempt(() => this.#upload(target.files[0])));
  }

  async open(book) {
    this.#book = book;
    this.#dialog.showModal();
    this.#show(EMPTY);
    await this.#attempt(async () => {
      await book.load();
      const typed = this.#written(); // meanwhile
      this.#show({ ...typed, category: typed.category || this.#shown.category });
    });
  }

  get #form() {
    return this.#dialog.querySelector("form");
  }

  #find(words) {
    this.#words = words;
    this.#drawList();
  }

  #show(reply) {
    this.#shown = reply;
    this.#problem = "";
    this.#drawList();
    this.#drawForm();
  }

  #drawList() {
    const found = this.#book.search(this.#words, Infinity);
    const groups = this.#book.categories.map((category) => [category, found.filter((reply) => reply.category === category)]);
    draw(this.#dialog.querySelector(".canned-groups"), html`${groups.filter(([, those]) => those.length > 0).map(([category, those]) => html`<h3>${category}</h3><ul>${those.map((reply) => row(reply, reply.id === this.#shown.id))}</ul>`)}${found.length === 0 && html`<p class="muted">没有找到</p>`}`);
  }

  #drawForm() {
    const open = !this.#shown.id || this.#book.mayChange(this.#shown);
    draw(this.#form, html``); // what was typed is not drawn over: the form begins anew
    draw(this.#form, formOf(this.#shown, this.#book, open, this.#problem));
  }

  /** What stands in the form now. */
  #written() {
    const data = new FormData(this.#form);
    const lines = (name) => String(data.get(name) ?? "").split("\n").map((line) => line.trim()).filter(Boolean);
    const text = (name) => String(data.get(name) ?? "");
    return { ...this.#shown, team: this.#shown.id ? this.#shown.team : data.get("team") === "on", category: text("category"), title: text("title"), text: text("text"), shortcut: text("shortcut"), examples: lines("examples") };
  }

  async #save() {
    const { id, team, category, title, text, shortcut, intents, examples, picture } = this.#written();
    const saved = await this.#book.save(id, { team, category, title, text, shortcut, intents, examples, picture });
    this.#onNews(`已保存“${saved.title}”`);
    this.#show(this.#book.get(saved.id));
  }

  async #remove() {
    const { id, title } = this.#shown;
    await this.#book.remove(id);
    this.#onNews(`已删除“${title}”`);
    this.#show(EMPTY);
  }

  async #upload(file) {
    if (file) this.#show({ ...this.#written(), picture: await this.#book.upload(file) });
  }

  #put(slot) {
    const field = this.#form.elements.text;
    field.setRangeText(slot, field.selectionStart, field.selectionEnd, "end");
    field.focus();
  }

  async #attempt(job) {
    try {
      await job();
    } catch (error) {
      if (error.status === undefined) throw error; // a bug, not an answer
      this.#shown = this.#written();
      this.#problem = error.message;
      this.#drawForm();
    }
  }
}

const row = (reply, chosen) => html`<li><button class="canned-row" aria-current="${chosen}" data-action="show" data-id="${reply.id}">
  <b>${reply.title}</b><span class="canned-code">${reply.shortcut && `/${reply.shortcut}`}</span><span class="canned-where">${reply.team ? "团队" : "我的"}</span></button></li>`;

const formOf = (reply, book, open, problem) => html`
  <div class="canned-line">
    <label>标题<input name="title" value="${reply.title}" maxlength="40" required ${!open && "readonly"}></label>
    <label class="canned-short">快捷码<input name="shortcut" value="${reply.shortcut}" maxlength="13" placeholder="zz" ${!open && "readonly"}></label>
    <label class="canned-short">分类<select name="category" ${!open && "disabled"}>${book.categories.map((category) => html`<option ${category === reply.category && "selected"}>${category}</option>`)}</select></label>
  </div>
  <label>话术<textarea name="text" rows="5" required ${!open && "readonly"}>${reply.text}</textarea></label>
  ${open && html`<details class="canned-slots"><summary>插入变量：发送前按顾客的订单自动填好</summary><p>${book.slots.map(({ slot, name }) => html`<button type="button" class="fact" data-action="slot" data-slot="${slot}" title="{${slot}}">${name}</button>`)}</p></details>`}
  <label>顾客这样问时推荐（一行一句）<textarea name="examples" rows="3" ${!open && "readonly"}>${reply.examples.join("\n")}</textarea></label>
  ${reply.picture && html`<p class="attached-picture"><img src="${pictureAddress(reply.picture)}" alt="配图">${open && html`<button type="button" class="text-button" data-action="no-picture">去掉配图</button>`}</p>`}
  ${open && html`<label class="canned-file">配图（可选）<input type="file" accept="image/jpeg,image/png,image/webp"><span class="button">${reply.picture ? "换一张" : "选择图片"}</span></label>`}
  ${!reply.id && book.mayTeam && html`<label class="canned-team"><input type="checkbox" name="team" ${reply.team && "checked"}> 存为团队话术，所有客服都能用</label>`}
  ${problem && html`<p class="bad" role="alert">${problem}</p>`}
  <footer>
    <span class="muted">${reply.id && `${reply.team ? "团队话术" : "我的话术"} · 用过 ${reply.uses} 次 · ${reply.updated_by} ${date(reply.updated_at)} 更新`}${!open && " · 由主管和训练师维护"}</span><span class="spring"></span>
    ${open && reply.id && html`<button type="button" class="button" data-action="remove">删除</button>`}${open && html`<button class="button button-main">保存</button>`}
  </footer>`;
