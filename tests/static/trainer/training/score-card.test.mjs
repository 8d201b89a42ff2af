import assert from "node:assert/strict";
import { test } from "node:test";
import { confusionPicture } from "../../../../assist_api/static/trainer/training/confusion-picture.js";
import { reliabilityPicture } from "../../../../assist_api/static/trainer/training/reliability-picture.js";
import { confusionSquare, intentRows, percent, summaryRows, unexamined, verdict } from "../../../../assist_api/static/trainer/training/score-card.js";

const side = (accuracy, intents = {}) => ({
  exam: { size: 100, accuracy, macro_f1: accuracy, unsure: 0.02, calibration_error: 0.03 },
  speed: { p50_ms: 5, p95_ms: 8, load_s: 0.6, bytes: 4_800_000 },
  cross_validation: null,
  intents,
});
const change = (text) => ({ text, right: "greet", new: "greet", live: "thank" });

test("each row says whether the difference is for the better", () => {
  const rows = summaryRows({ new: side(0.93), old: side(0.9) });
  assert.deepEqual(rows[0], { title: "考卷正确率", now: "93.0%", before: "90.0%", difference: "+3.0%", tone: "good" });
  assert.equal(rows.find(({ title }) => title === "模型大小").difference, "持平");
});

test("less is better where errors are counted", () => {
  const worse = { ...side(0.9), exam: { ...side(0.9).exam, unsure: 0.1 } };
  assert.equal(summaryRows({ new: worse, old: side(0.9) })[2].tone, "bad");
});

test("without a live model nothing is compared", () => {
  const rows = summaryRows({ new: side(0.93), old: null });
  assert.deepEqual([rows[0].before, rows[0].difference, rows[0].tone], ["—", "—", ""]);
  assert.equal(verdict({ changes: null }), "没有可以对比的线上模型。");
});

test("the verdict counts what was won and lost, and says what luck would do", () => {
  const told = verdict({ changes: { won: [1, 2, 3].map(change), lost: [change(4)], chance: 0.625 } });
  assert.equal(told, "新模型多答对 3 句，线上原来答对的错了 1 句，净多对 2 句；这样的差别碰运气也常见（概率 63%）。");
  assert.match(verdict({ changes: { won: [], lost: [1, 2].map(change), chance: 0.01 } }), /净多错 2 句；差别不像是碰运气/);
  assert.match(verdict({ changes: { won: [], lost: [], chance: 1 } }), /完全一样/);
});

test("intents that changed most come first, a new one has nothing to be compared with", () => {
  const f1 = (value) => ({ there: 10, precision: value, recall: value, f1: value });
  const card = { new: side(0.9, { a: f1(0.9), b: f1(0.5), c: f1(1) }), old: side(0.9, { a: f1(0.9), b: f1(0.8) }), crossed: { intents: { a: f1(0.7) } }, names: { a: "甲", b: "乙", c: "丙" } };
  const rows = intentRows(card);
  assert.equal(rows[0].name, "乙");
  assert.equal(rows.find(({ intent }) => intent === "c").difference, null);
  assert.equal(rows.find(({ intent }) => intent === "a").crossed, 0.7);
});

test("an intent that was learned and is not in the exam is told, with what cross-validation says of it", () => {
  const f1 = { there: 10, precision: 1, recall: 1, f1: 1 };
  const saidOnly = { there: 0, precision: 0, recall: null, f1: null };
  const card = { new: side(0.9, { a: f1, c: saidOnly }), old: null, crossed: { intents: { a: f1, b: { ...f1, f1: 0.6 }, c: f1 } }, names: { b: "乙" } };
  assert.deepEqual(unexamined(card), ["b", "c"]);
  const row = intentRows(card).find(({ intent }) => intent === "b");
  assert.deepEqual([row.name, row.there, row.now.f1, row.crossed, row.difference], ["乙", 0, null, 0.6, null]);
});

test("the square holds the intents of the most frequent confusions", () => {
  const { intents, cells, most } = confusionSquare([["a", "b", 5], ["b", "a", 1], ["c", "d", 1]], { a: "甲", b: "乙" }, 2);
  assert.deepEqual([intents, cells, most], [["甲", "乙"], [[0, 5], [1, 0]], 5]);
});

test("the pictures say in words what they show, and escape names", () => {
  const { text } = confusionPicture("考卷", [["a", "b", 5]], { a: "<甲>", b: "乙" });
  assert.match(text, /&lt;甲&gt;答成乙 5 次/);
  assert.doesNotMatch(text, /<甲>/);
  assert.match(confusionPicture("考卷", [], {}).text, /没有答错的/);
});

test("the curve has a point and a row for every bin", () => {
  const bins = [{ from: 0.8, count: 4, confidence: 0.85, right: 0.75 }, { from: 0.9, count: 40, confidence: 0.97, right: 0.95 }];
  const { text } = reliabilityPicture(bins, null);
  assert.equal(text.match(/<circle/g).length, 2);
  assert.match(text, /80%–90%/);
});

test("a share that is unknown is a dash", () => {
  assert.deepEqual([percent(null), percent(undefined), percent(0), percent(0.1234, 0)], ["—", "—", "0.0%", "12%"]);
});
