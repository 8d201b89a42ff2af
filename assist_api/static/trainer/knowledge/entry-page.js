/** The right half of the page 知识库: an entry's head and buttons, its form, what it would change, its history. */

import { html } from "../../shared/html.js";
import { icon } from "../../shared/icons.js";
import { moment } from "../../shared/times.js";

export const nothing = html`<div class="empty">${icon("note")}<p>从左边选一条知识，或新建一条。</p></div>`;

export const entryFrame = html`<header class="entry-head"></header><div class="entry-news"></div>
  <div class="entry-body"><form class="knowledge-form entry-form" autocomplete="off"></form><aside class="entry-side"><div class="entry-effects"></div><div class="entry-history"></div></aside></div>`;

const STATES = { draft: "草稿，待审核", reviewed: "已审核，待发布" };

export const head = (entry) => html`<div><h2>${entry.fields.question || "新的知识"}</h2>
  <p class="muted"><code>${entry.id}</code>　${entry.ends ? "将下线，" : ""}${entry.draft ? `${STATES[entry.draft.state]}（${entry.draft.author}，${moment(entry.draft.at)}）` : entry.present ? "已发布" : "还没有保存"}</p></div>
  <div class="entry-buttons">${buttons(entry)}</div>`;

const button = (action, title, key, { main = false, off = false } = {}) => html`<button class="button ${main ? "button-main" : ""}" data-action="${action}" ${off ? html`disabled` : ""}>${title}${key && html` <kbd>${key}</kbd>`}</button>`;

function buttons(entry) {
  const { draft, busy, changed, blocked, reviews } = entry;
  if (changed) return html`${button("save", "保存草稿", "Ctrl S", { main: true, off: busy })}${button("reset", "放弃修改", null, { off: busy })}`;
  return html`${draft?.state === "reviewed" && reviews && button("publish", entry.ends ? "下线" : "发布", "P", { main: true, off: busy })}
    ${draft?.state === "draft" && reviews && button("review", "审核通过", "R", { main: true, off: busy || blocked || Boolean(draft.must_wait) })}
    ${draft && reviews && button("give-back", "退回", null, { off: busy })}
    ${draft && button("drop", "删除草稿", null, { off: busy })}
    ${entry.present && !entry.ends && button("end", "申请下线", null, { off: busy })}`;
}

export function news(entry) {
  const lines = [
    entry.draft?.note && html`<p class="entry-note">${icon("back")}退回原因：${entry.draft.note}</p>`,
    entry.stale && html`<p class="entry-note">${icon("alert")}这条知识在草稿开始以后又变过了。现在的答案是：“${entry.present?.answer ?? "（已下线）"}”。对照后请再保存一次草稿。</p>`,
    entry.ends && html`<p class="entry-note">${icon("alert")}发布后这条知识会从知识库里删除，机器人和客服都不再用它；历史里可以恢复。</p>`,
    entry.draft?.state === "draft" && !entry.changed && !entry.reviews && html`<p class="entry-note entry-note-info">${icon("clock")}等审核员审核后才会生效。</p>`,
    entry.draft?.state === "draft" && !entry.changed && entry.reviews && entry.draft.must_wait && html`<p class="entry-note entry-note-info">${icon("clock")}${entry.draft.must_wait}</p>`,
    entry.proposals.length > 0 && html`<p class="entry-note entry-note-info">${icon("chat")}客服改过这条答案 ${entry.proposals[0].number} 次，<a href="#proposals">看依据和建议的改法</a></p>`,
  ];
  return html`${lines}`;
}

const field = (name, title, control, hint) => html`<div class="entry-field" data-field="${name}"><label>${title}${control}</label>${hint && html`<p class="muted">${hint}</p>`}<div class="entry-problems" role="status"></div></div>`;

export const form = ({ fields, ends }) => html`<fieldset ${ends ? html`disabled` : ""}>
  ${field("question", "标准问题", html`<input name="question" maxlength="200" value="${fields.question}">`)}
  ${field("variants", "其他问法（一行一个）", html`<textarea name="variants" rows="7">${fields.variants}</textarea>`, "写顾客真实的说法，长短、方言、错别字都可以。")}
  ${field("answer", "答案", html`<textarea name="answer" rows="5" maxlength="2000">${fields.answer}</textarea>`)}
  <div class="entry-slots"><label><span class="visually-hidden">插入占位符</span><input name="slot" placeholder="插入占位符：运费、订单号、7…" role="combobox" aria-expanded="false" aria-controls="slot-list"></label><ul id="slot-list" class="slot-list" role="listbox"></ul></div>
  <div class="entry-told"></div>
  <div class="entry-row">${field("valid_from", "生效日期", html`<input type="date" name="valid_from" value="${fields.valid_from}">`)}
    ${field("valid_until", "失效日期（最后一天）", html`<input type="date" name="valid_until" value="${fields.valid_until}">`)}</div>
  <div class="entry-row">${field("tags", "标签", html`<input name="tags" value="${fields.tags}" placeholder="用顿号隔开">`)}
    ${field("related", "相关知识", html`<input name="related" value="${fields.related}" placeholder="编号，用顿号隔开">`)}</div>
  <label class="entry-public"><input type="checkbox" name="public" ${fields.public ? html`checked` : ""}> 机器人可以直接告诉顾客（不勾选则只推荐给客服）</label></fieldset>`;

