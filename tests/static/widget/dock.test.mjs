import assert from "node:assert/strict";
import { test } from "node:test";

import { bubble } from "../../../assist_api/static/widget/bubble.js";
import { Dock } from "../../../assist_api/static/widget/dock.js";
import { dockProblem, dockView } from "../../../assist_api/static/widget/dock-view.js";
import { waitingBar } from "../../../assist_api/static/widget/waiting-bar.js";

const CHOICES = { orders: [{ id: "2034", title: "卫衣", picture: "/p.jpg", state_zh: "已发货" }], topics: ["换货"] };
const refusal = () => Promise.reject(new Error("手机号好像不对。"));

function dock({ post = async () => ({ seq: 9 }) } = {}) {
  const calls = [];
  const ask = { get: async () => CHOICES, post: (path, body) => (calls.push([path, body]), post()) };
  return { calls, dock: new Dock({ ask, onChange: () => {} }) };
}

const drawn = (one) => dockView(one, { base: "", windows: [{ from: "2026-11-24T09:00:00+08:00", label: "明天 09:00–12:00" }] }).toString();

test("the shopper's orders are offered, and none of them", async () => {
  const { dock: one } = dock();
  await one.open("order");
  assert.match(drawn(one), /data-action="fix-order" data-id="2034"/);
  assert.match(drawn(one), /和这些订单都无关/);
});

test("a correction that is taken closes the dock", async () => {
  const { dock: one, calls } = dock();
  await one.open("topic");
  assert.equal(await one.correct({ topic: "换货" }), true);
  assert.deepEqual(calls, [["receipt", { topic: "换货" }]]);
  assert.equal(one.kind, null);
});

test("what is wrong is said, and what was typed stays", async () => {
  const { dock: one } = dock({ post: refusal });
  await one.open("callback");
  const before = drawn(one);
  assert.equal(await one.wish("callbacks", { phone: "1", window: "x" }), false);
  assert.equal(drawn(one), before);
  assert.match(dockProblem(one).toString(), /role="alert">手机号好像不对/);
});

test("a wish that is tried again goes out under the same id", async () => {
  const { dock: one, calls } = dock({ post: refusal });
  await one.open("message");
  await one.wish("left-messages", { text: "你好" });
  await one.wish("left-messages", { text: "你好" });
  assert.equal(calls[0][1].client_id, calls[1][1].client_id);
});

const NOTICE = { seq: 4, from: "system", name: "系统", text: "已转接", parts: [{ type: "receipt", topic: "退货", order: null, tried: ["<i>好</i>"], corrected: "" }, { type: "wish", windows: [] }] };

test("only the newest receipt can be put right", () => {
  assert.match(bubble(NOTICE, { base: "", open: { receipt: 4, wish: 4 } }).toString(), /不是这个问题[\s\S]*留言/);
  assert.doesNotMatch(bubble(NOTICE, { base: "", open: { receipt: 7 } }).toString(), /data-action/);
});

test("what the bot said is text in the receipt", () => {
  assert.doesNotMatch(bubble(NOTICE, { base: "" }).toString(), /<i>好/);
});

test("the wait is told while it lasts", () => {
  assert.match(waitingBar({ state: "waiting", queue: { sentence: "您是下一位" }, helped: true }).toString(), /您是下一位[\s\S]*位置保留/);
  assert.equal(waitingBar({ state: "agent", queue: null }).toString(), "");
});
