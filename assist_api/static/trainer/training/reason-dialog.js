/** Asks for a reason before something is done. What `submit` throws is said in the dialog, which stays open. */

import { isSendKey } from "../../shared/enter-key.js";
import { draw, html } from "../../shared/html.js";

const MOST = 200;

const form = ({ title, intro, label, submitLabel, needed }) => html`<form method="dialog" novalidate>
  <h2 id="reason-title">${title}</h2>${intro && html`<p>${intro}</p>`}
  <label><span>${label}${needed && html`<em class="must">必填</em>`}</span><textarea name="why" rows="3" maxlength="${MOST}"></textarea></label>
  <p class="field-problem" role="alert"></p>
  <footer><button class="button" type="button" data-close>取消</button><button class="button button-main">${submitLabel} <kbd>Ctrl Enter</kbd></button></footer></form>`;

export class ReasonDialog {
  #dialog;
  #asked = null;
  #busy = false;

  constructor(dialog) {
    this.#dialog = dialog;
    dialog.addEventListener("click", ({ target }) => target.closest("[data-close]") && dialog.close());
    dialog.addEventListener("submit", (event) => (event.preventDefault(), this.#submit()));
    dialog.addEventListener("cancel", (event) => this.#busy && event.preventDefault());
    dialog.addEventListener("keydown", (event) => isSendKey(event, "ctrl") && this.#submit());
  }

  /** `asked`: {title, intro?, label, submitLabel, needed, submit: async (why) => …} */
  open(asked) {
    this.#asked = asked;
    draw(this.#dialog, html``);
    draw(this.#dialog, form(asked));
    this.#dialog.showModal();
    this.#dialog.querySelector("textarea").focus();
  }

  async #submit() {
    const why = this.#dialog.querySelector("textarea").value.trim();
    if (this.#busy) return;
    if (this.#asked.needed && !why) return this.#tell("请写一句原因，以后查历史时用得上。");
    this.#wait(true);
    try {
      await this.#asked.submit(why);
      this.#dialog.close();
    } catch (error) {
      if (error.status === undefined) throw error;
      this.#tell(error.message);
    } finally {
      this.#wait(false);
    }
  }

  #tell(sentence) {
    this.#dialog.querySelector(".field-problem").textContent = sentence;
  }

  #wait(busy) {
    this.#busy = busy;
    for (const button of this.#dialog.querySelectorAll("button")) button.disabled = busy;
  }
}
