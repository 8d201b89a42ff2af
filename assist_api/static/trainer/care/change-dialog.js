/** Asks what is still needed for a change, shows all that it touches, and does it. */

import { isSendKey } from "../../shared/enter-key.js";
import { draw, html } from "../../shared/html.js";
import { byKind, Change, examOfNew, gain } from "./change.js";
import { diffs } from "./markup.js";

const TITLES = { move: "移动句子", merge: "合并意图", rename: "改名", split: "拆成新意图" };
const KINDS = { rule: "规则", story: "故事", domain: "领域", test: "测试", table: "配置表", entry: "知识", program: "程序" };
const SHOWN = 6; // mentions of a kind

const frame = (wish, care) => html`<form method="dialog" novalidate><h2 id="change-title">${TITLES[wish.kind]}</h2><div class="change-fields">${fields(wish, care)}</div><div class="change-preview" aria-live="polite"></div>
  <p class="field-problem" role="alert"></p>
  <footer><button class="button" type="button" data-close>取消</button><button class="button" type="button" data-preview>预览</button><button class="button button-main" disabled>确认修改 <kbd>Ctrl Enter</kbd></button></footer></form>`;

const intentField = (care, name, label, without) => html`<label><span>${label}</span><select name="${name}"><option value="">请选择</option>${care.overview.rows
  .filter((one) => one.name !== without)
  .map((one) => html`<option value="${one.name}">${one.zh}（${one.name}）</option>`)}</select></label>`;

const textField = (name, label, value = "", hint = "") => html`<label><span>${label}</span><input name="${name}" value="${value}" autocomplete="off" placeholder="${hint}"></label>`;

const FIELDS = {
  move: (wish, care) => (wish.target ? html`<p>把“${wish.texts[0]}”${wish.texts.length > 1 && html`等 ${wish.texts.length} 句`}从“${care.zh(wish.source)}”移到“${care.zh(wish.target)}”。</p>` : html`<p>把选中的 ${wish.texts.length} 句从“${care.zh(wish.source)}”移到：</p>${intentField(care, "target", "目标意图", wish.source)}`),
  merge: (wish, care) => html`<p>把“${care.zh(wish.source)}”的训练句子和考题都并到另一个意图，原意图不再存在。</p>${intentField(care, "target", "并到", wish.source)}`,
  rename: (wish, care) => {
    const row = care.overview.rows.find(({ name }) => name === wish.intent);
    return html`${textField("zh", "中文名", row.zh)}${textField("name", "英文名", row.name)}${textField("means", "含义", row.means)}`;
  },
  split: (wish) => html`<p>选中的 ${wish.texts.length} 句成为一个新意图；在写好新答案之前，仍按原意图回答。</p>${textField("zh", "中文名")}${textField("new", "英文名", "", "例如 ask_gift_card")}${textField("means", "含义", "", "和相近意图的区别")}`,
};
const fields = (wish, care) => FIELDS[wish.kind](wish, care);

const preview = (change, care) => html`${change.preview && touched(change)}${exam(change, care)}`;

function exam(change, care) {
  const { flips, flipsProblem, preview: shown } = change;
  const ofNew = examOfNew(change);
  if (!shown) return "";
  if (flipsProblem) return html`<p class="muted">${flipsProblem}</p>`;
  if (!flips) return html`<p class="muted" role="status">正在算考卷会怎么变…</p>`;
  return html`<h3>考卷（快速分类器估算）</h3><p>答对 <b class="number">${rate(flips.before)}</b> → <b class="number">${rate(flips.after)}</b>（${gain(flips)} 个百分点）</p>
    ${flipped("变对的", flips.won, care)}${flipped("变错的", flips.lost, care)}${ofNew.length > 0 && html`<button class="button" type="button" data-exam>这 ${ofNew.length} 道考题也归新意图</button>`}${flips.won.length + flips.lost.length === 0 && html`<p class="muted">没有考题的对错会变。</p>`}`;
}

const flipped = (title, rows, care) => rows.length > 0 && html`<details ${rows.length <= SHOWN && html`open`}><summary>${title} ${rows.length} 句</summary><ul>${rows.map((row) => html`<li>${row.text} <span class="muted">应为 ${care.zh(row.right)}：${care.zh(row.before)} → ${care.zh(row.after)}</span></li>`)}</ul></details>`;

