import assert from "node:assert/strict";
import { test } from "node:test";
import { Care, moveOf } from "../../../../assist_api/static/trainer/care/care.js";
import { byKind, Change, examOfNew, gain } from "../../../../assist_api/static/trainer/care/change.js";
import { keyAction } from "../../../../assist_api/static/trainer/care/keys.js";

const said = (text, intent) => ({ text, intent });
const close = (key, one, other) => ({ key, one, other, likeness: 0.97 });
const CLOSE = [close("k1", said("换个色", "exchange"), said("换个颜色", "change")), close("k2", said("滴滴", "greet"), said("滴滴滴", "out_of_scope"))];

function api(answers = {}) {
  const told = {
    "/api/v1/trainer/data": { rows: [{ name: "greet", zh: "打招呼", flags: ["few"] }], look: { state: "fresh", done: 1 } },
    "/api/v1/trainer/data/findings": { look: { state: "fresh", done: 1 }, close: { rows: CLOSE, found: 2 }, contradicted: { rows: [], found: 0 } },
    "/api/v1/trainer/data/pending": { rows: [{ id: "l1" }], refused: [], files: [] },
    "/api/v1/trainer/data/intents/greet": { rows: ["在吗", "你好"] },
    ...answers,
  };
  const posted = [];
  return { posted, get: async (path) => told[path], post: async (path, body) => (posted.push([path, body]), told[path] ?? null) };
}

async function loaded(answers) {
  const hands = api(answers);
  const care = new Care(hands, () => {});
  await care.load();
  return { care, hands };
}

test("each tab tells how much there is to do", async () => {
  const { care } = await loaded();
  assert.deepEqual(care.counts, { pending: 1, intents: 1, close: 2, contradicted: 0 });
  care.leave();
});

test("what is called right leaves the list, and the next row comes into hand", async () => {
  const { care, hands } = await loaded();
  care.show("close");
  await care.settle();
  assert.equal(care.current.key, "k2");
  assert.deepEqual(hands.posted, [["/api/v1/trainer/data/findings/k1/settle", undefined]]);
  await care.settle();
  assert.equal(care.current, null);
  assert.equal(care.counts.close, 0);
});

test("a row moves to the other intent, or the other row to this one", () => {
  const [row] = CLOSE;
  assert.deepEqual(moveOf(row, "close"), { kind: "move", texts: ["换个色"], source: "exchange", target: "change" });
  assert.deepEqual(moveOf(row, "close", true), { kind: "move", texts: ["换个颜色"], source: "change", target: "exchange" });
  const doubted = { text: "撤了", intent: "goodbye", says: "cancel_return" };
  assert.deepEqual(moveOf(doubted, "contradicted"), { kind: "move", texts: ["撤了"], source: "goodbye", target: "cancel_return" });
});

test("what is ticked stays ticked over a reload, unless it is gone", async () => {
  const { care, hands } = await loaded();
  await care.open("greet");
  care.tick("在吗");
  care.tick("你好");
  hands.get = async (path) => (path.endsWith("/intents/greet") ? { rows: ["你好"] } : api().get(path));
  await care.load();
  assert.deepEqual([...care.intent.chosen], ["你好"]);
});

test("a problem is a sentence, and nothing is thrown", async () => {
  const care = new Care({ get: async () => Promise.reject(Object.assign(new Error("服务出了点问题"), { status: 500 })) }, () => {});
  await care.load();
  assert.equal(care.problem, "服务出了点问题");
});

test("keys do what the tab can do", async () => {
  const { care } = await loaded();
  const press = (key, target) => keyAction({ key, target }, care);
  assert.deepEqual(press("w"), { do: "write" });
  assert.equal(press("x"), null);
  care.show("close");
  assert.deepEqual([press("x"), press("n"), press("j")], [{ do: "settle" }, { do: "moveRow", with: true }, { do: "move", with: 1 }]);
  assert.equal(press("w"), null);
  assert.equal(press("x", { matches: () => true, closest: () => null }), null);
});

test("a change is ready once what is left behind is accepted", async () => {
  const change = new Change(api({ "/api/v1/trainer/data/changes/preview": { stamp: "s", files: [], mentions: [], left: 2 }, "/api/v1/trainer/data/changes/flips": { won: [], lost: [] } }), { kind: "merge" }, () => {});
  await change.load();
  assert.equal(change.ready, false);
  change.accept(true);
  assert.equal(change.ready, true);
});

test("a change is done with the stamp of what was looked at", async () => {
  const hands = api({ "/api/v1/trainer/data/changes/preview": { stamp: "s", files: [], mentions: [], left: 0 } });
  const change = new Change(hands, { kind: "move" }, () => {});
  await change.load();
  await change.apply();
  assert.deepEqual(hands.posted.at(-1), ["/api/v1/trainer/data/changes", { change: { kind: "move" }, stamp: "s", accept_left: false }]);
});

test("exam sentences that are taken for the new intent may go with it", () => {
  const lost = [{ text: "急用", after: "ask_now" }, { text: "快点", after: "greet" }];
  assert.deepEqual(examOfNew({ wish: { kind: "split", new: "ask_now" }, flips: { lost } }), ["急用"]);
  assert.deepEqual(examOfNew({ wish: { kind: "move" }, flips: { lost } }), []);
});

test("mentions stand by kind, the many first; a gain has its sign", () => {
  assert.deepEqual(byKind([{ kind: "rule" }, { kind: "program" }, { kind: "program" }]).map(([kind]) => kind), ["program", "rule"]);
  assert.deepEqual([gain({ before: 0.9, after: 0.925 }), gain({ before: 0.9, after: 0.9 }), gain({ before: null, after: null })], ["+2.5", "0.0", ""]);
});
