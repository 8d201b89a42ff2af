import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError } from "../../../../assist_api/static/shared/api.js";
import { EntryList } from "../../../../assist_api/static/trainer/knowledge/entry-list.js";
import { wishOf } from "../../../../assist_api/static/trainer/knowledge/knowledge-view.js";
import { found, inserted } from "../../../../assist_api/static/trainer/knowledge/slots.js";

const page = (query) => {
  const offset = Number(new URLSearchParams(query.split("?")[1]).get("offset"));
  return { rows: [{ id: `a.e${offset}` }, { id: `a.e${offset + 1}` }], total: 4, counts: { all: 4 }, topics: ["a"] };
};

test("more entries come behind those that are there", async () => {
  const list = new EntryList({ get: async (path) => page(path) }, () => {});
  await list.load();
  await list.more();
  await list.more();
  assert.deepEqual(list.rows.map(({ id }) => id), ["a.e0", "a.e1", "a.e2", "a.e3"]);
  assert.equal(list.hasMore, false);
});

test("the answer to what was asked last stands, whichever comes last", async () => {
  const answers = [];
  const list = new EntryList({ get: () => new Promise((resolve) => answers.push(resolve)) }, () => {});
  const [first, second] = [list.choose("q", "发"), list.choose("q", "发票")];
  answers[1]({ rows: [{ id: "invoice.can" }], total: 1 });
  answers[0]({ rows: [], total: 0 });
  await Promise.all([first, second]);
  assert.equal(list.rows[0].id, "invoice.can");
});

test("a failure is a sentence on the page and gone with the next answer", async () => {
  let broken = true;
  const list = new EntryList({ get: async (path) => { if (broken) throw new ApiError(503, "down", "请稍后再试。"); return page(path); } }, () => {});
  await list.load();
  assert.equal(list.problem, "请稍后再试。");
  broken = false;
  await list.load();
  assert.equal(list.problem, null);
});

test("beside the open one is the next, from nowhere the first, behind the last none", async () => {
  const list = new EntryList({ get: async (path) => page(path) }, () => {});
  await list.load();
  assert.deepEqual([list.beside("a.e0", 1), list.beside(undefined, 1), list.beside("a.e1", 1)], ["a.e1", "a.e0", null]);
});

const SLOTS = { rules: [{ slot: "policy.returns.no_reason_days", value: "7" }], live: [{ slot: "order.id", name: "订单号" }] };

test("a slot is found by what it is called and by what it says, and put where the caret stood", () => {
  assert.deepEqual(found(SLOTS, "订单").map(({ slot }) => slot), ["order.id"]);
  assert.deepEqual(found(SLOTS, "7").map(({ slot }) => slot), ["policy.returns.no_reason_days"]);
  assert.deepEqual(inserted("订单可退", 2, 2, "order.id"), { text: "订单{order.id}可退", caret: 12 });
});

const press = (key, more = {}) => wishOf({ key, target: { matches: () => false }, ...more });
const field = { matches: () => true };

test("letters are letters while somebody writes; saving and leaving are heard there too", () => {
  assert.deepEqual([press("j"), press("P"), press("x")], ["next", "publish", null]);
  assert.deepEqual([press("j", { target: field }), press("s", { target: field, ctrlKey: true }), press("Escape", { target: field })], [null, "save", "leave"]);
  assert.equal(press("j", { isComposing: true }), null);
});
