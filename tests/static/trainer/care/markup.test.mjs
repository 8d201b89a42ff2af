import assert from "node:assert/strict";
import { test } from "node:test";
import { body, lookButton, lookLine } from "../../../../assist_api/static/trainer/care/markup.js";

const care = (state) => ({ tab: "close", at: 0, rows: [], look: { state, done: 0.42 }, overview: { rows: [] }, findings: { close: { rows: [], found: 0 } } });

test("what was never looked through is begun, what was is done again", () => {
  assert.deepEqual(["never", "fresh", "failed"].map((state) => lookButton({ state }).text.slice(0, 4)), ["开始检查", "重新检查", "重新检查"]);
  assert.match(body(care("never"), true).text, /data-action="look">开始检查</);
  assert.match(body(care("failed"), true).text, /data-action="look">重新检查</);
  assert.match(body(care("fresh"), true).text, /没有发现问题/);
});

test("how far it is stands there as a number too", () => {
  assert.match(lookLine({ state: "running", done: 0.42 }).text, /正在检查… <span class="number">42%<\/span>/);
});
