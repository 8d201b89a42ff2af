import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { ApiError } from "../../../assist_api/static/shared/api.js";
import { Proposals } from "../../../assist_api/static/trainer/proposals.js";
import { detail, difference } from "../../../assist_api/static/trainer/proposals-page.js";
import { actionOf } from "../../../assist_api/static/trainer/proposals-view.js";

const row = (id, more = {}) => ({ id, kind: "entry", topic: "shoes", question: `问题 ${id}`, variants: ["另一种问法"], answer: "可以的", obstacles: [], evidence: [], number: 2, agents: 1, conversations: 2, last_at: "2026-03-02T10:00:00Z", ...more });

let rows;
let posts;
let news;
let refuse;

beforeEach(() => {
  rows = [row("l1"), row("l2"), row("l3", { obstacles: ["“15 元”要换成占位符"] })];
  posts = [];
  news = [];
  refuse = null;
});

const api = {
  get: async () => ({ rows, counts: { entry: rows.length }, topics: ["shoes"] }),
  async post(path, body) {
    if (refuse) throw refuse;
    posts.push([path.replace("/api/v1/trainer/proposals/", ""), body]);
  },
};

async function loaded() {
  const model = new Proposals(api, { onChange: () => {}, onNews: (...all) => news.push(all) });
  await model.load("entry");
  return model;
}

test("an accepted one makes way for the next", async () => {
  const model = await loaded();
  await model.accept();
  assert.deepEqual(posts, [["l1/accept", {}]]);
  assert.deepEqual([model.current.id, model.counts.entry, news[0][1]], ["l2", 2, "good"]);
});

test("after the last one of the list the one before it is chosen", async () => {
  const model = await loaded();
  model.choose(2);
  await model.reject();
  assert.deepEqual([posts[0][0], model.current.id], ["l3/reject", "l2"]);
});

test("one with an obstacle is not accepted as it is but rewritten", async () => {
  const model = await loaded();
  model.choose(2);
  await model.accept();
  assert.deepEqual([posts, news], [[], [["“15 元”要换成占位符", "bad"]]]);
  model.write("answer", "费用看页面");
  await model.accept();
  assert.equal(posts[0][1].answer, "费用看页面");
});

test("the rewritten words go with it, a way to ask a line", async () => {
  const model = await loaded();
  model.edit();
  assert.equal(model.draft.entry_id, "shoes.l1");
  model.write("variants", "能刻字不\n\n 刻名字行吗 ");
  await model.accept();
  assert.deepEqual(posts[0][1], { answer: "可以的", question: "问题 l1", variants: ["能刻字不", "刻名字行吗"], kind: "entry", entry_id: "shoes.l1" });
});

test("kept for agents it needs no id", async () => {
  const model = await loaded();
  model.edit();
  model.write("kind", "past");
  await model.accept();
  assert.deepEqual([posts[0][1].kind, "entry_id" in posts[0][1]], ["past", false]);
});

test("what the service refuses stays with what was written", async () => {
  const model = await loaded();
  model.edit();
  model.write("answer", "改过的");
  refuse = new ApiError(422, "entry_refused", "编号已经有了");
  await model.accept();
  assert.deepEqual([model.draft.answer, model.rows.length, news], ["改过的", 3, [["编号已经有了", "bad"]]]);
});

test("letters are letters while somebody writes", async () => {
  const model = await loaded();
  const press = (key, more = {}) => actionOf({ key, target: {}, ...more }, model);
  assert.ok(press("a"));
  assert.equal(press("a", { isComposing: true }), null);
  assert.equal(press("r", { ctrlKey: true }), null);
  model.edit();
  assert.equal(press("a"), null);
  assert.ok(press("Enter", { ctrlKey: true }));
  assert.ok(press("Escape"));
});

test("a change is shown in its place, slots apart, and what shoppers wrote is text", () => {
  const present = "签收 {policy.days} 天内可退。";
  const shown = difference(present, [{ at: present.indexOf("。"), old: "", new: "，<b>吊牌</b>别剪" }]).text;
  assert.match(shown, /<span class="slot">\{policy\.days\}<\/span> 天内/);
  assert.match(shown, /<ins>，&lt;b&gt;吊牌&lt;\/b&gt;别剪<\/ins>/);
});

test("an empty list says when there will be something", async () => {
  rows = [];
  assert.match(detail(await loaded()).text, /都处理完了/);
});
