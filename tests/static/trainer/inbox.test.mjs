import assert from "node:assert/strict";
import { test } from "node:test";
import { Inbox } from "../../../assist_api/static/trainer/inbox.js";

function inbox() {
  const made = new Inbox();
  made.rows = [{ text: "周末发不发", reason: "unsure" }, { text: "要个能放阳台的", reason: "failed" }, { text: "SF 发吗", reason: "unsure" }];
  return made;
}

test("reasons are counted", () => {
  assert.deepEqual(inbox().reasons.map(({ reason, count }) => [reason, count]), [["unsure", 2], ["failed", 1]]);
});

test("reason and word choose together, whatever the case", () => {
  const made = inbox();
  made.reason = "unsure";
  made.word = "sf";
  assert.deepEqual(made.chosen.map(({ text }) => text), ["SF 发吗"]);
});

test("a reason of a newer service is shown by its name", () => {
  const made = inbox();
  made.rows = [{ text: "x", reason: "corrected" }];
  assert.equal(made.reasons[0].title, "corrected");
});
