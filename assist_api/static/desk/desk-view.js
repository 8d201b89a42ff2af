/** The desk's page: three columns, kept in step with the desk. */

import { onActions } from "../shared/actions.js";
import { draw, html } from "../shared/html.js";
import { icon } from "../shared/icons.js";
import { CannedPanel, cannedPanelMarkup } from "./canned-panel.js";
import { CASE_ACTIONS, runCaseAction } from "./case-actions.js";
import { connectionBar } from "./connection-bar.js";
import { DrawSoon } from "./draw-soon.js";
import { FormDialog, formDialogMarkup } from "./form-dialog.js";
import { KEYS, keyHelp, keyOf } from "./keys.js";
import { ListPanel, listPanelMarkup } from "./list-panel.js";
import * as notices from "./notices.js";
import { PAGES, Pages, pageKeys } from "./pages.js";
import { hear, merged } from "./plugs.js";
import { ReplyComposer, composerMarkup } from "./reply-composer.js";
import { pointTo } from "./point.js";
import * as feelingMark from "./feeling-mark.js";
import * as recall from "./recall.js";
import * as colleagues from "./colleagues.js";
import { offerBar, statusMenu } from "./colleagues.js";
import * as whispers from "./whispers.js";
import { readWhispers } from "./whispers.js";
import { redLines } from "./red-lines.js";
import * as settings from "./settings.js";
import { SIDE_PLUGS, SidePanel } from "./side-panel.js";
import { suggestionPanel } from "./suggestion-panel.js";
import { Thread, threadMarkup } from "./thread.js";
import { tick } from "./ticker.js";
import { Toast } from "../shared/toast.js";

const TITLE = "客服工作台";
const PLUGS = [...PAGES, ...SIDE_PLUGS, ...CASE_ACTIONS, feelingMark, recall, colleagues, whispers, notices, settings];
const ALL_KEYS = [...pageKeys(), ...KEYS, ...PLUGS.flatMap(({ keys = [] }) => keys)];

const skeleton = (agent) => html`<div class="desk"><nav class="skips" aria-label="跳转"><a class="skip" href="#" data-skip=".rows [tabindex='0']">到会话列表</a><a class="skip" href="#" data-skip=".composer textarea">到输入框</a><a class="skip" href="#" data-skip=".side">到顾客与订单</a></nav><header class="topbar"><img src="/static/shared/icon.svg" alt=""><h1>${TITLE}</h1><nav class="page-tabs" aria-label="页面"></nav><span class="connection" role="status"></span><span class="spring"></span>
  <button class="topbar-button" data-action="take-next" title="接待下一位 (Alt+T)">${icon("person")}<span class="label">接待下一位</span> <kbd>Alt T</kbd></button>
  <button class="topbar-button" data-action="canned-panel" title="话术库 (Alt+K)">${icon("chat")}<span class="label">话术库</span> <kbd>Alt K</kbd></button>
  <button class="topbar-button" data-action="help" title="快捷键 (?)">${icon("keyboard")}<span class="label">快捷键</span> <kbd>?</kbd></button>
  <button class="topbar-button" data-action="settings" title="设置 (Alt+,)">${icon("settings")}<span class="label">设置</span></button>
  <span class="agent-name status-place"></span><button class="topbar-button" data-action="log-out" title="退出">${icon("logout")}<span class="label">退出</span></button></header>
  <div class="connection-place"></div>
  <div class="offers"></div><div class="columns">${listPanelMarkup}<main class="middle">${threadMarkup}${composerMarkup}</main><aside class="side" aria-label="顾客与订单" tabindex="-1"></aside></div><section class="page" hidden></section>
  <div class="toasts" role="status" aria-live="polite"></div>${keyHelp(ALL_KEYS)}${cannedPanelMarkup}${formDialogMarkup}</div>`;

const CONNECTIONS = { connecting: "正在连接…", live: "" };

export class DeskView {
  #root;
  #desk = null;
  #list;
  #thread;
  #composer;
  #toast;
  #panel;
  #form;
  #side;
  #pages;
  #tools;
  #clock;
  #preferences;
  #soon = new DrawSoon(() => this.draw());
  #onKey = (event) => this.#key(event);

