/** Where the agent writes: a reply, or a note that the shopper never sees. */

import { isComposing, isSendKey } from "../shared/enter-key.js";
import { pictureAddress } from "../shared/address.js";
import { draw, html } from "../shared/html.js";
import { cannedList } from "./canned-menu.js";
import { staleBar } from "./stale-bar.js";

const INVITATIONS = {
  waiting: ["这位顾客正在排队", "接待"],
  bot: ["机器人正在接待这位顾客", "接管会话"],
};

export const composerMarkup = html`<div class="composer">
  <div class="suggestion-place"></div>
  <div class="invitation"></div>
  <form>
    <div class="modes">
      <div class="mode-tabs" role="tablist" aria-label="写什么"><button type="button" class="mode" role="tab" data-action="mode" data-mode="reply">回复顾客</button>
        <button type="button" class="mode" role="tab" data-action="mode" data-mode="note">内部备注</button></div>
      <span class="composer-hint" role="status"></span>
    </div>
    <div class="stale-place" role="status"></div>
    <div class="field"><div class="canned-place"></div><textarea rows="3" aria-label="输入内容" aria-autocomplete="list" data-plain-keys></textarea></div>
    <div class="attached"></div>
    <div class="red-lines-place" role="status"></div>
    <div class="composer-foot"><span class="muted send-keys"></span><button class="button button-main">发送</button></div>
  </form>
</div>`;

const SEND_KEYS = {
  enter: (does) => html`<kbd>Enter</kbd> ${does}　<kbd>Shift</kbd>+<kbd>Enter</kbd> 换行`,
  ctrl: (does) => html`<kbd>Ctrl</kbd>+<kbd>Enter</kbd> ${does}　<kbd>Enter</kbd> 换行`,
};
const PLACEHOLDERS = { reply: "输入回复，/ 搜索快捷话术", note: "写给同事的备注，顾客看不到" };

export class ReplyComposer {
  #root;
  #field;
  #button;
  #hint;
  #sendBy;

  /** `onKey(event)` sees every key first, and tells whether it was meant for something else than the field. */
  constructor(root, { onSend, onWrite, sendBy = () => "enter", onKey = () => false }) {
    this.#sendBy = sendBy;
    this.#root = root;
    this.#field = root.querySelector("textarea");
    this.#button = root.querySelector(".button-main");
    this.#hint = root.querySelector(".composer-hint");
    root.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      onSend();
    });
    this.#field.addEventListener("input", () => onWrite(this.#field.value));
    this.#field.addEventListener("keydown", (event) => {
      if (!isComposing(event) && onKey(event)) {
        event.preventDefault();
        event.stopPropagation();
        return;
      }
      if (!isSendKey(event, sendBy())) return;
      event.preventDefault();
      onSend();
    });
  }

  focus() {
    this.#field.focus({ preventScroll: true });
  }

  get hasFocus() {
    return document.activeElement === this.#field;
  }

  /** Where the cursor stands in the text. */
  get cursor() {
    return this.#field.selectionStart;
  }

  /** Mark a part of the text, so that the next key replaces it. */
  mark({ start, end }) {
    this.focus();
    this.#field.setSelectionRange(start, end);
  }

  /** `open`: the case; `mine`: whether this agent owns it; `mode`: reply or note; `text`: what stands in the field then. */
  draw({ open, mine, mode, text, obstacle, stale = null, picture = null, menu = null }) {
    this.#root.hidden = !open;
    if (!open) return;
    draw(this.#root.querySelector(".send-keys"), html`${SEND_KEYS[this.#sendBy()](mode === "note" ? "保存" : "发送")}　<kbd>/</kbd> 快捷话术`);
    draw(this.#root.querySelector(".invitation"), invitation(open.row, mine));
    this.#root.classList.toggle("composer-note", mode === "note");
    this.#root.querySelectorAll(".mode").forEach((button) => {
      button.setAttribute("aria-selected", String(button.dataset.mode === mode));
      button.disabled = button.dataset.mode === "reply" && !mine;
    });
    this.#root.classList.toggle("composer-stale", Boolean(stale));
    draw(this.#root.querySelector(".stale-place"), staleBar(stale));
    draw(this.#root.querySelector(".attached"), picture ? attached(picture) : html``);
    draw(this.#root.querySelector(".canned-place"), menu ? cannedList(menu) : html``);
    this.#follow(this.#root.querySelector(".canned-option[aria-selected=true]"));
    if (this.#field.value !== text) this.#field.value = text;
    this.#field.placeholder = PLACEHOLDERS[mode];
    this.#hint.textContent = obstacle || "";
    this.#button.textContent = mode === "note" ? "保存备注" : "发送";
    this.#button.disabled = obstacle !== null;
  }

  /** The focus stays in the field: a screen reader is told which of the canned replies is meant. */
  #follow(option) {
    option?.scrollIntoView({ block: "nearest" });
    const told = { "aria-controls": option?.parentElement.id, "aria-activedescendant": option?.id };
    for (const [name, id] of Object.entries(told)) id ? this.#field.setAttribute(name, id) : this.#field.removeAttribute(name);
  }
}

const attached = (picture) => html`<p class="attached-picture"><img src="${pictureAddress(picture)}" alt="随回复发送的图片"><span class="muted">随回复一起发送</span><button type="button" class="text-button" data-action="drop-picture">不带图</button></p>`;

function invitation({ state, agent }, mine) {
  if (mine) return html``;
  const [sentence, action] = INVITATIONS[state] ?? [state === "agent" ? `由 ${agent} 接待中` : "会话已结束，顾客再发消息会由机器人接待", null];
  return html`<p><span>${sentence}</span>${action && html`<button class="button button-main" data-action="move" data-move="take">${action}</button>`}</p>`;
}
