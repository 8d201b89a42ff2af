import assert from "node:assert/strict";
import { test } from "node:test";
import { suggestionPanel } from "../../../assist_api/static/desk/suggestion-panel.js";

const suggestion = (more = {}) => ({ id: "g1", text: "帮您催一下", source: { kind: "entry", id: "e1", title: "怎么催", updated: null }, confidence: 0.9, internal: false, facts: [], ...more });
const drawn = (...suggestions) => String(suggestionPanel(suggestions));

test("no suggestions, no panel", () => assert.equal(drawn(), ""));

test("at most three are shown", () => {
  assert.equal(drawn(...Array.from({ length: 5 }, () => suggestion())).match(/data-action="accept"/g).length, 3);
});

for (const [confidence, words] of [[0.9, "很有把握"], [0.7, "较有把握"], [0.3, "可以参考"]]) {
  test(`${confidence} reads as ${words}, with its number`, () => assert.match(drawn(suggestion({ confidence })), new RegExp(`${words}.*${confidence * 100}%`)));
}

test("an internal one says so", () => {
  assert.match(drawn(suggestion({ internal: true })), /仅内部参考/);
  assert.doesNotMatch(drawn(suggestion()), /仅内部参考/);
});

test("what colleagues did with it is told, where it is known", () => {
  assert.match(drawn(suggestion({ why: "同事采用 3 次" })), /同事采用 3 次/);
  assert.doesNotMatch(drawn(suggestion()), /同事/);
});

test("a fact is shown once, a bare digit not at all", () => {
  const facts = [["courier", "中通快递"], ["again", "中通快递"], ["days", "2"]].map(([slot, value]) => ({ slot, value }));
  assert.deepEqual(drawn(suggestion({ facts })).match(/class="fact"[^>]*>[^<]*/g).map((text) => text.split(">")[1]), ["中通快递"]);
});
