import assert from "node:assert/strict";
import { test } from "node:test";
import { recallable, recallButton } from "../../../assist_api/static/desk/recall.js";
import { message } from "../memory-storage.mjs";

const NOW = Date.parse("2026-03-02T10:05:00Z");
const said = (seq, more = {}) => message(seq, { from: "agent", name: "小青", at: "2026-03-02T10:04:00Z", ...more });

test("the newest of one's own fresh messages is taken back", () => {
  assert.equal(recallable([said(1), said(2), message(3)], "小青", NOW).seq, 2);
});

test("not a colleague's, an old one, or one that is gone already", () => {
  const none = [said(1, { name: "小禾" }), said(2, { at: "2026-03-02T10:02:59Z" }), said(3, { recalled: true })];
  assert.equal(recallable(none, "小青", NOW), null);
});

test("the button says until when it works, and is not there afterwards", () => {
  assert.match(String(recallButton(said(1), NOW)), /data-until="2026-03-02T10:06:00.000Z"/);
  assert.equal(recallButton(said(1), NOW + 61_000), false);
});
