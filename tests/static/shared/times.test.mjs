import assert from "node:assert/strict";
import { test } from "node:test";
import { day, moment, until, waited } from "../../../assist_api/static/shared/times.js";

const NOW = Date.parse("2026-03-02T00:30:00+08:00");

test("days change at midnight in China, wherever the browser is", () => {
  assert.equal(day("2026-03-01T23:59:00+08:00", NOW), "昨天");
  assert.equal(day("2026-03-01T16:00:00Z", NOW), "今天");
  assert.equal(day("2026-03-03T01:00:00+08:00", NOW), "明天");
  assert.equal(day("2026-02-20T12:00:00+08:00", NOW), "2月20日");
});

test("a moment has day and clock", () => assert.equal(moment("2026-03-02T00:05:00+08:00", NOW), "今天 00:05"));

for (const [seconds, words] of [[0, "0 秒"], [65, "1 分 05 秒"], [3_900, "1 小时 5 分"], [200_000, "2 天"]]) {
  test(`${seconds} seconds are ${words}`, () => assert.equal(waited(new Date(NOW - seconds * 1000).toISOString(), NOW), words));
}

test("midnight is the end of a day, not the begin of the next", () => {
  assert.equal(until("2026-03-05T00:00:00+08:00", NOW), "3月4日 24:00");
  assert.equal(until("2026-03-03T00:00:00+08:00", NOW), "今天 24:00");
  assert.equal(until("2026-03-05T18:00:00+08:00", NOW), "3月5日 18:00");
});
