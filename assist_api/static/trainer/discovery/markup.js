/** The page 发现: the run above, the clusters on the left, the open one with its messages on the right. */

import { html } from "../../shared/html.js";
import { icon } from "../../shared/icons.js";
import { empty, loading, problem } from "../states.js";
import { TABS } from "./clusters.js";
import { ANSWERS, SKILLS } from "./naming.js";

export const frame = html`<div class="discovery">
  <div class="discovery-bar"><div class="discovery-run" role="status"></div>
    <label class="search">${icon("search")}<span class="visually-hidden">在消息里查找</span><input type="search" name="q" placeholder="在消息里查找" maxlength="40"></label></div>
  <div class="discovery-tabs" role="group" aria-label="按处理情况筛选"></div>
  <div class="discovery-body"><div class="cluster-side"><ol class="cluster-list" aria-label="聚类"></ol><div class="cluster-more"></div></div>
    <section class="cluster-open" aria-label="打开的聚类"></section></div>
</div>`;

export const tabs = ({ state, counts }) => html`${TABS.map(
  (tab) => html`<button class="filter" data-action="tab" data-state="${tab.state}" aria-pressed="${tab.state === state}">${tab.title} <span class="number">${counts[tab.state] ?? ""}</span></button>`,
)}`;

const STAGES = {
  read: "正在读取消息",
  reduce: "正在压缩向量",
  neighbours: "正在找意思相近的话",
  group: "正在聚成类",
  words: "正在提取关键词",
  keep: "正在保存结果",
};

export function runBar(clusters) {
  const { run, running, busy } = clusters;
  if (running)
    return html`<progress max="1" value="${run.done}" aria-label="整理进度"></progress><span>${STAGES[run.stage]}… <span class="number">${Math.round(run.done * 100)}%</span></span><button class="button" data-action="cancel">停止</button>`;
  return html`<button class="button button-main" data-action="find" ${busy ? html`disabled` : ""}>${run ? "重新整理" : "开始整理"} <kbd>R</kbd></button><span class="muted">${told(clusters)}</span>`;
}

function told({ run, messages, unread }) {
  if (messages === null) return "";
  const waiting = unread > 0 && `，其中 ${unread} 条还在读取，这次不参与`;
  const now = html`待标注消息 ${messages} 条${waiting}`;
  if (!run) return now;
  if (run.state === "failed") return html`<span class="bad">${run.problem ?? "上一次整理中断了，请再整理一次。"}</span>`;
  if (run.state === "cancelled") return html`上一次整理被停止了。${now}`;
  const loose = run.loose > 0 && `，其余 ${run.loose} 条太零散，没有归类`;
  return html`上次从 ${run.items} 条里整理出 ${run.clusters} 类${loose}，用了 ${Math.round(run.seconds)} 秒。${now}`;
}

export const row = (cluster, index, chosen) => html`<li><button class="cluster" data-action="select" data-index="${index}" ${chosen ? html`aria-current="true"` : ""}>
  <b>${cluster.keywords.slice(0, 4).join(" · ") || cluster.typical[0]}</b><span class="number">${cluster.messages}</span>
  <span class="muted cluster-said">${cluster.typical.slice(0, 2).join("　")}</span>
  ${cluster.intent && html`<span class="cluster-flag">意图 ${cluster.intent}</span>`}${!cluster.intent && cluster.entry_id && html`<span class="cluster-flag">知识 ${cluster.entry_id}</span>`}
</button></li>`;

export function opened(clusters) {
  if (clusters.problem) return problem(clusters.problem, "reload");
  if (!clusters.rows) return loading;
  if (!clusters.current) return nothing(clusters);
  if (!clusters.open) return loading;
  return html`${heading(clusters.open)}${clusters.draft ? FORMS[clusters.draft.kind](clusters) : buttons(clusters)}${members(clusters)}`;
}

function nothing({ state, word, run, running }) {
  if (running && state === "open") return html`<p class="empty" role="status">正在整理，完成后聚类会出现在这里</p>`;
  if (word) return empty("没有符合条件的聚类", "换一个词试试");
  if (state === "open" && !run) return empty("还没有整理过", "整理会把意思相近的消息归成一类，您来给每一类起名字");
  return empty({ open: "都处理完了", named: "还没有命名过聚类", dismissed: "没有搁置的聚类" }[state], null);
}

const heading = ({ keywords, typical, items, messages, density, understood, entries }) => html`<header>
  <h2>${keywords.join(" · ") || typical[0]}</h2>
  <p class="muted">${items} 句不同的话，共 ${messages} 条消息，相似度 ${Math.round(density * 100)}%</p>
  <dl class="cluster-facts">
    <div><dt>机器人现在的理解</dt><dd>${understood.map(({ zh, intent, messages: number }) => html`<span class="cluster-fact">${zh ?? intent ?? "还没有读"} <span class="number">${number}</span></span>`)}</dd></div>
    <div><dt>最接近的知识</dt><dd>${entries.slice(0, 3).map(({ question, confidence }) => html`<span class="cluster-fact">${question} <span class="number">${Math.round(confidence * 100)}%</span></span>`)}${entries.length === 0 && html`<span class="muted">没有</span>`}</dd></div></dl></header>`;

