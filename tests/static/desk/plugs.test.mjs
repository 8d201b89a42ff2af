import assert from "node:assert/strict";
import { test } from "node:test";
import { hear, Kept, merged } from "../../../assist_api/static/desk/plugs.js";

test("what plugs export is merged by name", () => {
  const [one, other] = [() => 1, () => 2];
  assert.deepEqual(merged([{ actions: { one } }, {}, { actions: { other } }], "actions"), { one, other });
});

test("two plugs with one name are a mistake that is said at once", () => {
  assert.throws(() => merged([{ actions: { open: 1 } }, { actions: { open: 2 } }], "actions"), /open/);
});

test("a frame is heard by every plug that listens for it", () => {
  const heard = [];
  const plug = (name) => ({ frames: { ticket: (frame) => heard.push([name, frame.id]) } });
  hear([plug("a"), {}, plug("b"), { frames: { other: () => heard.push("other") } }], { type: "ticket", id: 7 }, {});
  assert.deepEqual(heard, [["a", 7], ["b", 7]]);
});

test("what is kept is made once", () => {
  const kept = new Kept();
  assert.equal(kept.of("list", () => []), kept.of("list", () => []));
});
