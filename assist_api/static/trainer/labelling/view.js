/** The page 标注: draws the models and passes on keys, clicks and selections. One mode at a time has the keys. */

import { draw, html } from "../../shared/html.js";
import { EntityMarks } from "./entity-marks.js";
import { Intents } from "./intents.js";
import { deedOf } from "./keys.js";
import * as markup from "./markup.js";
import { LabelMode } from "./modes/label.js";
import { MarkMode } from "./modes/mark.js";
import { selectedCharacters } from "./selection.js";
import { LabelSession } from "./session.js";
import { Surroundings } from "./surroundings.js";

export class LabellingView {
  #root;
  #around;
  #base = new LabelMode(this);
  #shown = null; // the id of the message that is drawn
  #marked = null; // what its marks began with
  #tool = null; // the markup that the place of the tools holds
  #left = new AbortController();
  mode = this.#base;
  marks = null; // of the current message
  kinds = [];

  constructor(root, { api, announce, failed }, { second }) {
    draw(root, markup.frame);
    this.#root = root;
    Object.assign(this, { api, announce, failed });
    this.intents = new Intents(api);
    this.session = new LabelSession(api, { onChange: () => this.#follow(), onNews: announce, onFailed: failed }, { second });
    this.#around = new Surroundings(api, () => this.#drawAround());
    this.#listen();
  }

  /** `first`: the id of a message to begin with. */
  async start(first) {
    const named = this.intents.load().then(() => this.draw());
    const kinds = this.api.get("/api/v1/trainer/entity-kinds").then(({ rows }) => (this.kinds = rows));
    await Promise.all([named, kinds, this.session.start(first)]);
  }

  leave() {
    this.#left.abort();
  }

  enter(mode) {
    this.mode = mode;
    this.draw();
    const field = mode.field && this.#root.querySelector(mode.field);
    if (field) field.focus();
    else if (!this.#root.contains(document.activeElement)) this.#root.focus({ preventScroll: true });
  }

  back() {
    this.enter(this.#base);
  }

  draw() {
    const { session, mode } = this;
    const item = session.current;
    const zh = (intent) => this.intents.zh(intent);
    draw(this.#part("bar"), markup.bar(session));
    draw(this.#part("card"), item ? markup.card(item, this.marks, mode.name, zh) : markup.nothing(session));
    this.#drawTool(item);
    this.#drawAround();
    draw(this.#part("comments"), item ? html`${markup.comments(item)}${mode.name === "comment" && markup.commentField}` : html``);
    draw(this.#part("keys"), item ? markup.keyLine(mode.name) : html``);
    this.#part("side").hidden = !item;
  }

  /** The list has changed: another message begins with its own marks, in the first mode. */
  #follow() {
    const { current, upcoming } = this.session;
    if (current?.id !== this.#shown) {
      this.#shown = current?.id ?? null;
      this.marks = null;
      this.#marked = undefined;
      this.mode = this.#base;
    }
    if (current && this.#marked !== markedOf(current) && this.mode === this.#base && !this.marks?.isTouched) {
      this.#marked = markedOf(current);
      this.marks = new EntityMarks(current.text, this.#marked ?? null);
    }
    this.draw();
    for (const one of [current, upcoming]) if (one?.conversation_id) this.#around.look(one.id).catch(this.failed);
  }

  #drawTool(item) {
    const place = this.#part("tool");
    const tool = item ? this.mode.tool : html``;
    const isFresh = this.#tool !== this.mode;
    this.#tool = this.mode;
    draw(place, tool);
    if (item) this.mode.drawn?.(place, isFresh);
  }

  #drawAround() {
    const { current: item } = this.session;
    draw(this.#part("around"), item ? markup.around(this.#around.of(item.id), item.conversation_id !== null) : html``);
    this.#root.querySelector(".around [aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  #part(name) {
    return this.#root.querySelector(`.label-${name}`);
  }

  #listen() {
    this.#root.addEventListener("click", ({ target }) => this.#click(target.closest("[data-action]")));
    this.#root.addEventListener("input", ({ target }) => !target.matches("[type=checkbox]") && this.mode.written?.(target.value));
    this.#root.addEventListener("change", ({ target }) => target.matches("[type=checkbox]") && this.mode.toggleOne?.(target.dataset.id));
    this.#root.addEventListener("submit", (event) => event.preventDefault());
    this.#root.addEventListener("mouseup", () => this.#select());
    document.addEventListener("keydown", (event) => this.#press(event), { signal: this.#left.signal });
  }

  /** An action is a deed of the mode, else of the first mode. */
  #click(target) {
    if (!target || target.disabled) return;
    const { action, index, at, entity } = target.dataset;
    this.#do(action, entity ?? (index === undefined && at === undefined ? undefined : Number(index ?? at)));
  }

  #do(deed, given) {
    const owner = this.mode[deed] ? this.mode : this.#base;
    Promise.resolve(owner[deed](given)).catch(this.failed);
  }

  #press(event) {
    if (document.querySelector("dialog[open]")) return;
    const kind = !event.ctrlKey && !event.metaKey && !event.altKey && this.mode.kindOf?.(event.key);
    const deed = kind ? { does: "markAs", with: kind } : deedOf(event, this.mode.name);
    if (!deed || isPressedItself(event)) return;
    event.preventDefault();
    this.#do(deed.does, deed.with);
  }

  /** What the mouse selected in the message is what a kind is for. */
  #select() {
    if (this.mode !== this.#base && this.mode.name !== "mark") return;
    const place = selectedCharacters(this.#root.querySelector(".label-card .label-text"), document.getSelection());
    if (!place) return;
    document.getSelection().removeAllRanges();
    this.marks.select(place.start, place.end);
    this.enter(new MarkMode(this));
  }
}

/** A button that has the focus is pressed by its own Enter and space. */
const isPressedItself = ({ key, target }) => [" ", "Enter"].includes(key) && Boolean(target.matches?.("button, a, [type=checkbox]"));

/** What the annotator marked before, else what the model proposes. */
const markedOf = ({ mine, entities }) => (mine?.parts.length === 1 ? (mine.parts[0].entities ?? entities) : entities);
