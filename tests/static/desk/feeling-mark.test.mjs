import assert from "node:assert/strict";
import { test } from "node:test";
import { actions, feelingControl, frames } from "../../../assist_api/static/desk/feeling-mark.js";
import { MessageList } from "../../../assist_api/static/shared/message-list.js";
import { message } from "../memory-storage.mjs";

const heard = (more = {}) => ({ ...message(1, { from: "shopper" }), feeling: "angry", evidence: ["气死"], felt_by: "", ...more });
const opened = () => {
  const messages = new MessageList();
  messages.add(heard());
  return { id: "c1", path: "/c1", messages };
};

test("a message says what moved the model and offers what else it may be", () => {
  const markup = String(feelingControl(heard()));
  assert.match(markup, /因为：气死/);
  assert.match(markup, /data-feeling="neutral"[^>]*>没有生气</);
});

test("who marked it is told instead of the words, also where nothing is left to see", () => {
  assert.match(String(feelingControl(heard({ feeling: "neutral", felt_by: "小青" }))), /小青 标为平静/);
});

test("a neutral message shows only the choices, and an agent's none", () => {
  assert.doesNotMatch(String(feelingControl(heard({ feeling: "neutral" }))), /feeling-neutral/);
  assert.equal(feelingControl(heard({ from: "agent" })), "");
});

test("a click is sent, shown at once and put into the list", async () => {
  const open = opened();
  const told = [];
  const api = { post: async (path, body) => (told.push([path, body]), { feeling: "neutral", felt_by: "小青", evidence: [], row: { id: "c1" } }) };
  const tools = { desk: { open, book: { put: (row) => told.push(row) } }, api, attempt: (job) => job(), say: () => {} };
  await actions["mark-feeling"]({ dataset: { seq: "1", feeling: "neutral" } }, tools);
  assert.deepEqual(told, [["/c1/messages/1/feeling", { feeling: "neutral" }], { id: "c1" }]);
  assert.equal(open.messages.all[0].felt_by, "小青");
});

test("a colleague's mark reaches the open case, and no other", () => {
  const open = opened();
  const tools = { desk: { open }, draw: () => {} };
  frames.feeling({ conversation_id: "c2", seq: 1, feeling: "neutral", evidence: [], felt_by: "小禾" }, tools);
  assert.equal(open.messages.all[0].feeling, "angry");
  frames.feeling({ conversation_id: "c1", seq: 1, feeling: "neutral", evidence: [], felt_by: "小禾" }, tools);
  assert.equal(open.messages.all[0].felt_by, "小禾");
});
