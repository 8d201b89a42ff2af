import assert from "node:assert/strict";
import { test } from "node:test";
import { Watching, watchers } from "../../../assist_api/static/desk/watching.js";

function made() {
  const told = [];
  const watching = new Watching("me", { send: ({ conversation_id: id, doing }) => told.push(`${doing} ${id}`) });
  return { watching, told };
}
const heard = (doing, more = {}) => ({ conversation_id: "c1", agent_id: "a2", agent: "小禾", doing, ...more });

test("what is opened and left is told", () => {
  const { watching, told } = made();
  for (const id of ["c1", "c1", "c2", null]) watching.look(id);
  assert.deepEqual(told, ["reading c1", "left c1", "reading c2", "left c2"]);
});

test("a colleague is there until leaving, or until nothing more is heard", () => {
  const { watching } = made();
  watching.heard(heard("reading"), 0);
  assert.deepEqual(watching.others("c1", 39_000), [{ agent: "小禾", typing: false }]);
  assert.deepEqual(watching.others("c1", 40_000), []);
  watching.heard(heard("reading"), 50_000);
  watching.heard(heard("left"), 51_000);
  assert.deepEqual(watching.others("c1", 51_000), []);
});

test("typing holds for some seconds, reading goes on", () => {
  const { watching } = made();
  watching.heard(heard("typing"), 0);
  assert.deepEqual([5_000, 7_000].map((at) => watching.others("c1", at)[0].typing), [true, false]);
});

test("who has just come learns at once who is there; oneself is nobody else", () => {
  const { watching, told } = made();
  watching.look("c1");
  for (const frame of [heard("reading"), heard("reading"), heard("reading", { agent_id: "me" })]) watching.heard(frame);
  assert.deepEqual(told, ["reading c1", "reading c1"]);
});

test("it is said in words", () => {
  assert.match(String(watchers([{ agent: "小禾", typing: true }, { agent: "小满", typing: false }])), /小禾 正在输入，小满 也在看/);
});

test("what goes on is told again, but not all the time", () => {
  const { watching, told } = made();
  watching.look("c1");
  for (const later of [1_000, 16_000, 17_000]) watching.beat(Date.now() + later);
  assert.deepEqual(told, ["reading c1", "reading c1"]);
});
