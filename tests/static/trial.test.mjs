import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { TrialSession } from "../../assist_api/static/trial/trial-session.js";
import { banner, head } from "../../assist_api/static/trial/trial-page.js";
import { bubble } from "../../assist_api/static/widget/bubble.js";
import { MemoryStorage } from "./memory-storage.mjs";

const ABOUT = { talk_id: "k1", title: "新版本", ends_at: "2026-03-03T10:00:00Z", made_by: "小林", page: null };
const said = (seq, from, text, clientId = "") => ({ seq, from, text, client_id: clientId, name: "", parts: [], at: "2026-03-02T10:00:00Z" });

let calls;
let answer;

beforeEach(() => {
  calls = [];
  answer = () => ({ status: 201, body: { ...ABOUT, messages: [] } });
  globalThis.fetch = async (path, { method, body }) => {
    calls.push([method, path]);
    const { status, body: told } = answer(method, path, body && JSON.parse(body));
    return { ok: status < 400, status, json: async () => told };
  };
});

const opened = async (storage = new MemoryStorage()) => {
  const session = new TrialSession({ token: "w1.signature", storage });
  await session.start();
  return session;
};
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

test("what is sent stands with its answer, and is on its way no more", async () => {
  const session = await opened();
  answer = (_method, _path, { client_id: id, text }) => ({ status: 201, body: { messages: [said(1, "shopper", text, id), said(2, "bot", "您好")] } });
  session.send("你好");
  await settled();
  assert.deepEqual(session.messages.all.map(({ text }) => text), ["你好", "您好"]);
  assert.deepEqual([session.outbox.items.length, session.typing.who], [0, null]);
});

test("the talk of this tab goes on where it was", async () => {
  const storage = new MemoryStorage();
  await opened(storage);
  answer = () => ({ status: 200, body: { ...ABOUT, messages: [said(1, "shopper", "你好")] } });
  const again = await opened(storage);
  assert.deepEqual(calls.at(-1), ["GET", "/api/v1/trials/talks/k1"]);
  assert.equal(again.messages.all.length, 1);
});

test("to begin again is another talk with nothing said in it", async () => {
  const session = await opened();
  session.messages.add(said(1, "shopper", "你好"));
  await session.restart();
  assert.deepEqual([calls.at(-1)[0], session.messages.all.length], ["POST", 0]);
});

test("a link that is over is told, and nothing more is sent over it", async () => {
  const session = await opened();
  answer = () => ({ status: 410, body: { error: { code: "trial_ended", message: "过期了" } } });
  session.send("你好");
  await settled();
  assert.deepEqual([session.over, session.problem], [true, "过期了"]);
  assert.match(banner(session).text, /过期了/);
});

test("a link that opens nothing from the start is told too", async () => {
  answer = () => ({ status: 404, body: { error: { code: "trial_not_found", message: "没有找到" } } });
  const session = await opened();
  assert.deepEqual([session.over, session.problem], [true, "没有找到"]);
});

test("a title is words, not markup", async () => {
  assert.doesNotMatch(head({ about: { ...ABOUT, title: "<b>" } }).text, /<b>/);
});

test("nobody is asked whether the answer of a model on trial was useful", () => {
  const answer = said(2, "bot", "您好");
  assert.match(bubble(answer, { first: true, base: "" }).text, /rating/);
  assert.doesNotMatch(bubble(answer, { first: true, base: "", rates: false }).text, /rating/);
});

test("what is written before the talk has begun is sent once it has", async () => {
  const session = new TrialSession({ token: "w1.signature", storage: new MemoryStorage() });
  const starting = session.start();
  session.send("你好");
  answer = (method, path, body) => (body?.text ? { status: 201, body: { messages: [said(1, "shopper", body.text, body.client_id), said(2, "bot", "您好")] } } : { status: 201, body: { ...ABOUT, messages: [] } });
  await starting;
  await settled();
  assert.deepEqual(session.messages.all.map(({ text }) => text), ["你好", "您好"]);
});
