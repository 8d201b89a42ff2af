/** The page 一致性: the figures above, the disagreements on the left, the open one with what both said on the right. */

import { html } from "../../shared/html.js";
import { icon } from "../../shared/icons.js";
import { moment } from "../../shared/times.js";
import { EntityMarks } from "../labelling/entity-marks.js";
import { pickerField } from "../labelling/markup.js";
import { empty, loading, problem } from "../states.js";
import { gradeOf, sameIntents } from "./agreement.js";

export const frame = html`<div class="agreement"><div class="agreement-figures"></div>
  <div class="agreement-body"><ol class="agreement-list" aria-label="分歧"></ol><section class="agreement-detail" aria-live="polite"></section></div></div>`;

export function figures({ told, problem: why }, zh) {
  if (why) return problem(why, "reload");
  if (!told) return loading;
  const { agreement: all, annotators, confused, entities, kinds } = told;
  if (all.items === 0) return empty("还没有两个人标过的消息", "在“标注”页打开“复标”，给同事标过的消息再标一遍，这里就有一致性和分歧。");
  return html`<dl class="figures"><div><dt>Cohen's kappa</dt><dd><b class="number">${all.kappa.toFixed(2)}</b> <span class="muted">${gradeOf(all.kappa)}</span></dd>
      <dd class="muted number">95% 区间 ${all.low.toFixed(2)} – ${all.high.toFixed(2)}</dd></div>
    <div><dt>两人都标过</dt><dd><b class="number">${all.items}</b> 条</dd><dd class="muted">其中 <span class="number">${all.agreed}</span> 条一致</dd></div>
    ${annotators.length > 1 && html`<div><dt>两两之间</dt>${annotators.map(({ names, kappa, items }) => html`<dd>${names.join(" 与 ")} <b class="number">${kappa.toFixed(2)}</b> <span class="muted number">（${items} 条）</span></dd>`)}</div>`}
    ${confused.length > 0 && html`<div><dt>最容易混的意图</dt>${confused.slice(0, 3).map(({ intents, number }) => html`<dd>${intents.map((one) => verdict(one, zh)).join(" / ")} <span class="muted number">${number} 次</span></dd>`)}</div>`}
    ${entities.f1 !== null && marked(entities, kinds)}</dl>`;
}

/** Kappa is not defined for spans; F1 is what two have marked alike, letter for letter. */
const marked = ({ f1, items, kinds: found }, names) => html`<div><dt>实体标注一致（F1）</dt><dd><b class="number">${f1.toFixed(2)}</b> <span class="muted number">${items} 条</span></dd>
  ${found.slice(0, KINDS_SHOWN).map(({ entity, f1: alike, both, one, other }) => html`<dd title="两人都标了 ${both} 处，一人标了 ${one} 处，另一人 ${other} 处">${names[entity] ?? entity} <b class="number">${alike.toFixed(2)}</b></dd>`)}</div>`;

const KINDS_SHOWN = 6;

const verdict = (said, zh) => said.split("+").map(zh).join("＋");

export const row = ({ item, opinions }, index, chosen, zh) => html`<li><button class="proposal" data-action="choose" data-index="${index}" ${chosen && html`aria-current="true"`}>
  <b>${item.text}</b><span class="muted">${sameIntents(opinions) ? `${saidBy(opinions[0], zh)} · 实体标得不同` : opinions.map((one) => saidBy(one, zh)).join(" · ")}</span></button></li>`;

const saidBy = ({ parts }, zh) => parts.map(({ intent }) => zh(intent)).join("＋");

export function detail(model, picking, zh) {
  if (!model.told || model.problem || model.told.agreement.items === 0) return html``;
  if (!model.current) return html`<div class="empty empty-done" role="status">${icon("check")}<b>没有分歧</b><span>两位标注员说法不同的消息会出现在这里。</span></div>`;
  const { item, opinions, comments } = model.current;
  const { kinds } = model.told;
  return html`<h2>${item.text}</h2><p class="muted"><a href="#inbox/${item.id}">看前后的对话</a>　${moment(item.at)}</p>
    ${sameIntents(opinions) && html`<p>意图相同，实体标得不同。</p>`}
    <ol class="opinions">${opinions.map((one, index) => opinion(one, index, model, zh, kinds))}</ol>
    ${model.mayDecide ? html`<p><button class="button" data-action="pick">都不对，另选意图 <kbd>F</kbd></button></p>` : html`<p class="muted">由这两位标注员中的一位改标，或由审核员裁定；您可以写评论。</p>`}
    ${picking ? pickerField : ""}
    <h3>评论</h3>${comments.map(({ by, text, at }) => html`<p class="label-comment"><b>${by}</b> ${text}<time class="muted number">${moment(at)}</time></p>`)}
    <form class="comment-form"><input class="comment-field" name="comment" maxlength="2000" aria-label="评论" placeholder="说说理由，按 Enter 发表（M）"></form>`;
}

const opinion = ({ annotator, parts, at }, index, { mayDecide, isReviewer }, zh, kinds) => html`<li><div><b>${annotator}</b><time class="muted number">${moment(at)}</time></div>
  ${parts.map(({ text, intent, entities }) => html`<p><b class="opinion-intent">${zh(intent)}</b></p>${(parts.length > 1 || entities !== null) && html`<p class="opinion-text">${pieces(text, entities, kinds)}</p>`}`)}
  ${mayDecide && html`<button class="button" data-action="take" data-index="${index}">${isReviewer ? "裁定为这个" : "改成这个"} <kbd>${index + 1}</kbd></button>`}</li>`;

const pieces = (text, entities, kinds) => new EntityMarks(text, entities).pieces.map(({ text: characters, entity }) =>
  entity ? html`<mark>${characters.join("")}<small>${kinds[entity] ?? entity}</small></mark>` : characters.join(""));
