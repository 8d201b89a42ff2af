/**
 * A form in a dialog. `ask(form)` resolves with what `submit` returned, or null when it was closed.
 *   form = { title, intro?, fields: [field], submit: async (values) => …, submitLabel?, confirm?: (values) => markup, null or a promise of it, danger? }
 *   field = { name, label, kind, value?, hint?, required?, options?, min?, max?, maxlength?, check?: (value, values) => sentence or null, when?: (values) => bool }
 * Kinds: text, textarea, number, money, date, datetime, select, radio, checkbox, checks (several), note (`text`, nothing to fill in).
 * What `confirm` or `submit` throws as an ApiError is said in the dialog, which stays open. Ctrl+Enter submits, Esc closes.
 */

import { isComposing } from "../shared/enter-key.js";
import { draw, html } from "../shared/html.js";
import { fieldMarkup } from "./form-fields.js";
import { problemsOf, valuesOf } from "./form-values.js";

export const formDialogMarkup = html`<dialog class="form-dialog" aria-labelledby="form-dialog-title"><form novalidate></form></dialog>`;

export class FormDialog {
  #dialog;
  #form;
  #asked = null;
  #resolve = null;
  #busy = false;
  #step = "fill";

  constructor(dialog) {
    this.#dialog = dialog;
    this.#form = dialog.querySelector("form");
    this.#form.addEventListener("submit", (event) => (event.preventDefault(), this.#submit()));
    this.#form.addEventListener("input", () => this.#showFitting());
    dialog.addEventListener("click", (event) => this.#clicked(event));
    dialog.addEventListener("keydown", (event) => this.#key(event));
    dialog.addEventListener("cancel", (event) => this.#busy && event.preventDefault());
    dialog.addEventListener("close", () => this.#end(null));
  }

  /** One form at a time: a second question closes the first. */
  ask(form) {
    if (this.#dialog.open) this.#dialog.close();
    this.#end(null);
    this.#asked = form;
    this.#step = "fill";
    draw(this.#form, html``); // a form that was filled in before begins anew
    draw(this.#form, formMarkup(form));
    this.#showFitting();
    this.#dialog.showModal();
    this.#form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
    return new Promise((resolve) => (this.#resolve = resolve));
  }

  get #values() {
    return valuesOf(this.#asked.fields, new FormData(this.#form));
  }

  #showFitting() {
    const values = this.#values;
    for (const field of this.#asked.fields) {
      if (field.when) this.#place(field).hidden = !field.when(values);
    }
  }

  #place({ name }) {
    return this.#form.querySelector(`[data-field="${name}"]`);
  }

  async #submit() {
    if (this.#busy) return;
    const values = this.#values;
    if (this.#step === "fill" && !this.#isSound(values)) return;
    await this.#attempt(async () => {
      const question = this.#step === "fill" ? await this.#asked.confirm?.(values) : null;
      if (question) return this.#confirm(question);
      this.#end((await this.#asked.submit(values)) ?? true);
      return this.#dialog.close();
    });
    if (this.#dialog.open && this.#step === "confirm") this.#form.querySelector(".button-main").focus();
  }

  #isSound(values) {
    const problems = problemsOf(this.#asked.fields, values);
    for (const field of this.#asked.fields) this.#tell(field, problems[field.name] ?? "");
    const first = this.#asked.fields.find(({ name }) => problems[name]);
    if (first) this.#place(first).querySelector("input, textarea, select").focus();
    return !first;
  }

  #tell(field, sentence) {
    const place = this.#place(field);
    const told = place.querySelector(".field-problem");
    if (!told) return;
    told.textContent = sentence;
    for (const control of place.querySelectorAll("input, textarea, select")) control.setAttribute("aria-invalid", String(sentence !== ""));
  }

  #confirm(question) {
    this.#step = "confirm";
    draw(this.#form.querySelector(".form-confirm"), question);
    this.#showStep();
  }

  #back() {
    this.#step = "fill";
    this.#showStep();
    this.#form.querySelector("input, textarea, select")?.focus();
  }

  #showStep() {
    const confirming = this.#step === "confirm";
    this.#form.querySelector(".form-fields").hidden = confirming;
    this.#form.querySelector(".form-confirm").hidden = !confirming;
    this.#form.querySelector("[data-form=back]").hidden = !confirming;
    this.#form.querySelector(".button-main").textContent = confirming ? "确认" : (this.#asked.submitLabel ?? "提交");
    this.#complain("");
  }

  async #attempt(job) {
    this.#work(true);
    try {
      await job();
    } catch (error) {
      if (error.status === undefined) throw error; // a bug, not an answer
      this.#complain(error.message);
    } finally {
      this.#work(false);
    }
  }

  #work(busy) {
    this.#busy = busy;
    this.#form.setAttribute("aria-busy", String(busy));
    for (const button of this.#form.querySelectorAll("button")) button.disabled = busy;
  }

  #complain(sentence) {
    this.#form.querySelector(".form-problem").textContent = sentence;
  }

  #end(result) {
    this.#resolve?.(result);
    this.#resolve = null;
  }

  #clicked({ target }) {
    const what = target.closest?.("[data-form]")?.dataset.form;
    if (what === "cancel") this.#dialog.close();
    if (what === "back") this.#back();
  }

  #key(event) {
    event.stopPropagation(); // the desk's keys sleep while a dialog is open
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || isComposing(event)) return;
    event.preventDefault();
    this.#submit();
  }
}

const formMarkup = ({ title, intro, fields, submitLabel = "提交", danger }) => html`
  <header><h2 id="form-dialog-title">${title}</h2><button type="button" class="text-button" data-form="cancel">关闭</button></header>
  ${intro && html`<div class="form-intro">${intro}</div>`}
  <div class="form-fields">${fields.map(fieldMarkup)}</div>
  <div class="form-confirm" role="status" hidden></div>
  <p class="form-problem bad" role="alert"></p>
  <footer><span class="muted"><kbd>Ctrl</kbd>+<kbd>Enter</kbd> 提交　<kbd>Esc</kbd> 关闭</span><span class="spring"></span>
    <button type="button" class="button" data-form="back" hidden>返回修改</button><button class="button button-main ${danger && "button-danger"}">${submitLabel}</button></footer>`;