  constructor(root, agent, preferences) {
    this.#root = root;
    this.#preferences = preferences;
    draw(root, skeleton(agent));
    this.#list = new ListPanel(root.querySelector(".list-panel"));
    this.#thread = new Thread(root.querySelector(".thread"));
    this.#composer = new ReplyComposer(root.querySelector(".composer"), {
      onSend: () => this.#send(),
      onWrite: (text) => this.#write(text),
      onKey: (event) => this.#menuKey(event) || this.#cycleKey(event),
      sendBy: () => preferences.get("sendBy"),
    });
    this.#panel = new CannedPanel(root.querySelector(".canned-panel"), { onNews: (...news) => this.say(...news) });
    this.#toast = new Toast(root.querySelector(".toasts"));
    this.#side = new SidePanel(root.querySelector(".side"));
    this.#form = new FormDialog(root.querySelector(".form-dialog"));
  }

  bind(desk, { onLogOut }) {
    this.#desk = desk;
    this.#tools = this.#toolsOf(desk);
    this.#pages = new Pages(this.#root, this.#tools);
    onActions(this.#root.querySelector(".desk"), this.#actions(onLogOut));
    document.addEventListener("keydown", this.#onKey);
    this.#root.querySelector(".skips").addEventListener("click", (event) => this.#skip(event));
    this.#clock = setInterval(() => (tick(this.#root), desk.watching.beat()), 1000);
    this.draw();
  }

  heard(frame) {
    hear(PLUGS, frame, this.#tools);
  }

  /** In the next frame: a hundred events of a second are not a hundred drawings. */
  drawSoon() {
    this.#soon.ask();
  }

  leave() {
    this.#pages.leave();
    this.#soon.stop();
    document.removeEventListener("keydown", this.#onKey);
    clearInterval(this.#clock);
    document.title = TITLE;
  }

  say(sentence, tone) {
    this.#toast.say(sentence, tone);
  }

  draw() {
    const { book, tab, open, loading, problem, status } = this.#desk;
    this.#list.draw({ book, tab, selected: open?.id, loading, problem });
    this.#thread.draw(this.#desk);
    draw(this.#root.querySelector(".status-place"), statusMenu(this.#desk));
    draw(this.#root.querySelector(".offers"), offerBar(this.#desk));
    if (open) readWhispers(this.#desk, () => this.draw());
    draw(this.#root.querySelector(".suggestion-place"), suggestionPanel(this.#desk.mode === "reply" ? open.suggestions : []));
    this.#drawComposer();
    this.#side.draw(open, this.#desk);
    this.#pages.draw();
    this.#root.querySelector(".connection").textContent = this.#desk.connection.lostAt === null ? (CONNECTIONS[status] ?? "") : "";
    draw(this.#root.querySelector(".connection-place"), connectionBar({ lostAt: this.#desk.connection.lostAt, unsent: this.#desk.unsent }));
    document.title = book.calling > 0 ? `(${book.calling}) ${TITLE}` : TITLE;
    tick(this.#root);
  }

  #drawComposer() {
    const { open, mine, mode } = this.#desk;
    const note = { text: open?.noteText, obstacle: open?.noteText.trim() ? null : "" };
    const { text, stale, picture } = open?.draft ?? {};
    const reply = { text, obstacle: open?.obstacle, stale, picture, menu: this.#desk.menu };
    if (mode === "reply") open.check.look(open.draft.text);
    draw(this.#root.querySelector(".red-lines-place"), redLines(mode === "reply" ? open.check.of(open.draft.text) : []));
    this.#composer.draw({ open, mine, mode, ...(mode === "note" ? note : reply) });
  }

  /** What the plugs work with: plugs.js tells it. */
  #toolsOf(desk) {
    return {
      desk,
      api: desk.api,
      say: (...news) => this.say(...news),
      ask: (form) => this.#form.ask(form),
      attempt: (job) => desk.attempt(job).then(() => this.draw()),
      go: (...where) => this.#pages.go(...where),
      preferences: this.#preferences,
      select: (id) => this.#select(() => desk.select(id)),
      show: (seq) => this.#showMessage(seq),
      reload: () => desk.reload(),
      draw: () => this.draw(),
    };
  }

  /** Lead to one message of the open case, however far back it stands. */
  async #showMessage(seq) {
    await this.#desk.attempt(() => this.#desk.open.reach(seq));
    this.draw();
    if (!pointTo(seq)) this.say("这条消息已经找不到了");
  }

  async #older() {
    await this.#desk.attempt(() => this.#desk.open.readBack());
    this.#thread.keepPlace(() => this.draw());
  }

  #actions(onLogOut) {
    const desk = this.#desk;
    const plugged = Object.entries(merged(PLUGS, "actions"));
    return {
      ...Object.fromEntries(plugged.map(([name, does]) => [name, (element, event) => does(element, this.#tools, event)])),
      "case-action": ({ dataset }) => this.#select(() => runCaseAction(dataset.name, this.#tools)),
      tab: ({ dataset }) => desk.show(dataset.tab),
      select: ({ dataset }) => this.#select(() => desk.select(dataset.id)),
      reload: () => desk.loadLists(),
      reopen: () => desk.select(desk.open.id),
      move: ({ dataset }) => this.#select(() => desk.move(dataset.move)),
      accept: ({ dataset }) => this.#accept(Number(dataset.index)),
      mode: ({ dataset }) => this.#switch(dataset.mode),
      rewrite: ({ dataset }) => this.#rewrite(Number(dataset.index)),
      canned: ({ dataset }) => this.#insert(dataset.id),
      "canned-panel": () => this.#openPanel(),
      "take-new": () => desk.takeNew()?.then(() => this.#composer.focus()),
      "send-anyway": () => desk.sendAnyway(),
      "drop-picture": () => desk.dropPicture(),
      older: () => this.#older(),
      retry: ({ dataset }) => desk.open.outbox.retry(dataset.id),
      drop: ({ dataset }) => desk.open.outbox.remove(dataset.id),
      copy: ({ dataset }) => navigator.clipboard?.writeText(dataset.text).then(() => this.say("已复制")),
      reconnect: () => desk.nudge(),
      help: () => this.#help(),
      "close-help": () => this.#root.querySelector(".help").close(),
      "take-next": () => this.#select(() => desk.takeNext()),
      "log-out": onLogOut,
    };
  }

  #key(event) {
    const key = keyOf(event, ALL_KEYS);
    if (!key || this.#root.querySelector("dialog[open]") || !(key.anywhere || this.#pages.onConversations)) return;
    const handlers = {
      takeNext: () => this.#select(() => this.#desk.takeNext()),
      below: () => this.#select(() => this.#desk.beside(1)),
      above: () => this.#select(() => this.#desk.beside(-1)),
      accept: () => this.#accept(key.with),
      acceptAndSend: () => this.#desk.acceptAndSend(),
      dismiss: () => (this.#pages.onConversations ? this.#desk.dismiss() : this.#pages.go("")),
      rewrite: () => this.#rewrite(),
      takeNew: () => this.#desk.takeNew(),
      cannedPanel: () => this.#openPanel(),
      note: () => this.#switch(this.#desk.mode === "note" ? "reply" : "note"),
      help: () => this.#help(),
    };
    if (key.plain && !this.#desk.shown[key.with]) return; // nothing to put in: it is a digit
    event.preventDefault();
    if (typeof key.does === "function") key.does(this.#tools);
    else handlers[key.does]();
  }

  async #select(job) {
    this.#pages.go("");
    await job();
    this.draw();
    if (this.#desk.open) this.#composer.focus();
  }

  #switch(mode) {
    if (!this.#desk.open) return;
    this.#desk.switchTo(mode);
    this.draw();
    this.#composer.focus();
  }

  #accept(index) {
    const inReply = this.#desk.mode === "reply";
    this.#putCursor(this.#desk.accept(index, inReply && this.#composer.hasFocus ? this.#composer.cursor : undefined));
  }

  /** In the field of the reply, Tab goes through the suggestions. */
  #cycleKey(event) {
    if (event.key !== "Tab" || event.shiftKey || event.altKey || event.ctrlKey || this.#desk.mode !== "reply") return false;
    return this.#putCursor(this.#desk.cycle());
  }

  #putCursor(place) {
    if (place === null) return false;
    this.#desk.switchTo("reply");
    this.draw();
    this.#composer.mark({ start: place, end: place });
    return true;
  }

  #skip(event) {
    event.preventDefault();
    this.#root.querySelector(event.target.closest("[data-skip]")?.dataset.skip ?? null)?.focus();
  }

  #rewrite(index) {
    this.#desk.rewrite(index);
    this.draw();
    this.#composer.focus();
  }

  /** While the list of canned replies is open it has the arrows, Enter and Escape. */
  #menuKey(event) {
    const { menu, open } = this.#desk;
    const keys = { ArrowDown: () => menu.step(1), ArrowUp: () => menu.step(-1), Enter: () => this.#insert(menu.chosen.id), Tab: () => this.#insert(menu.chosen.id), Escape: () => menu.close(open.draft.text) };
    const does = this.#desk.mode === "reply" && menu.isOpen && !event.altKey && !event.shiftKey && keys[event.key];
    if (!does) return false;
    does();
    this.#drawComposer();
    return true;
  }

  async #insert(id) {
    await this.#desk.insertCanned(id);
    this.draw();
    const slot = this.#desk.open?.draft.firstSlot;
    if (slot) this.#composer.mark(slot);
    else this.#composer.focus();
  }

  #openPanel() {
    this.#panel.open(this.#desk.canned);
  }

  #write(text) {
    if (this.#desk.mode === "reply") this.#desk.write(text);
    else this.#desk.writeNote(text);
  }

  #send() {
    if (this.#desk.mode === "reply") this.#desk.send();
    else this.#desk.saveNote();
  }

  #help() {
    this.#root.querySelector(".help").showModal();
  }
}
