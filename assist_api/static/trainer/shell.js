/** What stands around every page of the trainer desk: the top bar, the keys, the help, and a sentence about what just happened. */

import { onActions } from "../shared/actions.js";
import { ApiError } from "../shared/api.js";
import { draw, html } from "../shared/html.js";
import { icon } from "../shared/icons.js";
import { Toast } from "../shared/toast.js";
import { placeOf } from "./pages/registry.js";
import { ShellKeys } from "./shell-keys.js";

const frame = (agent, pages) => html`<div class="trainer">
  <header class="topbar"><img src="/static/shared/icon.svg" alt=""><h1>训练台</h1>
    <nav class="views" aria-label="页面">${pages.map(({ name, title, key }) => html`<a class="view" href="#${name}" title="${title}（G ${key.toUpperCase()}）">${title}</a>`)}</nav>
    <span class="spring"></span>
    <button class="topbar-button" data-action="shell-help" aria-label="快捷键" title="快捷键（?）">${icon("keyboard")}</button>
    <b class="trainer-name">${agent.name}</b>
    <button class="topbar-button" data-action="log-out">${icon("logout")}退出</button></header>
  <main class="page"></main>
  <div class="toasts" role="status"></div>
  <dialog class="help" aria-labelledby="help-title"></dialog></div>`;

const help = (pages, page) => html`<header><h2 id="help-title">快捷键</h2><button class="text-button" data-action="shell-close" autofocus>关闭</button></header>
  ${page.keys && html`<h3>${page.title}</h3><dl>${page.keys.map(([caps, means]) => keyLine(caps.split(" "), means))}</dl>`}
  <h3>换页面</h3><dl>${pages.map(({ key, title }) => keyLine(["G", key.toUpperCase()], title))}${keyLine(["?"], "打开这份说明")}${keyLine(["Esc"], "关闭窗口")}</dl>`;

const keyLine = (caps, means) => html`<div><dt>${caps.map((cap) => html`<kbd>${cap}</kbd> `)}</dt><dd>${means}</dd></div>`;

export class Shell {
  #root;
  #pages;
  #tools;
  #toast;
  #onSignedOut;
  #page = null;
  #view = null;

  /** `pages`: those that are offered to `agent`; at least one. */
  constructor(root, { pages, session, onLogOut, onSignedOut }) {
    draw(root, frame(session.agent, pages));
    this.#root = root;
    this.#pages = pages;
    this.#onSignedOut = onSignedOut;
    this.#toast = new Toast(root.querySelector(".toasts"));
    this.#tools = {
      api: session.api,
      agent: session.agent,
      go: (name, rest = "") => this.go(name, rest),
      announce: (sentence, tone = "info") => this.#toast.say(sentence, tone),
      failed: (error) => this.#failed(error),
    };
    onActions(root, { "log-out": onLogOut, "shell-help": () => this.#help(), "shell-close": () => this.#dialog.close() });
    this.#listen();
    this.#follow();
  }

  go(name, rest = "") {
    const hash = `#${[name, rest].filter(Boolean).join("/")}`;
    if (location.hash === hash) this.#follow();
    else location.hash = hash;
  }

  get #dialog() {
    return this.#root.querySelector(".help");
  }

  #listen() {
    const keys = new ShellKeys(this.#pages);
    addEventListener("hashchange", () => this.#follow());
    // Before the page hears it: the letter behind G is not one of its own keys.
    addEventListener("keydown", (event) => this.#obey(keys.read(event), event), true);
  }

  #obey(wish, event) {
    if (!wish) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (wish.go) this.go(wish.go);
    if (wish.help) this.#help();
  }

  #follow() {
    const { page, rest } = placeOf(location.hash, this.#pages);
    if (page === this.#page) return this.#view?.follow?.(rest);
    this.#view?.leave?.();
    const fresh = document.createElement("main"); // what the last page listened to goes with its node
    fresh.className = "page";
    fresh.tabIndex = -1;
    fresh.dataset.page = page.name;
    fresh.setAttribute("aria-label", page.title);
    this.#root.querySelector("main.page").replaceWith(fresh);
    this.#page = page;
    this.#mark(page);
    this.#view = page.mount(fresh, { ...this.#tools, rest }) ?? null;
    if (!fresh.contains(document.activeElement)) fresh.focus({ preventScroll: true });
  }

  #mark({ name, title }) {
    document.title = `${title} · 训练台`;
    for (const link of this.#root.querySelectorAll(".view")) {
      if (link.hash === `#${name}`) {
        link.setAttribute("aria-current", "page");
        link.scrollIntoView({ block: "nearest", inline: "nearest" });
      } else link.removeAttribute("aria-current");
    }
  }

  #help() {
    draw(this.#dialog, help(this.#pages, this.#page));
    this.#dialog.showModal();
  }

  #failed(error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.signedOut) this.#onSignedOut();
    else this.#toast.say(error.message, "bad");
  }
}
