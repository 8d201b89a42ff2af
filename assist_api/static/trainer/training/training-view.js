/** The page 训练与发布: draws the model, passes on clicks and keys. */

import { onActions } from "../../shared/actions.js";
import { draw, html } from "../../shared/html.js";
import { KeyedList } from "../../shared/keyed-list.js";
import { moment } from "../../shared/times.js";
import { loading, problem } from "../states.js";
import { history } from "./history.js";
import { keyAction } from "./keys.js";
import { ReasonDialog } from "./reason-dialog.js";
import { runLine } from "./run-list.js";
import { runPanel, shortName } from "./run-panel.js";
import { Training } from "./training.js";

const LOOKED_EVERY_MS = 4_000; // for what others do meanwhile

const frame = html`<div class="training">
  <div class="training-bar"><div class="training-live" role="status"></div><span class="training-buttons"></span></div>
  <div class="training-problem"></div>
  <div class="training-body"><ol class="run-list" aria-label="训练记录"></ol><section class="run-panel" aria-live="off"></section></div>
  <section class="publications" aria-label="发布历史"><h2>发布历史</h2><div class="history"></div></section>
  <dialog class="reason-dialog" aria-labelledby="reason-title"></dialog></div>`;

const liveLine = (training) => {
  const { live, current } = training;
  if (!training.overview) return html``;
  if (!live) return html`<b>机器人没有响应</b><span class="muted">现在不能发布和回滚，训练不受影响。</span>`;
  return html`<b>线上模型 <code>${shortName(live)}</code></b><span class="muted">${current ? `${moment(current.at)} 由 ${current.by} ${current.kind === "publish" ? "发布" : "回滚"}：${current.why}` : "不是从这里发布的"}</span>`;
};

const barButtons = (training) => html`${training.canGoBack && html`<button class="button" data-action="roll-back">回滚 <kbd>B</kbd></button>`}
  <button class="button button-main" data-action="new-run" ${training.overview ? "" : html`disabled`}>开始训练 <kbd>N</kbd></button>`;

export class TrainingView {
  #root;
  #tools;
  #training;
  #list;
  #dialog;
  #watch = setInterval(() => document.hidden || this.#doing(() => this.#training.refresh()), LOOKED_EVERY_MS);
  #left = new AbortController();

  constructor(root, tools) {
    draw(root, frame);
    this.#root = root;
    this.#tools = tools;
    this.#training = new Training(tools.api, () => this.#draw());
    this.#list = new KeyedList(root.querySelector(".run-list"));
    this.#dialog = new ReasonDialog(root.querySelector(".reason-dialog"));
    this.#listen();
    this.#draw();
  }

  open(runId) {
    this.#doing(() => this.#training.load(runId));
  }

  /** The address changed. */
  show(runId) {
    if (runId && runId !== this.#training.run?.id) this.#doing(() => this.#training.choose(runId));
  }

  leave() {
    clearInterval(this.#watch);
    this.#left.abort();
    this.#training.leave();
  }

  #listen() {
    const training = this.#training;
    onActions(this.#root, {
      "choose-run": ({ dataset }) => this.#tools.go("training", dataset.id),
      "card-tab": ({ dataset }) => training.show(dataset.tab),
      "cancel-run": () => this.#doing(() => training.cancel()),
      "new-run": () => this.#askTraining(),
      "roll-back": () => this.#askRollBack(),
      publish: () => this.#askPublish(),
      restore: ({ dataset }) => this.#askRollBack(dataset.id),
      reload: () => this.open(training.run?.id),
    });
    this.#root.addEventListener("submit", (event) => {
      if (event.target.dataset.form !== "compare") return;
      event.preventDefault();
      this.#doing(() => training.compare(event.target.elements.text.value));
    });
    addEventListener("keydown", (event) => this.#key(event), { signal: this.#left.signal });
  }

  #key(event) {
    const wish = keyAction(event, this.#training);
    if (!wish) return;
    event.preventDefault();
    this.#wishes[wish.do](wish);
  }

  #wishes = {
    ask: () => this.#askTraining(),
    publish: () => this.#askPublish(),
    back: () => this.#askRollBack(),
    tab: ({ tab }) => this.#training.show(tab),
    choose: ({ id }) => this.#tools.go("training", id),
  };

  #askTraining() {
    this.#dialog.open({
      title: "开始训练",
      intro: "用现在的训练数据训练一个新模型，并和线上模型比一比。线上的机器人照常接待。",
      label: "这次改了什么（选填）",
      submitLabel: "开始训练",
      submit: async (why) => this.#tools.go("training", (await this.#training.ask(why)).id),
    });
  }

  #askPublish() {
    const { won, lost } = this.#training.run.card.changes ?? { won: [], lost: [] };
    const worse = lost.length > won.length ? "注意：考卷上答错的比线上多。" : "";
    this.#dialog.open({
      title: "发布这个模型",
      intro: `${worse}新模型先在旁边加载好，再接替线上模型；正在进行的对话不受影响，随时可以回滚。`,
      label: "为什么发布",
      submitLabel: "发布",
      needed: true,
      submit: async (why) => (await this.#training.publish(why), this.#tools.announce("新模型已上线。", "good")),
    });
  }

  #askRollBack(publicationId = null) {
    this.#dialog.open({
      title: publicationId ? "回到这个版本" : "回滚到上一个版本",
      intro: "之前的模型马上重新接待顾客。",
      label: "为什么回滚",
      submitLabel: "回滚",
      needed: true,
      submit: async (why) => (await this.#training.rollBack(why, publicationId), this.#tools.announce("已经换回之前的模型。", "good")),
    });
  }

  async #doing(job) {
    try {
      await job();
    } catch (error) {
      if (error.name !== "AbortError") this.#tools.failed(error);
    }
  }

  #draw() {
    const training = this.#training;
    const at = (place) => this.#root.querySelector(place);
    draw(at(".training-live"), liveLine(training));
    draw(at(".training-buttons"), barButtons(training));
    draw(at(".training-problem"), training.problem ? problem(training.problem, "reload") : html``);
    this.#list.draw(training.runs.map((run) => ({ key: run.id, markup: runLine(run, { chosen: run.id === training.run?.id, live: training.live }) })));
    const log = at(".run-log");
    const kept = log && log.scrollTop + log.clientHeight < log.scrollHeight - 8 ? log.scrollTop : null;
    draw(at(".run-panel"), training.overview ? runPanel(training) : training.problem ? html`` : loading);
    if (at(".run-log")) at(".run-log").scrollTop = kept ?? at(".run-log").scrollHeight;
    draw(at(".history"), history(training));
  }
}
