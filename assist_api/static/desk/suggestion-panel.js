/** Up to three suggested replies, each with its source, how sure it is, and the facts in it. */

import { html } from "../shared/html.js";
import { date } from "../shared/times.js";

export const SHOWN = 3;
const FACTS_SHOWN = 4;
const KINDS = { entry: "知识库", fact: "店铺数据", canned: "快捷话术", past: "历史回复" };
const CERTAINTIES = [[0.85, "很有把握", "sure"], [0.65, "较有把握", "likely"], [0, "可以参考", "maybe"]];

export function suggestionPanel(suggestions) {
  if (suggestions.length === 0) return html``;
  return html`<section class="suggestions" aria-label="建议回复">
    <header><h3>建议回复</h3><span class="muted"><kbd>1</kbd>–<kbd>3</kbd> 采用（写字时加 <kbd>Alt</kbd>）　<kbd>Tab</kbd> 换一条　<kbd>Alt</kbd>+<kbd>Enter</kbd> 采用并发送　<kbd>Esc</kbd> 忽略</span></header>
    <ol>${suggestions.slice(0, SHOWN).map(one)}</ol>
  </section>`;
}

/** Facts that say something by themselves, once each: a bare digit does not. */
const telling = (facts) =>
  [...new Map(facts.filter(({ value }) => !/^\d{0,2}$/.test(value)).map((fact) => [String(fact.value), fact])).values()].slice(0, FACTS_SHOWN);

function one(suggestion, index) {
  const { text, source, confidence, internal } = suggestion;
  const [, words, tone] = CERTAINTIES.find(([least]) => confidence >= least);
  return html`<li><button class="suggestion ${internal && "suggestion-internal"}" data-action="accept" data-index="${index}">
    <kbd>Alt ${index + 1}</kbd>
    <span class="suggestion-body">
      <span class="suggestion-text">${text}</span>
      <span class="suggestion-foot">
        ${internal && html`<b class="internal">仅内部参考</b>`}
        <span class="sureness sureness-${tone}">${words} <span class="number">${Math.round(confidence * 100)}%</span></span>
        <span title="${source.updated && `更新于 ${date(source.updated)}`}">${KINDS[source.kind] ?? source.kind} · ${source.title}</span>
        ${suggestion.picture && html`<span class="fact">配图</span>`}
        ${suggestion.why && html`<span class="muted">${suggestion.why}</span>`}
        ${telling(suggestion.facts).map(({ slot, value }) => html`<span class="fact" title="${slot}">${value}</span>`)}
      </span>
    </span>
  </button></li>`;
}