const touched = ({ preview: shown, accepted }) => html`<h3>会改的文件</h3><details><summary>${shown.files.length} 个文件</summary>${diffs(shown.files)}</details>
  ${shown.mentions.length > 0 && html`<h3>提到这个意图的地方</h3><ul class="change-mentions">${byKind(shown.mentions).map(([kind, found]) => html`<li><details><summary>${KINDS[kind]} ${found.length} 处</summary>${found.slice(0, SHOWN).map((one) => html`<p><code>${one.file}:${one.line}</code> ${one.text}</p>`)}${found.length > SHOWN && html`<p class="muted">还有 ${found.length - SHOWN} 处</p>`}</details></li>`)}</ul>`}
  ${shown.left > 0 && html`<label class="change-left"><input type="checkbox" name="accept" ${accepted && html`checked`}> 我知道有 ${shown.left} 处仍写着原来的名字，以后不再触发，需要请工程师同步修改</label>`}`;

const rate = (value) => (value === null ? "—" : `${(value * 100).toFixed(1)}%`);

export class ChangeDialog {
  #dialog;
  #api;
  #care;
  #done;
  #change = null;
  #wish = null;
  #busy = false;

  /** `done(written)` hears of a change that was made. */
  constructor(dialog, { api, care, done }) {
    this.#dialog = dialog;
    this.#api = api;
    this.#care = care;
    this.#done = done;
    dialog.addEventListener("click", ({ target }) => this.#click(target));
    dialog.addEventListener("submit", (event) => (event.preventDefault(), this.#submit()));
    dialog.addEventListener("change", ({ target }) => this.#changed(target));
    dialog.addEventListener("input", ({ target }) => target.matches(".change-fields *") && this.#forget());
    dialog.addEventListener("cancel", (event) => this.#busy && event.preventDefault());
    dialog.addEventListener("keydown", (event) => isSendKey(event, "ctrl") && (event.preventDefault(), this.#submit()));
  }

  /** `wish`: as far as it is known; what is lacking is asked for. */
  open(wish) {
    this.#wish = wish;
    draw(this.#dialog, html``);
    draw(this.#dialog, frame(wish, this.#care));
    this.#forget();
    this.#dialog.showModal();
    this.#dialog.querySelector(".change-fields :is(select, input)")?.focus();
    if (wish.kind === "move" && wish.target) this.#preview();
  }

  #click(target) {
    if (target.closest("[data-close]")) this.#dialog.close();
    if (target.closest("[data-preview]")) this.#preview();
    if (target.closest("[data-exam]")) {
      this.#wish = { ...this.#wish, exam: examOfNew(this.#change) };
      this.#preview();
    }
  }

  #changed(target) {
    if (target.name === "accept") this.#change.accept(target.checked);
    else if (target.matches("select") && target.value) this.#preview();
  }

  #forget() {
    this.#change = null;
    this.#tell("");
    this.#draw();
  }

  async #preview() {
    const given = Object.fromEntries([...this.#dialog.querySelectorAll(".change-fields :is(select, input)")].map(({ name, value }) => [name, value.trim()]));
    if (Object.values(given).some((value) => !value)) return this.#tell("请把上面的内容填完整。");
    this.#tell("");
    const change = (this.#change = new Change(this.#api, { ...this.#wish, ...given }, () => this.#change === change && this.#draw()));
    await change.load();
  }

  async #submit() {
    if (this.#busy) return;
    if (!this.#change) return this.#preview();
    if (!this.#change.ready) return;
    this.#wait(true);
    try {
      const written = await this.#change.apply();
      this.#dialog.close();
      await this.#done(written);
    } catch (error) {
      if (error.status === undefined) throw error;
      this.#tell(error.message);
    } finally {
      this.#wait(false);
    }
  }

  #draw() {
    const change = this.#change;
    draw(this.#dialog.querySelector(".change-preview"), change ? preview(change, this.#care) : html``);
    if (change?.problem) this.#tell(change.problem);
    this.#dialog.querySelector(".button-main").disabled = this.#busy || !change?.ready;
  }

  #tell(sentence) {
    this.#dialog.querySelector(".field-problem").textContent = sentence;
  }

  #wait(busy) {
    this.#busy = busy;
    for (const button of this.#dialog.querySelectorAll("button")) button.disabled = busy;
    if (!busy) this.#draw();
  }
}
