import assert from "node:assert/strict";
import { test } from "node:test";

import { isOfAnother } from "../../../assist_api/static/widget/transcript.js";

const said = (more = {}) => ({ from: "agent", name: "小青", ...more });

test("a sender is named once for what is said in a row, and again after a recalled line", () => {
  assert.equal(isOfAnother(said(), said()), false);
  assert.equal(isOfAnother(said({ name: "小禾" }), said()), true);
  assert.equal(isOfAnother(said({ from: "bot" }), said()), true);
  assert.equal(isOfAnother(said(), said({ recalled: true })), true);
});
