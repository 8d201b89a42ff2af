import assert from "node:assert/strict";
import { test } from "node:test";

import { actions, draw, frames, standing } from "../../../assist_api/static/desk/side/promises.js";

const NOW = Date.parse("2026-11-23T12:00:00+08:00");
const promise = (given = {}) => ({ id: "p1", kind: "resend", kind_zh: "补发", text: "今天给您补发", by: "小青", order_id: "", due_at: "2026-11-23T15:00:00+00:00", kept_at: null, ...given });
const tools = (given = {}) => {
  const posted = [];
  const open = { id: "c1", messages: {}, about: { promises: [promise()], notes: ["n"] } };
  return { posted, desk: { open, book: { get: () => undefined }, agent: { id: "a1", name: "小青" } }, api: { post: async (...all) => (posted.push(all), { promises: [] }) }, attempt: (job) => job(), say: (...told) => posted.push(told), draw: () => {}, ...given };
};

test("a promise is open, soon due, late or kept", () => {
  const at = (minutes) => ({ due_at: new Date(NOW + minutes * 60_000).toISOString(), kept_at: null });
  assert.deepEqual([standing(at(90), NOW), standing(at(20), NOW), standing(at(-1), NOW), standing({ ...at(-1), kept_at: "x" }, NOW)], ["open", "soon", "late", "kept"]);
});

test("it is drawn with its words, and nothing where nothing was promised", () => {
  assert.equal(draw({ about: { promises: [] } }), null);
  assert.match(draw({ about: { promises: [promise()] } }).text, /今天给您补发/);
});

test("what the bot's action promised cannot be called none", () => {
  assert.doesNotMatch(draw({ about: { promises: [promise({ text: "" })] } }).text, /不是承诺/);
});

test("one click says that it was none", async () => {
  const given = tools();
  await actions["promise-none"]({ dataset: { id: "p1" } }, given);
  assert.equal(given.posted[0][0], "/api/v1/desk/promises/p1/none");
  assert.deepEqual(given.desk.open.about, { promises: [], notes: ["n"] });
});

test("another time is asked for in the shop's time", async () => {
  let asked;
  const given = tools({ ask: (form) => (asked = form) });
  await actions["promise-due"]({ dataset: { id: "p1" } }, given);
  assert.equal(asked.fields[0].value, "2026-11-23T23:00");
  await asked.submit({ due: "2026-11-24T10:00" });
  assert.deepEqual(given.posted[0], ["/api/v1/desk/promises/p1/due", { due_at: "2026-11-24T10:00:00+08:00" }]);
});

test("the open case takes its own promises only, and the alarm goes to whom it concerns", () => {
  const given = tools();
  frames.promises({ conversation_id: "c2", promises: [] }, given);
  assert.equal(given.desk.open.about.promises.length, 1);
  frames.promise_due({ conversation_id: "c9", promise: promise({ by: "小禾" }), late: true }, given);
  assert.equal(given.posted.length, 0);
  frames.promise_due({ conversation_id: "c9", promise: promise(), late: true }, given);
  assert.match(given.posted[0][0], /已经超时/);
});
