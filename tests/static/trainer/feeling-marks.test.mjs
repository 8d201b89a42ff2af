import assert from "node:assert/strict";
import { test } from "node:test";
import { FeelingMarks } from "../../../assist_api/static/trainer/feeling-marks.js";

const row = (id, more = {}) => ({ id, text: "还没发", model: "neutral", label: "angry", agreed: true, decided: null, ...more });

async function loaded(rows, post = async () => ({ rows: [] })) {
  const marks = new FeelingMarks({ get: async () => ({ rows }), post }, () => {});
  await marks.load();
  return marks;
}

test("what waits comes first, and each tab counts its own", async () => {
  const marks = await loaded([row("f1"), row("f2", { decided: "accepted" }), row("f3", { agreed: false })]);
  assert.deepEqual(marks.chosen.map(({ id }) => id), ["f1", "f3"]);
  assert.deepEqual(marks.counts.map(({ count }) => count), [2, 1, 1, 0]);
});

test("a decision also changes the marks it rules out", async () => {
  const decided = [row("f1", { decided: "accepted" }), row("f2", { decided: "rejected" })];
  const marks = await loaded([row("f1"), row("f2")], async () => ({ rows: decided }));
  await marks.decide("f1", true);
  assert.deepEqual(marks.chosen, []);
  marks.show("rejected");
  assert.deepEqual(marks.chosen.map(({ id }) => id), ["f2"]);
});

test("a failure stands in a sentence and the mark stays open", async () => {
  const marks = await loaded([row("f1")], async () => { throw new Error("连不上"); });
  await assert.rejects(marks.decide("f1", true));
  assert.equal(marks.problem, "连不上");
  assert.equal(marks.busy, false);
  assert.equal(marks.chosen.length, 1);
});
