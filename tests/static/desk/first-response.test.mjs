import assert from "node:assert/strict";
import { test } from "node:test";
import { isAnswerable, responseClock, stepOf, unanswered } from "../../../assist_api/static/desk/first-response.js";

const row = (more = {}) => ({ state: "waiting", agent_id: null, unanswered_since: "2026-03-02T10:00:00Z", ...more });

for (const [seconds, step] of [[0, "fresh"], [9.9, "fresh"], [10, "due"], [30, "slow"], [120, "late"], [-3, "fresh"]]) {
  test(`after ${seconds} seconds it is ${step}`, () => assert.equal(stepOf(seconds), step));
}

for (const [seconds, words] of [[9, "9 秒未回"], [61, "1 分 01 秒未回"], [125, "2 分未回"], [3276, "54 分未回"], [30900, "8 小时未回"], [180000, "2 天未回"]]) {
  test(`after ${seconds} seconds it reads ${words}`, () => assert.equal(unanswered("2026-03-02T10:00:00Z", Date.parse("2026-03-02T10:00:00Z") + seconds * 1000), words));
}

test("it runs in the queue and with an agent, not with the bot, and not once answered", () => {
  const runs = (more) => Boolean(responseClock(row(more)));
  assert.deepEqual([runs({}), runs({ state: "agent" }), runs({ state: "bot" }), runs({ unanswered_since: null })], [true, true, false, false]);
});

test("a colleague's case is the colleague's to answer", () => {
  assert.deepEqual([isAnswerable(row(), "me"), isAnswerable(row({ state: "agent", agent_id: "other" }), "me")], [true, false]);
});
