/**
 * <xiaoer-chat>: the chat on a shop's page, in a shadow tree so that neither style disturbs the other.
 * Properties: `shopper` (the signed token, or null), `page` ({product_id, title?, price?, picture?} or null). Methods: `open()`, `close()`, `ask(text)`.
 */

import { onActions } from "../shared/actions.js";
import { draw, html } from "../shared/html.js";
import { letGoOutage } from "../shared/outage.js";
import { banner } from "./banner.js";
import { ChatSession } from "./chat-session.js";
import { Composer, composerMarkup } from "./composer.js";
import { dockProblem, dockView } from "./dock-view.js";
import { header } from "./header.js";
import { launcher } from "./launcher.js";
import { pageChip } from "./page-chip.js";
import { prepare } from "./picture-file.js";
import { PictureIntake } from "./picture-intake.js";
import { PictureTray } from "./picture-tray.js";
import { quickReplies, welcome } from "./quick-replies.js";
import { Transcript } from "./transcript.js";
import { trayView } from "./tray-view.js";
import { waitingBar } from "./waiting-bar.js";

const BASE = new URL("/", import.meta.url).origin;
const SHEETS = ["tokens.css", "base.css", "cards.css"].map((name) => `${BASE}/static/shared/${name}`).concat(`${BASE}/static/widget/widget.css`);

const SKELETON = html`${SHEETS.map((href) => html`<link rel="stylesheet" href="${href}">`)}
  <div class="root" hidden>
    <button class="launcher" data-action="open" aria-expanded="false" aria-controls="panel"></button>
    <section class="panel" id="panel" role="dialog" aria-labelledby="title" hidden>
      <header class="head"></header>
      <div class="banners"></div>
      <div class="waiting-place"></div>
      <div class="scroller" tabindex="0" role="log" aria-label="聊天记录" aria-relevant="additions">
        <div class="greeting"></div>
        <ol class="messages"></ol>
      </div>
      <button class="below" data-action="below" hidden>有新消息 ↓</button>
      <div class="dock-place"></div>
      <div class="dock-problem-place"></div>
      <div class="replies"></div>
      <div class="context"></div>
      <div class="chosen"></div>
      ${composerMarkup}
    </section>
  </div>`;

const FORMS = {
  "fix-line": (dock, { line }) => dock.correct({ line }),
  "leave-message": (dock, { text }) => dock.wish("left-messages", { text }),
  "ask-callback": (dock, { phone, window }) => dock.wish("callbacks", { phone, window }),
};

export class XiaoerChat extends HTMLElement {
  #session = null;
  #shopper = null;
  #page = null;
  #transcript;
  #composer;
  #tray = new PictureTray({ prepare, onChange: () => this.#drawTray() });
  #shadow = this.attachShadow({ mode: "open" });

