import assert from "node:assert/strict";
import { test } from "node:test";
import { Shift, keyOf } from "../../../assist_api/static/desk/shift.js";
import { ApiError } from "../../../assist_api/static/shared/api.js";

const item = (kind, id) => ({ kind, subject_id: id, words: id });

function shift(answer) {
  const posts = [];
  const api = { get: async () => answer, post: async (path, body) => (posts.push([path, body]), { items: [] }) };
  return { made: new Shift(api), posts };
}

test("all are chosen at once, and left again", async () => {
  const { made } = shift({ mine: [item("case", "c1"), item("note", "n1")], left_to_me: [], given: [] });
  await made.load();
  made.toggleAll();
  assert.deepEqual([made.allChosen, made.chosen.length], [true, 2]);
  made.toggle(keyOf(item("note", "n1")));
  assert.deepEqual([made.allChosen, made.chosen.map(({ subject_id: id }) => id)], [false, ["c1"]]);
  made.toggleAll();
  made.toggleAll();
  assert.equal(made.chosen.length, 0);
});

test("what is given goes to the colleague, or to whoever comes next", async () => {
  const { made, posts } = shift({ mine: [item("case", "c1")], left_to_me: [], given: [] });
  await made.load();
  await made.give(made.mine, "", "盯一下");
  assert.deepEqual(posts, [["/api/v1/desk/shift/give", { items: [{ kind: "case", subject_id: "c1" }], to_id: null, note: "盯一下" }]]);
});

test("a choice ends with its item", async () => {
  const answer = { mine: [item("case", "c1")], left_to_me: [], given: [] };
  const { made } = shift(answer);
  await made.load();
  made.toggleAll();
  answer.mine = [];
  await made.load();
  assert.deepEqual([made.chosen, made.allChosen], [[], false]);
});

test("only what nobody has taken over calls", async () => {
  const { made } = shift({ mine: [], left_to_me: [{ ...item("case", "c1"), taken_at: null }, { ...item("note", "n1"), taken_at: "2026-03-02T10:00:00Z" }], given: [] });
  await made.load();
  assert.deepEqual(made.open.map(({ subject_id: id }) => id), ["c1"]);
});

test("an outage is told in its sentence", async () => {
  const made = new Shift({ get: async () => Promise.reject(new ApiError(0, "offline", "网络不通")) });
  await made.load();
  assert.deepEqual([made.loaded, made.problem], [false, "网络不通"]);
});
