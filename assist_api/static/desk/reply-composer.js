/** Where the agent writes: a reply, or a note that the shopper never sees. */

import { isSendKey } from "../shared/enter-key.js";
import { draw, html } from "../shared/html.js";

const INVITATIONS = {
  waiting: ["这位顾客正在排队", "接待"],
  bot: ["机器人正在接待这位顾客", "接管会话"],
};

export const composerMarkup = html`<div class="composer">
  <div class="suggestion-place"></div>
  <div class="invitation"></div>
  <form>
    <div class="modes" role="tablist" aria-label="写什么">
      <button type="button" class="mode" role="tab" data-action="mode" data-mode="reply">回复顾客</button>
      <button type="button" class="mode" role="tab" data-action="mode" data-mode="note">内部备注</button>
      <span class="composer-hint" role="status"></span>
    </div>
    <textarea rows="3" aria-label="输入内容"></textarea>
    <div class="red-lines-place" role="status"></div>
    <div class="composer-foot"><span class="muted"><kbd>Enter</kbd> 发送　<kbd>Shift</kbd>+<kbd>Enter</kbd> 换行</span><button class="button button-main">发送</button></div>
  </form>
</div>`;

const PLACEHOLDERS = { reply: "输入回复", note: "写给同事的备注，顾客看不到" };

export class ReplyComposer {
  #root;
  #field;
  #button;
  #hint;

  constructor(root, { onSend, onWrite }) {
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
      if (!isSendKey(event)) return;
      event.preventDefault();
      onSend();
    });
  }

  focus() {
    this.#field.focus({ preventScroll: true });
  }

  /** `open`: the case; `mine`: whether this agent owns it; `mode`: reply or note; `text`: what stands in the field then. */
  draw({ open, mine, mode, text, obstacle }) {
    this.#root.hidden = !open;
    if (!open) return;
    draw(this.#root.querySelector(".invitation"), invitation(open.row, mine));
    this.#root.classList.toggle("composer-note", mode === "note");
    this.#root.querySelectorAll(".mode").forEach((button) => {
      button.setAttribute("aria-selected", String(button.dataset.mode === mode));
      button.disabled = button.dataset.mode === "reply" && !mine;
    });
    if (this.#field.value !== text) this.#field.value = text;
    this.#field.placeholder = PLACEHOLDERS[mode];
    this.#hint.textContent = obstacle || "";
    this.#button.textContent = mode === "note" ? "保存备注" : "发送";
    this.#button.disabled = obstacle !== null;
  }
}

function invitation({ state, agent }, mine) {
  if (mine) return html``;
  const [sentence, action] = INVITATIONS[state] ?? [state === "agent" ? `由 ${agent} 接待中` : "会话已结束，顾客再发消息会由机器人接待", null];
  return html`<p><span>${sentence}</span>${action && html`<button class="button button-main" data-action="move" data-move="take">${action}</button>`}</p>`;
}
