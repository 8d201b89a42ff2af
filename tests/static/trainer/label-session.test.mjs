import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { ApiError } from "../../../assist_api/static/shared/api.js";
import { LabelSession } from "../../../assist_api/static/trainer/labelling/session.js";

const item = (id, more = {}) => ({ id, text: `句子 ${id}`, proposal: "track_shipment", entities: [], comments: [], ...more });

let waiting;
let posts;
let news;
let refuse;
let failed;

beforeEach(() => {
  waiting = Array.from({ length: 40 }, (_, at) => item(`i${at}`));
  posts = [];
  news = [];
  failed = [];
  refuse = () => null;
});

const api = {
  get: async () => ({ left: 40, second: 3, done: 0 }),
  async post(path, body) {
    const what = path.replace("/api/v1/trainer/", "");
    if (what === "labelling/next") return { items: next(body) };
    posts.push([what, body]);
    const error = refuse(what, posts.length);
    if (error) throw error;
    return what === "labelling/undo" ? { items: ["i9"] } : {};
  },
};

function next({ limit, first, without = [] }) {
  const rest = waiting.filter(({ id }) => !without.includes(id) && id !== first);
  return (first ? [item(first), ...rest] : rest).slice(0, limit);
}

async function started(first = null, service = api) {
  const heard = { onChange: () => {}, onNews: (...all) => news.push(all), onFailed: (error) => failed.push(error) };
  const session = new LabelSession(service, heard, { sleep: async () => {} });
  await session.start(first);
  return session;
}

test("a decision shows the next message before the service has answered", async () => {
  const session = await started();
  session.accept([]);
  assert.deepEqual([session.current.id, posts.length, session.progress.left, session.progress.done], ["i1", 0, 39, 1]);
  await session.settled();
  assert.deepEqual(posts.map(([what, { decision, intent }]) => [what, decision, intent]), [["inbox/i0/label", "accept", "track_shipment"]]);
});

test("more messages are there before the last one is decided", async () => {
  const session = await started();
  for (let number = 0; number < 30; number += 1) {
    assert.ok(session.current, `nothing left after ${number}`);
    session.skip();
    await session.settled();
    await new Promise(setImmediate);
  }
  assert.equal(new Set(posts.map(([what]) => what)).size, 30);
});

test("a message that was handed out before its decision was kept is not shown once more", async () => {
  let answer = null;
  const slow = { ...api, post: (path, body) => (path.endsWith("next") && body.limit > 8 ? new Promise((done) => (answer = () => done({ items: waiting.slice(0, 20) }))) : api.post(path, body)) };
  const session = await started(null, slow);
  session.skip();
  await session.settled();
  answer();
  await new Promise(setImmediate);
  assert.deepEqual([session.current.id, session.items.length], ["i1", 19]);
});

test("what the bot had not read in time is asked for when it comes near, once", async () => {
  waiting[2].entities = null;
  waiting[30].entities = null;
  const asked = [];
  const reading = { ...api, post: async (path, body) => (path.endsWith("propose") ? (asked.push(body.texts), { parts: [{ entities: [{ entity: "size", start: 0, end: 1 }] }] }) : api.post(path, body)) };
  const session = await started(null, reading);
  session.skip();
  await session.settled();
  assert.deepEqual(asked, [["句子 i2"]]);
  assert.equal(session.items[1].entities[0].entity, "size");
});

test("without a proposal nothing is accepted", async () => {
  waiting[0].proposal = null;
  const session = await started();
  session.accept([]);
  assert.equal(session.current.id, "i0");
  assert.equal(news[0][1], "bad");
});

test("undoing shows the message again and takes back that very act", async () => {
  const session = await started();
  session.choose("ask_stock", []);
  session.undo();
  assert.deepEqual([session.current.id, session.progress.done], ["i0", 0]);
  await session.settled();
  assert.deepEqual(posts.map(([what]) => what), ["inbox/i0/label", "labelling/undo"]);
  assert.equal(posts[0][1].act, posts[1][1].act);
});

test("without a decision on this page the newest of any is taken back, and its message shown", async () => {
  const session = await started();
  session.undo();
  await new Promise((done) => setTimeout(done, 5));
  assert.deepEqual([posts[0], session.current.id], [["labelling/undo", {}], "i9"]);
});

test("what is refused comes back, in a sentence", async () => {
  refuse = () => new ApiError(422, "invalid_input", "意图目录里没有它。");
  const session = await started();
  session.choose("nothing", []);
  await session.settled();
  assert.deepEqual([session.current.id, news[0], session.progress.left], ["i0", ["意图目录里没有它。", "bad"], 40]);
});

test("a message that cannot be decided any more does not come back", async () => {
  refuse = () => new ApiError(409, "already_written", "已经写进训练数据。");
  const session = await started();
  session.skip();
  await session.settled();
  assert.equal(session.current.id, "i1");
});

test("an outage is waited for with the same act, so that nothing is labelled twice", async () => {
  refuse = (_, tries) => (tries < 3 ? new ApiError(0, "offline", "网络不通") : null);
  const session = await started();
  session.skip();
  await session.settled();
  assert.equal(posts.length, 3);
  assert.equal(new Set(posts.map(([, { act }]) => act)).size, 1);
  assert.deepEqual(news, []);
});

test("many are decided as one act, and come back as one", async () => {
  const session = await started();
  session.decideMany([waiting[3], waiting[30]], "choose", "ask_stock");
  assert.equal(session.current.id, "i1");
  await session.settled();
  assert.deepEqual(posts[0][1].items, ["i0", "i3", "i30"]);
  session.undo();
  assert.deepEqual(session.items.slice(0, 4).map(({ id }) => id), ["i0", "i3", "i30", "i1"]);
});

test("a message that was asked for comes first", async () => assert.equal((await started("i20")).current.id, "i20"));
