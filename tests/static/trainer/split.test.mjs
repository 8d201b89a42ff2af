import assert from "node:assert/strict";
import { test } from "node:test";
import { Split } from "../../../assist_api/static/trainer/labelling/split.js";

const TEXT = "快递到哪了，还有黑色吗";
const texts = (split) => split.parts.map(({ text }) => text);

test("it begins with the pieces that the service proposes", () => {
  assert.deepEqual(texts(new Split(TEXT, ["快递到哪了", "黑色吗"])), ["快递到哪了", "黑色吗"]);
});

test("a cut makes two pieces without the marks at their edges, and the same cut mends them", () => {
  const split = new Split(TEXT);
  split.toggle(5);
  assert.deepEqual(texts(split), ["快递到哪了", "还有黑色吗"]);
  split.toggle(5);
  assert.deepEqual(texts(split), [TEXT]);
});

test("it is complete when every piece means something", () => {
  const split = new Split(TEXT);
  split.toggle(5);
  split.propose([{ text: "快递到哪了", proposal: "track_shipment", entities: [] }, { text: "还有黑色吗", proposal: null, entities: [] }]);
  assert.equal(split.isComplete, false);
  split.choose(1, "ask_stock");
  assert.equal(split.isComplete, true);
});

test("what a person chose is not overruled by the bot", () => {
  const split = new Split(TEXT);
  split.toggle(5);
  split.choose(0, "urge_delivery");
  split.propose([{ text: "快递到哪了", proposal: "track_shipment", entities: [] }]);
  assert.equal(split.parts[0].intent, "urge_delivery");
  assert.deepEqual(split.unknown, ["还有黑色吗"]);
});
