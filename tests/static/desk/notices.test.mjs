import assert from "node:assert/strict";
import { test } from "node:test";
import { NewsBook } from "../../../assist_api/static/desk/notices.js";

const row = (more = {}) => ({ id: "c1", state: "waiting", agent_id: null, shopper: { name: "小王" }, unanswered_since: "2026-03-02T10:00:00Z", last_from: "shopper", last_text: "在吗", last_seq: 1, ...more });
const MINE = { state: "agent", agent_id: "me" };

test("who comes into the queue calls once, however often the row changes", () => {
  const book = new NewsBook("me");
  assert.equal(book.newsOf(row()).title, "小王 正在排队");
  assert.equal(book.newsOf(row({ last_seq: 2, topic: "退货" })), null);
});

test("in one's own case each new line of the shopper calls", () => {
  const book = new NewsBook("me");
  assert.deepEqual([book.newsOf(row(MINE)).body, book.newsOf(row({ ...MINE, last_seq: 2, last_text: "人呢" })).body], ["在吗", "人呢"]);
});

test("a colleague's case, an answered one and a notice of the system call nobody", () => {
  const book = new NewsBook("me");
  const quiet = [row({ state: "agent", agent_id: "other" }), row({ ...MINE, unanswered_since: null }), row({ ...MINE, last_seq: 9, last_from: "system" })];
  assert.deepEqual(quiet.map((one) => book.newsOf(one)), [null, null, null]);
});
