import assert from "node:assert/strict";
import { test } from "node:test";
import { RowBook, TABS } from "../../../assist_api/static/desk/row-book.js";

const row = (id, more = {}) => ({ id, state: "waiting", agent_id: null, urgency: 0, waiting_since: "2026-03-02T10:00:00Z", updated_at: "2026-03-02T10:00:00Z", unread_by_agent: false, ...more });
const ids = (book, tab) => book.tab(tab).map(({ id }) => id);

function book(...rows) {
  const made = new RowBook("me");
  made.end(made.begin(), rows);
  return made;
}

test("the queue stands in the order in which to take: urgency, then waiting time", () => {
  const made = book(row("late"), row("early", { waiting_since: "2026-03-02T09:00:00Z" }), row("grave", { urgency: 3, waiting_since: "2026-03-02T11:00:00Z" }));
  assert.deepEqual(ids(made, "waiting"), ["grave", "early", "late"]);
});

test("a colleague's conversation is in none of my tabs", () => {
  const made = book(row("a", { state: "agent", agent_id: "other" }));
  assert.deepEqual(Object.keys(TABS).flatMap((tab) => ids(made, tab)), []);
  assert.equal(made.tabOf(made.get("a")), null);
});

test("a snapshot and the rows that came after it equal a fresh snapshot", () => {
  const news = [row("a", { state: "agent", agent_id: "me" }), row("c", { state: "bot" }), row("b", { state: "closed" })];
  const followed = book(row("a"), row("b"));
  [...news, ...news].forEach((one) => followed.put(one));
  const fresh = book(...news);
  for (const tab of Object.keys(TABS)) assert.deepEqual(followed.tab(tab), fresh.tab(tab));
});

test("what calls is the queue and my unanswered conversations", () => {
  const mine = { state: "agent", agent_id: "me" };
  assert.equal(book(row("a"), row("b", { ...mine, unread_by_agent: true }), row("c", mine), row("d", { state: "bot" })).calling, 2);
});

test("the neighbour stops at the ends, and starts at the first", () => {
  const made = book(row("a"), row("b", { waiting_since: "2026-03-02T10:01:00Z" }));
  assert.equal(made.beside("waiting", null, 1).id, "a");
  assert.equal(made.beside("waiting", "a", 1).id, "b");
  assert.equal(made.beside("waiting", "b", 1).id, "b");
  assert.equal(made.beside("bot", "b", 1), null);
});

test("a row that came while a snapshot was being read is newer than the snapshot", () => {
  const made = book();
  const snapshot = made.begin();
  made.put(row("a"));
  made.end(snapshot, [row("a", { state: "bot" }), row("b")]);
  assert.deepEqual(ids(made, "waiting"), ["a", "b"]);
});

test("a snapshot that was overtaken by a later one is void", () => {
  const made = book();
  const early = made.begin();
  const late = made.begin();
  made.end(late, [row("a")]);
  made.end(early, []);
  assert.deepEqual(ids(made, "waiting"), ["a"]);
});

test("a snapshot that could not be read leaves all as it was", () => {
  const made = book(row("a"));
  made.end(made.begin());
  assert.deepEqual(ids(made, "waiting"), ["a"]);
});

test("of two changes that arrive in the wrong order the newer one stays", () => {
  const made = new RowBook("me");
  made.put({ ...row("a"), epoch: 2, last_seq: 5, topic: "new" });
  made.put({ ...row("a"), epoch: 1, last_seq: 6, topic: "old owner" });
  made.put({ ...row("a"), epoch: 2, last_seq: 4, topic: "old line" });
  assert.equal(made.get("a").topic, "new");
});
