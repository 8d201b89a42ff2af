import assert from "node:assert/strict";
import { test } from "node:test";
import { Case } from "../../../assist_api/static/desk/case.js";
import { ApiError } from "../../../assist_api/static/shared/api.js";
import { MemoryStorage, message, settled } from "../memory-storage.mjs";

const ROW = { id: "c1", state: "agent", feeling: "neutral", topic: "", urgency: 0, last_seq: 1, updated_at: "2026-03-02T10:00:00Z" };
const ABOUT = { summary: null, notes: [], promises: [], shopper: null, orders: [] };

function opened({ messages = [message(1)], posts = [] } = {}) {
  const api = {
    get: async () => ({ row: ROW, messages, ...ABOUT }),
    post: async (path, body) => (posts.push([path, body]), { seq: 2, note: { id: "n1", at: "2026-03-02T10:00:00Z", by: "小青", text: body?.text } }),
  };
  return new Case(ROW, { api, storage: new MemoryStorage(), onChange: () => {} });
}

test("a changed row makes it outdated, reading it again mends that", async () => {
  const one = opened();
  await one.load();
  assert.equal(one.isOutdated, false);
  one.row = { ...ROW, feeling: "angry" };
  assert.equal(one.isOutdated, true);
  await one.load();
  assert.equal(one.isOutdated, false);
});

test("a long conversation of which only the end was read has no hole", async () => {
  const one = opened({ messages: [message(301), message(302)] });
  await one.load();
  assert.equal(one.isOutdated, false);
});

test("a reply carries the suggestion it came from, and the draft is empty again", async () => {
  const posts = [];
  const one = opened({ posts });
  one.draft.accept({ id: "g1", text: "帮您催一下", internal: false });
  one.send();
  await settled();
  assert.equal(one.draft.text, "");
  assert.deepEqual([posts[0][1].text, posts[0][1].suggestion_id], ["帮您催一下", "g1"]);
});

test("suggestions for an older message do not take the place of newer ones", () => {
  const one = opened();
  one.suggest({ for_seq: 9, suggestions: [{ id: "g2" }] });
  one.suggest({ for_seq: 7, suggestions: [{ id: "g1" }] });
  assert.deepEqual(one.suggestions, [{ id: "g2" }]);
});

test("a note that comes twice is one note", async () => {
  const one = opened();
  await one.note("改派顺丰");
  one.noted({ id: "n1", at: "2026-03-02T10:00:00Z", by: "小青", text: "改派顺丰" });
  assert.equal(one.about.notes.length, 1);
});

test("what came live while it was being read is not put back", async () => {
  const one = opened();
  one.row = { ...ROW, feeling: "angry", updated_at: "2026-03-02T10:00:01Z" };
  await one.load();
  assert.deepEqual([one.row.feeling, one.isOutdated], ["angry", true]);
});

test("a reply that crosses a red line comes back to be rewritten", async () => {
  const refused = new ApiError(422, "red_line_crossed", "“加微信”不能发送。");
  const api = {
    post: async (path) => {
      if (path.endsWith("messages")) throw refused;
      return [];
    },
  };
  const one = new Case(ROW, { api, storage: new MemoryStorage(), onChange: () => {} });
  one.draft.write("亲加微信");
  one.send();
  one.draft.write("还有");
  await settled();
  assert.deepEqual([one.draft.text, one.outbox.items], ["亲加微信\n还有", []]);
});

test("a finding of the check is an obstacle until it is rewritten", async () => {
  const finding = { rewriting: "在这里说", rewriting_span: { start: 1, end: 4 }, blocks: true };
  const one = new Case(ROW, { api: { post: async () => [finding] }, storage: new MemoryStorage(), onChange: () => {} });
  one.draft.write("亲加微信");
  one.check.look(one.draft.text);
  await new Promise((resolve) => setTimeout(resolve, 60));
  assert.match(one.obstacle, /改写/);
  one.rewrite(finding);
  assert.deepEqual([one.draft.text, one.obstacle], ["亲在这里说", null]);
});

const CHANGED = { changes: [{ slot: "order.state", name: "订单状态", old: "待发货", new: "退款中" }], text: "在退款了" };

function guarded(answers) {
  const posts = [];
  const post = async (path, body) => {
    posts.push([path.split("/c1/")[1], body]);
    const answer = answers[path.split("/c1/")[1].split("/").at(-1)];
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const get = async () => ({ row: ROW, messages: [message(1)], ...ABOUT });
  const one = new Case(ROW, { api: { get, post }, storage: new MemoryStorage(), onChange: () => {} });
  return { one, posts };
}

test("a suggestion that is not so any more turns the draft amber when it is put in", async () => {
  const { one } = guarded({ check: CHANGED });
  const suggestion = { id: "g1", text: "待发货", internal: false };
  one.draft.accept(suggestion);
  await one.verify(suggestion);
  assert.deepEqual(one.draft.stale, CHANGED);
});

test("what the service holds back returns into the field, amber", async () => {
  const { one } = guarded({ messages: new ApiError(409, "facts_changed", "变了", CHANGED) });
  one.draft.accept({ id: "g1", text: "待发货", internal: false });
  one.send();
  one.draft.write("还有一句");
  await settled();
  assert.deepEqual([one.draft.text, one.outbox.items], ["待发货\n还有一句", []]);
  assert.deepEqual(one.draft.stale.changes, CHANGED.changes);
});

test("sent knowingly, it says so", async () => {
  const { one, posts } = guarded({ messages: { seq: 2 } });
  one.draft.accept({ id: "g1", text: "待发货", internal: false });
  one.send({ knowingly: true });
  await settled();
  assert.equal(posts[0][1].knowingly, true);
});

test("the order that the agent opens is asked about, and closed again it is not", async () => {
  const asked = [];
  const one = new Case(ROW, { api: { get: async (path) => (asked.push(path.split("suggestions")[1]), { suggestions: [] }) }, storage: new MemoryStorage(), onChange: () => {} });
  await one.chooseOrder("77");
  await one.chooseOrder("77");
  assert.deepEqual(asked, ["?order_id=77", ""]);
});
