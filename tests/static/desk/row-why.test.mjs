import assert from "node:assert/strict";
import { test } from "node:test";
import { left, rowWhy } from "../../../assist_api/static/desk/row-why.js";

const NOW = Date.parse("2026-03-02T10:00:00Z");
const inMinutes = (number) => new Date(NOW + number * 60_000).toISOString();

test("the minutes to the lock are told, and when there are none", () => {
  assert.equal(left(inMinutes(12), "before_lock", NOW), "还剩 12 分钟锁单");
  assert.equal(left(inMinutes(95), "before_lock", NOW), "还剩 1 小时 35 分锁单");
  assert.equal(left(inMinutes(-1), "before_lock", NOW), "已到锁单时间");
});

test("a complaint's clock breaks", () => {
  assert.equal(left(inMinutes(3), "complaint", NOW), "还剩 3 分钟超时");
  assert.equal(left(inMinutes(0), "complaint", NOW), "工单已超时");
});

test("a row tells its reasons and for whom it is kept", () => {
  const routing = { why: ["投诉", "金卡会员"], deadline: null, kind: "complaint", assigned_to: "a2", assigned_name: "小禾" };
  assert.match(String(rowWhy({ routing }, "a1")), /已分配给小禾[\s\S]*投诉 · 金卡会员/);
  assert.match(String(rowWhy({ routing }, "a2")), /分配给您/);
  assert.equal(rowWhy({ routing: null }, "a1"), null);
});
