/** The pages of a score card. */

import { html } from "../../shared/html.js";
import { confusionPicture } from "./confusion-picture.js";
import { reliabilityPicture } from "./reliability-picture.js";
import { intentRows, percent, summaryRows, unexamined, verdict } from "./score-card.js";

export const cardTabs = ({ tab }) => html`<div class="card-tabs" role="tablist" aria-label="评分卡">${Object.entries(TABS).map(
  ([name, { title }], index) => html`<button class="filter" role="tab" data-action="card-tab" data-tab="${name}" aria-selected="${tab === name}">${title} <kbd>${index + 1}</kbd></button>`,
)}</div>`;

/** The live model of a card is the one there was when it was made. */
const whichLive = ({ live, run: { card } }) => card.live && live && card.live !== live && html`<p class="muted">这里的“线上”是训练时的线上模型 <code>${card.live.replace(".tar.gz", "")}</code>，现在线上的已经不是它。</p>`;

const gaps = (card) => {
  const names = unexamined(card).map((intent) => `“${named(intent, card.names)}”`);
  return names.length > 0 && html`<p class="card-gap">考卷里还没有${names.join("、")}的题，这张评分卡看不出它们学得好不好。审核员可以先在<a class="text-link" href="#exam">考卷</a>里加几道。</p>`;
};

const summary = (training) => html`<p class="verdict">${verdict(training.run.card)}</p>${gaps(training.run.card)}${whichLive(training)}${numbers(training)}`;

const numbers = ({ run: { card } }) => html`
  <table class="card-table"><thead><tr><th scope="col">项目</th><th scope="col">新模型</th><th scope="col">线上</th><th scope="col">差别</th></tr></thead>
  <tbody>${summaryRows(card).map(({ title, now, before, difference, tone }) => html`<tr><th scope="row">${title}</th><td class="number">${now}</td><td class="number">${before}</td><td class="number tone-${tone}">${difference}</td></tr>`)}</tbody></table>
  <p class="muted">考卷 ${card.new.exam.size} 句，没有人能用它训练；训练数据 ${card.sentences} 句。用时是处理器时间，两个模型轮流测。</p>
  ${failures(card.known_failures)}`;

const failures = ({ there, mended }) => html`<h3>已知答错的句子</h3>${mended.length === 0
  ? html`<p>${there === 0 ? "没有登记。" : `登记的 ${there} 句仍然答错，和预期一样。`}</p>`
  : html`<p class="tone-good">有 ${mended.length} 句已经答对，可以移进考卷：</p><ul>${mended.map(({ text }) => html`<li>${text}</li>`)}</ul>`}`;

const intents = (training) => html`${whichLive(training)}${intentTable(training)}`;

const intentTable = ({ run: { card } }) => html`<table class="card-table"><thead><tr><th scope="col">意图</th><th scope="col">考卷句数</th><th scope="col">查准</th><th scope="col">查全</th><th scope="col">F1</th><th scope="col">线上 F1</th><th scope="col">差别</th><th scope="col">交叉验证 F1</th></tr></thead>
  <tbody>${intentRows(card).map(intentLine)}</tbody></table>`;

const intentLine = ({ intent, name, there, now, before, crossed, difference }) => html`<tr><th scope="row">${name}<small class="muted">${intent}</small></th><td class="number">${there}</td><td class="number">${percent(now.precision, 0)}</td><td class="number">${percent(now.recall, 0)}</td><td class="number">${percent(now.f1, 0)}</td><td class="number">${percent(before?.f1, 0)}</td>
  <td class="number ${Math.abs(difference ?? 0) < 0.005 ? "" : difference > 0 ? "tone-good" : "tone-bad"}">${difference === null ? (there === 0 ? "没有考题" : before === null ? "新意图" : "—") : Math.abs(difference) < 0.005 ? "持平" : `${difference > 0 ? "+" : "−"}${percent(Math.abs(difference), 0)}`}</td><td class="number">${percent(crossed, 0)}</td></tr>`;

const confusion = ({ run: { card } }) => html`${confusionPicture("新模型，考卷", card.new.confusions, card.names)}
  ${card.old && confusionPicture("线上模型，考卷", card.old.confusions, card.names)}
  ${card.crossed.confusions.length > 0 && confusionPicture("新模型，交叉验证", card.crossed.confusions, card.names)}`;

const reliability = ({ run: { card } }) => html`<p class="muted">横轴是模型自己说的把握，纵轴是真的答对的比例；越贴近斜线，把握越可信。圆点越大，句子越多。</p>
  ${reliabilityPicture(card.new.reliability, card.old?.reliability ?? null)}`;

const changes = (training) => html`${whichLive(training)}${wonAndLost(training)}`;

const wonAndLost = ({ run: { card } }) => (card.changes ? html`<div class="won-lost">${changeList("线上答错、新模型答对的", "won", card)}${changeList("线上答对、新模型答错的", "lost", card)}</div>` : html`<p>${verdict(card)}</p>`);

const changeList = (title, side, { changes: both, names }) => html`<section><h3>${title}　<span class="number">${both[side].length}</span></h3>
  ${both[side].length === 0 ? html`<p class="muted">没有。</p>` : html`<ul>${both[side].map(
    (one) => html`<li><b>${one.text}</b><span class="muted">应该是 ${named(one.right, names)}　新：${named(one.new, names)}　线上：${named(one.live, names)}</span></li>`,
  )}</ul>`}</section>`;

const named = (intent, names) => (intent === "nlu_fallback" ? "没听懂" : (names[intent] ?? intent));

const trial = ({ run: { card }, comparison }) => html`<form class="trial" data-form="compare"><label>顾客的话<input name="text" maxlength="500" autocomplete="off" placeholder="打一句话，看两个模型怎么理解" required></label><button class="button button-main">试一试</button></form>
  ${comparison && html`<div class="won-lost" aria-live="polite">${understanding("新模型", comparison.new, card.names)}${understanding("线上模型", comparison.live, card.names)}</div>`}`;

const understanding = (title, { intent, ranking }, names) => html`<section><h3>${title}：${named(intent, names)}</h3><ol>${ranking.map(
  (one) => html`<li>${named(one.intent, names)}<meter min="0" max="1" value="${one.confidence}"></meter><span class="number">${percent(one.confidence, 0)}</span></li>`,
)}</ol></section>`;

const log = ({ run }) => html`<pre class="run-log" tabindex="0" aria-label="训练日志">${run.log}</pre>`;

export const TABS = {
  summary: { title: "总览", body: summary },
  intents: { title: "各意图", body: intents },
  confusion: { title: "混淆", body: confusion },
  reliability: { title: "可靠性", body: reliability },
  changes: { title: "变好变差", body: changes },
  trial: { title: "试一试", body: trial },
  log: { title: "日志", body: log },
};
