import assert from "node:assert/strict";
import { test } from "node:test";
import { MessageList } from "../../../assist_api/static/shared/message-list.js";
import { message } from "../memory-storage.mjs";

test("messages stand in the order of their numbers, however they came", () => {
  const list = new MessageList();
  list.add(message(2), message(1));
  assert.deepEqual(list.all.map(({ seq }) => seq), [1, 2]);
});

test("the same message twice is one message", () => {
  const list = new MessageList();
  list.add(message(1));
  list.add(message(1));
  assert.equal(list.all.length, 1);
});

test("a hole is seen, and asked for from its edge", () => {
  const list = new MessageList();
  list.add(message(1), message(4));
  assert.equal(list.hasGap, true);
  assert.equal(list.contiguous, 1);
  list.add(message(2), message(3));
  assert.equal(list.hasGap, false);
  assert.equal(list.contiguous, 4);
});

test("what is older than a list's beginning is no hole", () => {
  const list = new MessageList(200);
  list.add(message(201));
  assert.equal(list.hasGap, false);
});

test("a live frame does not take away what the models said of the message", () => {
  const list = new MessageList();
  list.add(message(1, { feeling: "angry" }));
  list.add(message(1));
  assert.equal(list.last.feeling, "angry");
});

test("it knows what was sent from here", () => {
  const list = new MessageList();
  list.add(message(1, { client_id: "mine" }));
  assert.equal(list.hasClientId("mine"), true);
  assert.equal(list.hasClientId("other"), false);
});

test("what was taken back is empty, and stands for the notice of it", () => {
  const list = new MessageList();
  list.add(message(1), message(2, { from: "agent", text: "说错了" }), message(3, { from: "system", parts: [{ type: "recalled", seq: 2 }] }));
  assert.deepEqual(list.all.map(({ seq, text, recalled }) => [seq, seq === 2 ? text : null, recalled ?? false]), [[1, null, false], [2, "", true]]);
});

test("a notice of what was never read here stands for itself", () => {
  const list = new MessageList(2);
  list.add(message(3, { from: "system", parts: [{ type: "recalled", seq: 2 }] }));
  assert.deepEqual(list.all.map(({ seq }) => seq), [3]);
});

test("what comes before is put in without a hole", () => {
  const list = new MessageList(4);
  list.add(message(5));
  list.prepend(message(3), message(4));
  assert.deepEqual([list.first, list.hasGap, list.all.map(({ seq }) => seq)], [3, false, [3, 4, 5]]);
});
