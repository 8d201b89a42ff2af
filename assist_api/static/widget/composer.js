/** Where the shopper writes. */

import { isSendKey } from "../shared/enter-key.js";
import { html } from "../shared/html.js";
import { icon } from "../shared/icons.js";

const LIMIT = 2000;
const COUNT_FROM = 1800;

export const composerMarkup = html`<form class="composer">
  <button class="attach" type="button" aria-label="发送图片" title="发送图片，也可以直接粘贴或拖进来">${icon("picture")}</button>
  <input type="file" accept="image/*" multiple hidden>
  <textarea rows="1" aria-label="输入消息" aria-describedby="count" placeholder="请输入您的问题" enterkeyhint="send"></textarea>
  <button class="send" aria-label="发送" disabled>${icon("send")}</button>
  <p class="count" id="count" role="status" hidden></p>
</form>`;

export class Composer {
  #form;
  #field;
  #button;
  #count;
  #onSend;
  #onTyped;
  #pictures = "none";

  constructor(form, { onSend, onTyped }) {
    this.#form = form;
    this.#field = form.querySelector("textarea");
    this.#button = form.querySelector(".send");
    this.#count = form.querySelector(".count");
    this.#onSend = onSend;
    this.#onTyped = onTyped;
    form.addEventListener("submit", (event) => this.#submit(event));
    this.#field.addEventListener("input", () => this.#typed());
    this.#field.addEventListener("keydown", (event) => isSendKey(event) && this.#submit(event));
  }

  focus() {
    this.#field.focus({ preventScroll: true });
  }

  /** Of the next message: "none", "reading" (it has to wait for them) or "ready" (it needs no words). */
  set pictures(state) {
    this.#pictures = state;
    this.#show();
  }

  get #canSend() {
    return this.#pictures !== "reading" && (this.#text || this.#pictures === "ready") && this.#length <= LIMIT;
  }

  get #text() {
    return this.#field.value.trim();
  }

  get #length() {
    return [...this.#text].length;
  }

  #typed() {
    this.#show();
    if (this.#text) this.#onTyped();
  }

  #submit(event) {
    event.preventDefault();
    if (!this.#canSend) return;
    this.#onSend(this.#text);
    this.#field.value = "";
    this.#show();
    this.focus();
  }

  #show() {
    this.#field.style.height = "auto";
    this.#field.style.height = `${Math.min(this.#field.scrollHeight, 120)}px`;
    this.#button.disabled = !this.#canSend;
    this.#count.hidden = this.#length < COUNT_FROM;
    this.#count.textContent = this.#length > LIMIT ? `超出 ${this.#length - LIMIT} 字，请分几条发送` : `${this.#length} / ${LIMIT}`;
    this.#form.classList.toggle("too-long", this.#length > LIMIT);
  }
}