const buttons = ({ open, busy, chosen }) =>
  ({
    open: html`<div class="cluster-buttons"><button class="button button-main" data-action="name" ${busy || chosen.size === 0 ? html`disabled` : ""}>命名为新意图 <kbd>N</kbd></button>
      <button class="button" data-action="variant" ${busy || chosen.size === 0 ? html`disabled` : ""}>并入一条知识 <kbd>V</kbd></button>
      <button class="button" data-action="dismiss" ${busy ? html`disabled` : ""}>搁置 <kbd>D</kbd></button></div>`,
    dismissed: html`<div class="cluster-buttons"><button class="button" data-action="take-up" ${busy ? html`disabled` : ""}>放回待处理 <kbd>B</kbd></button></div>`,
    named: html`<p class="cluster-done">${icon("check")}${open.intent ? `已命名为意图 ${open.intent}，重新训练并发布后机器人就会这样理解。` : `已并入知识 ${open.entry_id}。`}</p>`,
  })[open.state];

const members = ({ open, members: all, chosen, refused }) => html`<div class="cluster-members">
  <h3>${open.state === "named" ? "还留在收件箱里的" : "消息"}${open.state === "open" && html`<label class="cluster-all"><input type="checkbox" data-action="all" ${chosen.size === all.length ? html`checked` : ""}> 选中 <span class="number">${chosen.size} / ${all.length}</span></label>`}</h3>
  <ul>${all.map((one) => member(one, open.state === "open", chosen.has(one.id), refused.get(one.id)))}</ul>
  ${all.length === 0 && html`<p class="muted">这一类的消息都处理完了。</p>`}</div>`;

const member = ({ id, text, copies }, choosing, chosen, why) => html`<li>${choosing ? html`<label><input type="checkbox" data-action="toggle" data-id="${id}" ${chosen ? html`checked` : ""}><span>${text}</span></label>` : html`<span>${text}</span>`}
  ${copies > 1 && html`<span class="muted number">×${copies}</span>`}${why && html`<p class="cluster-why">${icon("alert")}${why}</p>`}</li>`;

const options = (table, chosen) => Object.entries(table).map(([value, title]) => html`<option value="${value}" ${value === chosen ? html`selected` : ""}>${title}</option>`);

const FORMS = {
  intent: ({ draft, busy, chosen, open, catalogue, objection }) => html`<form class="cluster-form">
    <div class="cluster-fields"><label>意图名称<input name="zh" value="${draft.zh}" maxlength="20" autocomplete="off"></label>
      <label>英文标识<input name="name" value="${draft.name}" maxlength="48" autocomplete="off" spellcheck="false"></label>
      <label>属于<select name="skill">${options(SKILLS, draft.skill)}</select></label></div>
    <label>什么样的话算、什么样的不算<input name="means" value="${draft.means}" maxlength="200" placeholder="例如：问能不能以旧换新、怎么估价；不含退换货" autocomplete="off"></label>
    <fieldset><legend>机器人怎么回答</legend>${Object.entries(ANSWERS).map(([value, title]) => html`<label><input type="radio" name="answers" value="${value}" ${draft.answers === value ? html`checked` : ""}> ${title}</label>`)}</fieldset>
    ${ANSWER_FIELDS[draft.answers](draft, open, catalogue)}
    ${saving(busy, `用选中的 ${chosen.size} 句新建意图`, objection)}</form>`,
  variant: ({ draft, busy, chosen, open, objection }) => html`<form class="cluster-form">
    <label>并入哪条知识（编号）<input name="known" value="${draft.known}" list="near-entries" autocomplete="off" spellcheck="false"></label>${nearEntries(open)}
    <p class="muted">选中的 ${chosen.size} 句会成为这条知识的其他问法，马上生效。</p>
    ${saving(busy, `把 ${chosen.size} 句并入知识`, objection)}</form>`,
};

const ANSWER_FIELDS = {
  entry: ({ entry_id: id, question, answer }) => html`<label>问题<input name="question" value="${question}" maxlength="200" autocomplete="off" placeholder="顾客会怎么问，一句话"></label>
    <label>回答<textarea name="answer" rows="3" maxlength="2000">${answer}</textarea></label>
    <p class="muted">金额、天数请写成占位符，例如 <span class="slot">{policy.returns.no_reason_days}</span>。</p>
    <label>知识编号<input name="entry_id" value="${id}" maxlength="100" autocomplete="off" spellcheck="false"></label>`,
  known: ({ known }, open) => html`<label>知识编号<input name="known" value="${known}" list="near-entries" autocomplete="off" spellcheck="false"></label>${nearEntries(open)}`,
  like: ({ like }, open, catalogue) => html`<label>已有意图<input name="like" value="${like}" list="all-intents" autocomplete="off" spellcheck="false"></label>
    <datalist id="all-intents">${catalogue.map(({ name, zh }) => html`<option value="${name}">${zh}</option>`)}</datalist>`,
};

const nearEntries = ({ entries }) => html`<datalist id="near-entries">${entries.map(({ id, question }) => html`<option value="${id}">${question}</option>`)}</datalist>`;

const saving = (busy, title, objection) => html`${objection && html`<p class="bad" role="alert">${objection.sentence}</p>`}
  ${busy && html`<p class="muted" role="status">正在和考卷、训练句子逐句比对，再写进文件；第一次要多等一会儿。</p>`}<div class="cluster-buttons"><button class="button button-main" data-action="save" ${busy ? html`disabled` : ""}>${title} <kbd>Ctrl Enter</kbd></button>
  <button class="button" type="button" data-action="leave-draft">取消 <kbd>Esc</kbd></button></div>`;
