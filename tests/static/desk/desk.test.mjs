import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { Desk } from "../../../assist_api/static/desk/desk.js";
import { ApiError } from "../../../assist_api/static/shared/api.js";
import { MemoryStorage, message } from "../memory-storage.mjs";

const row = (more = {}) => ({ id: "c1", shopper: { id: null, name: "访客" }, state: "waiting", agent: null, agent_id: null, feeling: "neutral", urgency: 0, topic: "", last_seq: 1, waiting_since: "2026-03-02T10:00:00Z", updated_at: "2026-03-02T10:00:00Z", unread_by_agent: true, ...more });
const MINE = { state: "agent", agent_id: "me", agent: "小青" };
const suggestion = (id, more = {}) => ({ id, text: `建议 ${id}`, internal: false, ...more });

let now;
let posts;
let refuse;
let news;

beforeEach(() => {
  globalThis.sessionStorage = new MemoryStorage();
  globalThis.location = { origin: "http://shop.example" };
  now = row();
  posts = [];
  news = [];
  refuse = null;
});
afterEach(() => {
  delete globalThis.sessionStorage;
  delete globalThis.location;
});

const api = {
  async get(path) {
    if (path.includes("?state=")) return { rows: path.endsWith(now.state) ? [now] : [] };
    if (path.endsWith("/suggestions")) return { for_seq: 1, suggestions: [suggestion("g1", { internal: true }), suggestion("g2")] };
    return { row: now, messages: [message(1)], summary: null, notes: [], promises: [], shopper: null, orders: [] };
  },
  async post(path, body) {
    if (refuse) throw refuse;
    posts.push([path.replace("/api/v1/desk/conversations/c1/", ""), body]);
    if (path.endsWith("/take") || path.endsWith("/next")) now = row(MINE);
    if (path.endsWith("/close")) now = row({ state: "closed" });
    return { row: now, seq: 2, note: { id: "n1", at: "2026-03-02T10:00:00Z", by: "小青", text: body?.text } };
  },
};

async function opened() {
  const desk = new Desk({ api, agent: { id: "me", name: "小青" }, token: "t" }, { onChange: () => {}, onNews: (...all) => news.push(all), onSignedOut: () => {} });
  await desk.loadLists();
  return desk;
}

test("what one writes in another's case is a note, in one's own a reply, from the moment it is owned", async () => {
  const desk = await opened();
  await desk.select("c1");
  assert.equal(desk.mode, "note");
  const taking = desk.move("take");
  desk.book.put(row(MINE));
  desk.open.row = row(MINE);
  assert.equal(desk.mode, "reply");
  await taking;
});

test("it begins with the queue, or with one's own where nobody queues", async () => {
  assert.equal((await opened()).tab, "waiting");
  now = row(MINE);
  assert.equal((await opened()).tab, "mine");
});

test("a note that was begun never turns into a reply", async () => {
  const desk = await opened();
  await desk.select("c1");
  desk.writeNote("顾客在骂人");
  await desk.move("take");
  assert.deepEqual([desk.mode, desk.open.draft.text, desk.open.noteText], ["reply", "", "顾客在骂人"]);
});

test("a note that cannot be saved is given back", async () => {
  const desk = await opened();
  await desk.select("c1");
  desk.writeNote("改派顺丰");
  refuse = new ApiError(0, "offline", "网络不通");
  await desk.saveNote();
  assert.equal(desk.open.noteText, "改派顺丰");
  assert.deepEqual(news, [["网络不通", "bad"]]);
});

test("accept and send passes over what is only for us", async () => {
  const desk = await opened();
  await desk.takeNext();
  desk.open.suggestedAt -= 500;
  desk.acceptAndSend();
  await new Promise(setImmediate);
  const sent = posts.find(([what]) => what === "messages");
  assert.deepEqual([sent[1].text, sent[1].suggestion_id], ["建议 g2", "g2"]);
});

test("dismissed suggestions are gone, and judged so", async () => {
  const desk = await opened();
  await desk.takeNext();
  desk.dismiss();
  assert.deepEqual(desk.open.suggestions, []);
  assert.deepEqual(posts.slice(1).map(([what, body]) => [what, body.outcome]), [["suggestions/g1/outcome", "dismissed"], ["suggestions/g2/outcome", "dismissed"]]);
});

test("a case that a colleague has is told in a sentence", async () => {
  const desk = await opened();
  await desk.select("c1");
  refuse = new ApiError(409, "conversation_taken", "这个会话已由小禾接待。");
  await desk.move("take");
  assert.deepEqual(news, [["这个会话已由小禾接待。", "bad"]]);
});

test("an empty queue is told too", async () => {
  now = row({ state: "bot" });
  const desk = await opened();
  await desk.takeNext();
  assert.deepEqual(news, [["现在没有排队的顾客"]]);
});

test("after the last of one's own is closed nothing is open", async () => {
  const desk = await opened();
  await desk.takeNext();
  await desk.move("close");
  assert.equal(desk.open, null);
  assert.deepEqual(desk.book.tab("closed").map(({ id }) => id), ["c1"]);
});

test("a suggestion that has only just come is not sent unseen", async () => {
  const desk = await opened();
  await desk.takeNext();
  desk.acceptAndSend();
  assert.deepEqual([desk.open.outbox.items, news], [[], [["建议刚刚更新，请看一眼再发送"]]]);
});