  connectedCallback() {
    if (this.#transcript) return;
    draw(this.#shadow, SKELETON);
    this.#shadow.querySelectorAll("link").forEach((link) => link.addEventListener("load", () => this.#reveal(), { once: true }));
    this.#composer = new Composer(this.#part("form"), { onSend: (text) => this.#session.send(text, this.#tray.take()), onTyped: () => this.#session.typed() });
    new PictureIntake({ form: this.#part("form"), panel: this.#part(".panel"), onFiles: (files) => this.#choose(files) });
    this.#transcript = new Transcript(this.#part(".scroller"), this.#part(".messages"), {
      base: BASE,
      onAway: (away) => (this.#part(".below").hidden = !away),
    });
    this.#listen();
    this.#begin();
  }

  set shopper(token) {
    if ((token || null) === this.#shopper) return;
    this.#shopper = token || null;
    if (this.#session) this.#begin();
  }

  set page(page) {
    this.#page = page ?? null;
    if (!this.#session) return;
    this.#session.page = page ? { product_id: page.product_id } : null;
    this.#draw();
  }

  get isOpen() {
    return !this.#part(".panel").hidden;
  }

  open() {
    this.#show(true);
    this.#start();
    this.#transcript.toEnd();
    this.#composer.focus();
  }

  close() {
    this.#show(false);
    this.#part(".launcher").focus();
  }

  ask(text) {
    if (!this.isOpen) this.open();
    this.#session.send(text);
  }

  /** Another shopper is another session: nothing of the one before may stay on the screen. */
  #begin() {
    this.#session?.leave();
    this.#tray.take();
    this.#session = new ChatSession({ base: BASE, shopper: this.#shopper, onChange: () => this.#draw() });
    this.page = this.#page;
    if (this.isOpen || this.#session.started) this.#start();
    this.#draw();
  }

  #choose(files) {
    this.#tray.add(files);
    this.#composer.focus();
  }

  #start() {
    this.#session.start().catch(letGoOutage);
  }

  #listen() {
    onActions(this.#shadow, {
      open: () => this.open(),
      close: () => this.close(),
      below: () => this.#transcript.toEnd(),
      human: () => this.ask("转人工"),
      say: (button) => this.ask(button.dataset.text),
      retry: (button) => this.#session.outbox.retry(button.dataset.id),
      drop: (button) => this.#session.drop(button.dataset.id),
      rate: ({ dataset }) => this.#session.rate(Number(dataset.seq), dataset.helpful === "true").catch(letGoOutage),
      unpick: (button) => this.#unpick(button.dataset.key),
      restart: () => this.#start(),
      fix: (button) => this.#openDock(button.dataset.what),
      wish: (button) => this.#openDock(button.dataset.kind),
      "dock-close": () => this.#closeDock(),
      "fix-order": (button) => this.#sent(this.#session.dock.correct({ order_id: button.dataset.id })),
      "fix-topic": (button) => this.#sent(this.#session.dock.correct({ topic: button.dataset.topic })),
    });
    this.#shadow.addEventListener("submit", (event) => this.#submitted(event));
    this.#shadow.addEventListener("keydown", (event) => event.key === "Escape" && !event.isComposing && this.#escape());
    window.addEventListener("online", () => this.#session.nudge());
    document.addEventListener("visibilitychange", () => this.#draw());
  }

  /** The dock first, then the chat. */
  #escape() {
    if (this.#session.dock.kind) this.#closeDock();
    else this.close();
  }

  async #openDock(kind) {
    await this.#session.dock.open(kind);
    this.#part(".dock input, .dock textarea, .dock-choice, .dock .chip")?.focus();
  }

  #closeDock() {
    this.#session.dock.close();
    this.#composer.focus();
  }

  async #sent(taken) {
    if (await taken) this.#composer.focus();
  }

  #submitted(event) {
    const send = FORMS[event.target.dataset?.form];
    if (!send) return;
    event.preventDefault();
    this.#sent(send(this.#session.dock, Object.fromEntries(new FormData(event.target))));
  }

  #show(open) {
    this.#part(".panel").hidden = !open;
    this.#part(".root").classList.toggle("is-open", open);
    this.#part(".launcher").setAttribute("aria-expanded", String(open));
    this.#draw();
  }

  #draw() {
    if (!this.#session) return;
    if (this.isOpen && !document.hidden) this.#session.markRead();
    draw(this.#part(".launcher"), launcher(this.#session.unread));
    draw(this.#part(".head"), header(this.#session));
    draw(this.#part(".banners"), banner(this.#session));
    draw(this.#part(".greeting"), welcome(this.#session));
    draw(this.#part(".waiting-place"), waitingBar(this.#session));
    draw(this.#part(".dock-place"), dockView(this.#session.dock, { base: BASE, windows: this.#session.windows }));
    draw(this.#part(".dock-problem-place"), dockProblem(this.#session.dock));
    draw(this.#part(".replies"), quickReplies(this.#session));
    draw(this.#part(".context"), pageChip(this.#page, BASE));
    this.#transcript.draw(this.#session);
  }

  #unpick(key) {
    this.#tray.remove(key);
    this.#composer.focus();
  }

  #drawTray() {
    draw(this.#part(".chosen"), trayView(this.#tray));
    this.#composer.pictures = this.#tray.isReading ? "reading" : this.#tray.items.length > 0 ? "ready" : "none";
  }

  /** Unstyled markup is never seen: shown when the last sheet is there. */
  #reveal() {
    const links = [...this.#shadow.querySelectorAll("link")];
    if (links.every((link) => link.sheet)) this.#part(".root").hidden = false;
  }

  #part(selector) {
    return this.#shadow.querySelector(selector);
  }
}