export const problems = (found) => html`${found.map(({ sentence, blocks }) => html`<p class="${blocks ? "bad" : "entry-hint"}">${sentence}</p>`)}`;

export const slotOptions = (slots, at) => html`${slots.map(
  ({ slot, says }, index) => html`<li role="option" id="slot-${index}" aria-selected="${index === at}"><button type="button" tabindex="-1" data-action="slot" data-slot="${slot}"><b>${says}</b><code>{${slot}}</code></button></li>`,
)}`;

/** `told`: with the shop's rules filled in. */
export const told = ({ told: text }) => (text ? html`<h3>顾客看到的答案</h3><p class="entry-answer">${text}</p>` : html``);

const EFFECTS = {
  gained: ["good", "新答上", "以前没有答案，现在用这条回答"],
  taken: ["info", "改由这条回答", "以前用别的知识回答"],
  lost: ["bad", "不再用这条", "改用别的知识，或没有答案"],
  reworded: ["warn", "答案变了", "还是这条，换了说法"],
  ranked: ["", "推荐顺序变了", "顾客听到的不变，给客服的推荐顺序变了"],
};

export function effects(entry) {
  const top = html`<header><h3>和最近 7 天的真实提问比一比</h3>${button("preview", "预览影响", "V", { off: entry.busy || (!entry.fields.answer && !entry.ends) })}</header>`;
  const { effects: found } = entry;
  if (!found) return html`${top}<p class="muted">看看发布后哪些问题的回答会变，再决定要不要改。</p>`;
  if (found.loading) return html`${top}<p class="muted" role="status">正在和最近 7 天的提问比较，第一次要多等一会儿…</p>`;
  if (found.problem) return html`${top}<p class="bad" role="alert">${found.problem}</p>`;
  return html`${top}<p role="status">最近 7 天顾客问了 ${found.asked} 句（${found.different} 种说法），${summary(found)}</p>
    <ul class="effects">${found.rows.map(effect)}</ul>${found.more > 0 && html`<p class="muted">还有 ${found.more} 种说法没有列出。</p>`}`;
}

const summary = ({ counts, asked }) => {
  const parts = Object.entries(EFFECTS).filter(([name]) => counts[name] > 0).map(([name, [, title]]) => `${title} ${counts[name]} 句`);
  if (asked === 0) return "没有可以比较的。";
  return parts.length > 0 ? `${parts.join("，")}。` : "没有一句的回答会变。";
};

const effect = ({ text, times, effect: kind, before, after, failed, intent_zh: intent, place_before: was, place_after: will }) => html`<li>
  <p><span class="mark mark-${EFFECTS[kind][0]}" title="${EFFECTS[kind][2]}">${EFFECTS[kind][1]}</span> <b>${text}</b>${times > 1 && html` <span class="number muted">${times} 次</span>`}${failed && html` <span class="mark mark-warn">机器人当时没答上来</span>`}</p>
  ${kind === "ranked" ? html`<p class="muted">给客服的推荐：${place(was)} → ${place(will)}</p>` : html`<p class="effect-before">${before?.text ?? "（没有答案）"}</p><p class="effect-after">${after?.text ?? "（没有答案）"}</p>`}
  ${intent && html`<p class="muted">机器人理解为：${intent}</p>`}</li>`;

const place = (number) => (number ? `第 ${number} 条` : "不出现");

const STEPS = {
  written: "写了草稿",
  reviewed: "审核通过",
  returned: "退回",
  dropped: "删除了草稿",
  published: "发布",
  removed: "下线",
};
const FIELDS = { question: "问题", variants: "问法", answer: "答案", tags: "标签", public: "公开范围", valid_from: "生效日期", valid_until: "失效日期", related: "相关知识" };

export const history = ({ history: steps, busy }) => html`<h3>历史</h3>${steps.length === 0 ? html`<p class="muted">还没有人在这里改过它。</p>` : html`<ol class="entry-steps">${steps.map((step) => line(step, busy))}</ol>`}`;

const line = ({ id, step, by, at, note, fields, before, words }, busy) => html`<li><p><b>${STEPS[step]}</b>　${by}　<time class="muted number">${moment(at)}</time></p>
  ${note && html`<p>${note}</p>`}
  ${fields.length > 0 && fields.length < 8 && html`<p class="muted">改了${fields.map((name) => FIELDS[name]).join("、")}</p>`}
  ${fields.includes("answer") && before && words && html`<p class="effect-before">${before.answer}</p><p class="effect-after">${words.answer}</p>`}
  ${(step === "published" || step === "removed") && before && html`<button class="text-button" data-action="restore" data-id="${id}" data-before="yes" ${busy ? html`disabled` : ""}>恢复成这之前的内容</button>`}
  ${["published", "dropped"].includes(step) && words && html` <button class="text-button" data-action="restore" data-id="${id}" data-before="no" ${busy ? html`disabled` : ""}>${step === "dropped" ? "恢复这份草稿" : "恢复成这次发布的内容"}</button>`}</li>`;
