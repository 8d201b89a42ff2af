/**
 * Full pages beside the conversations, in the top bar from left to right; one is open at a time, its name stands in the address (#tickets/42).
 * A new page is a file in pages/ that exports `page = {name, title, icon, key: {code, alt}, badge?(desk), offered?(desk), open(root, tools, rest)}`;
 * `open` fills `root` and returns `{draw?(), close?(), go?(rest)}`: draw on every change of the desk. List it in PAGES. What else it may export: plugs.js.
 */

import { draw, html } from "../shared/html.js";
import { icon } from "../shared/icons.js";
import { keyName } from "./keys.js";
import * as conversations from "./pages/conversations.js";
import * as search from "./pages/search.js";
import * as shift from "./pages/shift.js";
import * as startOfShift from "./pages/start-of-shift.js";
import * as team from "./pages/team.js";
import * as tickets from "./pages/tickets.js";

export const PAGES = [conversations, tickets, team, shift, startOfShift, search];

/** The address's page and the rest behind its name; what nobody knows is the conversations. */
export function pageOf(hash, pages = PAGES) {
  const [name, ...rest] = decodeURIComponent(hash.replace(/^#/, "")).split("/");
  const plug = pages.find(({ page }) => page.name === name);
  return plug ? { page: plug.page, rest: rest.join("/") } : { page: pages[0].page, rest: "" };
}

export const pageKeys = (pages = PAGES) => pages.map(({ page }) => ({ ...page.key, anywhere: true, help: `打开“${page.title}”`, does: ({ go }) => go(page.name) }));

/** Shows the page that the address names, in the place of the conversations. */
export class Pages {
  #tabs;
  #place;
  #columns;
  #tools;
  #page = PAGES[0].page;
  #view = null;
  #onHash = () => this.#follow();

  constructor(root, tools) {
    this.#tabs = root.querySelector(".page-tabs");
    this.#place = root.querySelector(".page");
    this.#columns = root.querySelector(".columns");
    this.#tools = tools;
    addEventListener("hashchange", this.#onHash);
    this.#follow();
  }

  get onConversations() {
    return this.#page.name === "";
  }

  go(name, rest = "") {
    const hash = [name, rest].filter(Boolean).join("/");
    if (location.hash.replace(/^#/, "") === hash) this.#follow();
    else location.hash = hash;
  }

  draw() {
    const { desk } = this.#tools;
    const offered = PAGES.map(({ page }) => page).filter((page) => page.offered?.(desk) ?? true);
    draw(this.#tabs, offered.length > 1 ? html`${offered.map((page) => tab(page, page === this.#page, page.badge?.(desk)))}` : html``);
    this.#view?.draw?.();
  }

  leave() {
    removeEventListener("hashchange", this.#onHash);
    this.#view?.close?.();
  }

  #follow() {
    const { page, rest } = pageOf(location.hash);
    if (page === this.#page) this.#view?.go?.(rest);
    else this.#open(page, rest);
    this.draw();
  }

  #open(page, rest) {
    this.#view?.close?.();
    const fresh = document.createElement("section"); // what the last page listened to goes with its node
    fresh.className = "page";
    fresh.tabIndex = -1;
    fresh.setAttribute("aria-label", page.title);
    this.#place.replaceWith(fresh);
    this.#place = fresh;
    this.#page = page;
    this.#view = page.open?.(fresh, this.#tools, rest) ?? null;
    fresh.hidden = this.onConversations;
    this.#columns.hidden = !this.onConversations;
    if (!this.onConversations) fresh.focus();
  }
}

const tab = ({ name, title, icon: picture, key }, current, badge) => html`<a class="page-tab" href="#${name}" ${current && html`aria-current="page"`} title="${title} (${keyName(key)})">${icon(picture)}${title}${badge > 0 && html`<span class="tab-count tab-calls number">${badge}</span>`}</a>`;
