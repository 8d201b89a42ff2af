import assert from "node:assert/strict";
import { test } from "node:test";

import { draw } from "../../../assist_api/static/desk/side/summary.js";

const lines = [
  { name: "about", title: "什么事", pieces: [{ text: "“<b>快点</b>”", seq: 5, order_id: "" }] },
  { name: "facts", title: "订单与事实", pieces: [{ text: "云柔加绒卫衣（已发货）", seq: null, order_id: "2034" }] },
  { name: "done", title: "做过与答应", pieces: [{ text: "工单 物流（2 级）", seq: null, order_id: "" }] },
];
const drawn = (summary) => draw({ about: { summary } })?.toString();

test("each piece leads to its message or its order, and is plain where it has neither", () => {
  const markup = drawn({ lines });
  assert.match(markup, /data-action="summary-message" data-seq="5"/);
  assert.match(markup, /data-action="order" data-id="2034"/);
  assert.match(markup, /<li>工单 物流（2 级）<\/li>/);
});

test("what a shopper wrote is text, not markup", () => {
  assert.doesNotMatch(drawn({ lines }), /<b>/);
});

test("of nothing no section is drawn", () => {
  assert.equal(drawn({ lines: [] }), undefined);
  assert.equal(drawn(null), undefined);
});
