/** The page 数据体检: draws the model, passes on clicks and keys. */

import { onActions } from "../../shared/actions.js";
import { draw } from "../../shared/html.js";
import { Care, moveOf } from "./care.js";
import { ChangeDialog } from "./change-dialog.js";
import { keyAction } from "./keys.js";
import { body, frame, lookButton, lookLine, tabs } from "./markup.js";

export class CareView {
  #root;
  #tools;
  #care;
  #dialog;
  #mayChange;
  #left = new AbortController();

  constructor(root, tools) {
    draw(root, frame);
    this.#root = root;
    this.#tools = tools;
    this.#mayChange = tools.agent.rights.includes("review");
    this.#care = new Care(tools.api, () => this.#draw());
    this.#dialog = new ChangeDialog(root.querySelector(".change-dialog"), { api: tools.api, care: this.#care, done: (written) => this.#changed(written) });
    this.#listen();
    this.#draw();
  }

  load() {
    this.#doing(() => this.#care.load());
  }

  leave() {
    this.#left.abort();
    this.#care.leave();
  }

  #listen() {
    const care = this.#care;
    onActions(this.#root, {
      tab: ({ dataset }) => care.show(dataset.tab),
      look: () => this.#doing(() => care.takeLook()),
      reload: () => this.load(),
      write: () => this.#write(),
      open: ({ dataset }) => this.#doing(() => care.open(dataset.name)),
      "close-intent": () => this.#doing(() => care.open(null)),
      choose: ({ dataset }) => care.choose(Number(dataset.index)),
      "move-row": (button) => (this.#take(button), this.#moveRow(Boolean(button.dataset.back))),
      settle: (button) => (this.#take(button), this.#doing(() => care.settle())),
      ask: ({ dataset }) => this.#ask(dataset.kind),
    });
    this.#root.addEventListener("change", ({ target }) => target.dataset.text !== undefined && care.tick(target.dataset.text));
    addEventListener("keydown", (event) => this.#key(event), { signal: this.#left.signal });
  }

  /** The row of a button comes into hand. */
  #take(button) {
    this.#care.choose(Number(button.closest("[data-index]").dataset.index));
  }

  #key(event) {
    const wish = keyAction(event, this.#care);
    if (!wish) return;
    event.preventDefault();
    this.#wishes[wish.do](wish.with);
  }

  #wishes = {
    show: (tab) => this.#care.show(tab),
    move: (step) => this.#care.move(step),
    moveRow: (backwards) => this.#moveRow(backwards),
    settle: () => this.#doing(() => this.#care.settle()),
    write: () => this.#write(),
    look: () => this.#doing(() => this.#care.takeLook()),
  };

  #moveRow(backwards = false) {
    if (this.#mayChange) this.#dialog.open(moveOf(this.#care.current, this.#care.tab, backwards));
  }

  #ask(kind) {
    const { name, chosen } = this.#care.intent;
    const texts = [...chosen];
    const wishes = { move: { texts, source: name }, split: { texts, intent: name }, merge: { source: name }, rename: { intent: name } };
    this.#dialog.open({ kind, ...wishes[kind] });
  }

  #write() {
    if (!this.#mayChange) return;
    this.#doing(async () => {
      const { written, refused, problem } = await this.#care.write();
      this.#tools.announce(problem ?? `写入了 ${written} 句${refused.length > 0 ? `，${refused.length} 句没有写` : ""}。训练并发布之后机器人就会了。`, problem ? "bad" : "good");
    });
  }

  async #changed({ files, problem }) {
    this.#tools.announce(problem ?? `已修改 ${files.length} 个文件。`, problem ? "bad" : "good");
    await this.#doing(() => this.#care.load());
  }

  async #doing(job) {
    try {
      await job();
    } catch (error) {
      this.#tools.failed(error);
    }
  }

  #draw() {
    const at = (place) => this.#root.querySelector(place);
    draw(at(".care-tabs"), tabs(this.#care));
    draw(at(".care-look"), lookLine(this.#care.look));
    draw(at(".care-look-button"), lookButton(this.#care.look));
    draw(at(".care-body"), body(this.#care, this.#mayChange));
    at(".care-row[aria-current]")?.scrollIntoView({ block: "nearest" });
  }
}
