import assert from "node:assert/strict";
import { test } from "node:test";
import { connectionBar, ConnectionWatch } from "../../../assist_api/static/desk/connection-bar.js";

test("a loss is known from its first moment, and its end is told once", () => {
  const watch = new ConnectionWatch();
  watch.became("live", 0);
  for (const at of [1000, 2000]) watch.became("waiting", at);
  watch.became("connecting", 3000);
  assert.equal(watch.lostAt, 1000);
  assert.match(watch.became("live", 9000), /已恢复连接/);
  assert.deepEqual([watch.lostAt, watch.became("live", 9001)], [null, null]);
});

test("before it was ever there, nothing was lost", () => {
  const watch = new ConnectionWatch();
  watch.became("waiting", 0);
  assert.equal(watch.lostAt, null);
});

test("the bar says how long, and what becomes of what was not sent", () => {
  assert.equal(String(connectionBar({ lostAt: null, unsent: 3 })), "");
  const bar = String(connectionBar({ lostAt: 0, unsent: 2 }, 12_000));
  assert.match(bar, /2 条回复会在恢复后自动发送/);
  assert.match(bar, /12 秒/);
});
