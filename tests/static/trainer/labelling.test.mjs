import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError } from "../../../assist_api/static/shared/api.js";
import { Intents, Picking } from "../../../assist_api/static/trainer/labelling/intents.js";
import { deedOf, KEYS } from "../../../assist_api/static/trainer/labelling/keys.js";
import { candidates } from "../../../assist_api/static/trainer/labelling/markup.js";
import { Neighbours } from "../../../assist_api/static/trainer/labelling/neighbours.js";
import { Surroundings } from "../../../assist_api/static/trainer/labelling/surroundings.js";

const FIELD = { matches: () => true };
const press = (key, mode = "label", more = {}) => deedOf({ key, keyCode: 0, ...more }, mode)?.does ?? null;

test("one key decides", () => {
  assert.deepEqual(["a", "A", "Enter", "o", "s", "d", "u", "3"].map((key) => press(key)), ["accept", "accept", "accept", "outOfScope", "skip", "split", "undo", "chooseAt"]);
  assert.equal(press("z", "label", { ctrlKey: true }), "undo");
});

test("who writes, or composes Chinese, decides nothing; in the picker Enter chooses", () => {
  assert.equal(press("a", "label", { target: FIELD }), null);
  assert.equal(press("Enter", "pick", { target: FIELD }), "takePicked");
  assert.equal(press("Enter", "pick", { target: FIELD, isComposing: true }), null);
  assert.equal(press("a", "label", { ctrlKey: true }), null);
});

test("no mode has two deeds for one key, and none takes the shell's", () => {
  for (const table of Object.values(KEYS)) {
    const keys = table.flatMap(({ keys: own }) => own);
    assert.equal(new Set(keys).size, keys.length);
    assert.ok(!keys.includes("g") && !keys.includes("?"));
  }
});

const CATALOGUE = [{ name: "ask_stock", zh: "库存" }, { name: "track_shipment", zh: "查物流" }];

function picking() {
  const answers = [];
  const api = { get: (path) => (path.includes("?q=") ? new Promise((done) => answers.push((names) => done({ rows: CATALOGUE.filter(({ name }) => names.includes(name)) }))) : Promise.resolve({ rows: CATALOGUE })) };
  return { picking: new Picking(new Intents(api), () => {}), answers };
}

test("who types and presses Enter at once gets what was typed, not what was shown", async () => {
  const { picking: made, answers } = picking();
  made.type("k");
  made.type("wl");
  const chosen = made.chosen();
  answers[1](["track_shipment"]);
  answers[0](["ask_stock"]);
  assert.equal(await chosen, "track_shipment");
  assert.equal(made.rows.length, 1);
});

const rows = [0.95, 0.85, 0.7].map((likeness, at) => ({ id: `n${at}`, likeness }));

test("the slider shows what is like enough, and one that was taken out stays out", async () => {
  const made = new Neighbours({ get: async () => ({ rows }) }, { id: "i" }, "ask_stock", () => {});
  await made.load();
  assert.deepEqual(made.shown.map(({ id }) => id), ["n0", "n1"]);
  made.toggle("n0");
  made.slide(0.6);
  assert.deepEqual(made.chosen.map(({ id }) => id), ["n1", "n2"]);
  made.slide(0.2);
  assert.equal(made.least, 0.6);
});

test("digits choose what is not the proposal: first what the nearest sentences say", () => {
  const item = { proposal: "a", neighbour_intent: "c", ranking: ["nlu_fallback", "a", "b", "c"].map((intent) => ({ intent })) };
  assert.deepEqual(candidates(item), ["c", "b"]);
});

test("a conversation is asked for once, and one that cannot be read says why", async () => {
  let asked = 0;
  const api = { get: async () => ((asked += 1), Promise.reject(new ApiError(404, "x", "没有"))) };
  const made = new Surroundings(api, () => {});
  await made.look("i");
  await made.look("i");
  assert.deepEqual([asked, made.of("i")], [1, { problem: "没有" }]);
});
