/** The page 试聊分享: draws the model, passes on clicks and keys. */

import { onActions } from "../../shared/actions.js";
import { isComposing, sendByCtrlEnter } from "../../shared/enter-key.js";
import { draw } from "../../shared/html.js";
import { KeyedList } from "../../shared/keyed-list.js";
import { fileName, Sharing } from "./sharing.js";
import { frame, linkForm, opened, row, testForm, trouble } from "./sharing-page.js";

export class SharingView {
  #root;
  #tools;
  #list;
  #sharing;
  #test = null; // {talkId, name} of the open dialog
  #left = new AbortController();

  constructor(root, tools) {
    draw(root, frame);
    this.#root = root;
    this.#tools = tools;
    this.#list = new KeyedList(root.querySelector(".sharing-list"));
    this.#sharing = new Sharing(tools.api, () => this.#draw());
    this.#listen();
    this.#draw();
  }

  load() {
    return this.#sharing.load();
  }

  leave() {
    this.#left.abort();
  }

  #run(job) {
    return Promise.resolve(job()).catch(this.#tools.failed);
  }

  #listen() {
    const sharing = this.#sharing;
    onActions(this.#root, {
      reload: () => this.#run(() => sharing.load()),
      choose: ({ dataset }) => this.#run(() => sharing.choose(dataset.id)),
      new: () => this.#ask(linkForm(sharing)),
      copy: () => this.#run(() => this.#copy()),
      revoke: () => this.#run(async () => (await sharing.revoke(), this.#tools.announce("已收回，链接打不开了", "good"))),
      test: ({ dataset }) => this.#run(() => this.#openTest(dataset.id)),
      download: () => this.#download(),
      close: () => this.#dialog.close(),
    });
    this.#dialog.addEventListener("submit", (event) => this.#submitted(event));
    sendByCtrlEnter(this.#dialog);
    document.addEventListener("keydown", (event) => this.#key(event), { signal: this.#left.signal });
  }

  get #dialog() {
    return this.#root.querySelector("dialog");
  }

  #ask(markup) {
    draw(this.#dialog, markup);
    this.#dialog.querySelector("form").reset();
    this.#dialog.querySelector("[role=alert]").textContent = "";
    this.#dialog.showModal();
  }

  /** What the service refuses is said in the dialog, where it can be mended. */
  async #submitted(event) {
    event.preventDefault();
    const { dataset } = event.target;
    const given = Object.fromEntries(new FormData(event.target));
    try {
      await (dataset.form === "link" ? this.#made(given) : this.#kept(given.yaml));
    } catch (error) {
      if (error.status === undefined || error.signedOut) return this.#tools.failed(error);
      this.#dialog.querySelector("[role=alert]").textContent = error.message;
    }
  }

  async #made(given) {
    if (!(await this.#sharing.share(given))) return;
    this.#dialog.close();
    await this.#copy("链接已生成");
  }

  async #kept(yaml) {
    const file = await this.#sharing.keep(this.#test.talkId, yaml);
    this.#dialog.close();
    this.#tools.announce(`已放进 ${file}`, "good");
  }

  async #openTest(talkId) {
    const { name, yaml } = await this.#sharing.asTest(talkId);
    this.#test = { talkId, name };
    this.#ask(testForm({ yaml, keeps: this.#tools.agent.rights.includes("review") }));
  }

  #download() {
    const link = document.createElement("a");
    const yaml = this.#dialog.querySelector("[name=yaml]").value;
    link.href = URL.createObjectURL(new Blob([yaml], { type: "application/yaml" }));
    link.download = fileName(this.#test.name);
    link.click();
    URL.revokeObjectURL(link.href);
  }

  /** A browser without a clipboard, or one that refuses it, is told where the link stands. */
  async #copy(before = "") {
    const { path } = this.#sharing.link ?? {};
    if (!path) return;
    const told = before ? `${before}，` : "";
    try {
      await navigator.clipboard.writeText(location.origin + path);
      this.#tools.announce(`${told}已复制，可以发给同事了`, "good");
    } catch {
      this.#tools.announce(`${told}浏览器不让复制，请点“打开试聊”后复制地址栏`, before ? "good" : "bad");
    }
  }

  #key(event) {
    const act = this.#dialog.open ? null : wishOf(event);
    if (!act) return;
    event.preventDefault();
    const acts = {
      next: () => this.#sharing.beside(1),
      before: () => this.#sharing.beside(-1),
      new: () => this.#ask(linkForm(this.#sharing)),
      copy: () => this.#copy(),
    };
    this.#run(acts[act]);
  }

  #draw() {
    const sharing = this.#sharing;
    draw(this.#root.querySelector(".sharing-trouble"), trouble(sharing));
    this.#list.draw((sharing.problem ? [] : (sharing.links ?? [])).map((link) => ({ key: link.id, markup: row(link, link.id === sharing.chosen) })));
    draw(this.#root.querySelector(".sharing-open"), opened(sharing));
  }
}

const LETTERS = { j: "next", k: "before", n: "new", c: "copy" };

/** What a key press asks for; letters are letters while somebody writes. */
export function wishOf(event) {
  if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return null;
  if (event.target?.matches?.("input, textarea, select")) return null;
  return LETTERS[event.key.toLowerCase()] ?? null;
}
