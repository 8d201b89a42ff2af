import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Agreement, gradeOf, sameIntents } from "../../../assist_api/static/trainer/agreement/agreement.js";

const said = (id, intent, more = {}) => ({ annotator_id: id, annotator: id, decision: "choose", parts: [{ text: "件到哪了", intent, entities: [] }], at: "2026-03-02T10:00:00Z", ...more });
const row = (id) => ({ item: { id, text: "件到哪了" }, opinions: [said("t1", "track_shipment"), said("t2", "urge_delivery")], comments: [] });

let rows;
let posts;
let news;

beforeEach(() => {
  rows = [row("i1"), row("i2")];
  posts = [];
  news = [];
});

const api = {
  get: async () => ({ agreement: { items: 5, agreed: 3, kappa: 0.5, low: 0.1, high: 0.9 }, annotators: [], confused: [], disagreements: rows }),
  async post(path, body) {
    posts.push([path.replace("/api/v1/trainer/inbox/", ""), body]);
    if (path.endsWith("comments")) return { rows: [{ text: body.text }] };
    rows = rows.filter(({ item }) => !path.includes(item.id));
    return {};
  },
};

async function opened(id, rights = ["trainer"]) {
  const model = new Agreement(api, { id, rights }, { onChange: () => {}, onNews: (...all) => news.push(all), onFailed: assert.ifError });
  await model.load();
  return model;
}

test("one of the two may give way, and the next disagreement is open", async () => {
  const model = await opened("t1");
  await model.takeOpinion(1);
  assert.deepEqual([posts[0][0], posts[0][1].decision, posts[0][1].intent], ["i1/label", "choose", "urge_delivery"]);
  assert.equal(model.current.item.id, "i2");
});

test("a reviewer has the last word", async () => {
  const model = await opened("t9", ["trainer", "review"]);
  await model.choose("ask_delivery_time");
  assert.deepEqual([posts[0][0], posts[0][1].intent], ["i1/settle", "ask_delivery_time"]);
});

test("who is neither can only comment", async () => {
  const model = await opened("t9");
  await model.takeOpinion(0);
  assert.deepEqual([posts, news[0][1]], [[], "bad"]);
  await model.comment("我觉得是催");
  assert.equal(model.current.comments[0].text, "我觉得是催");
});

test("what was said of a split message is taken with its parts", async () => {
  rows[0].opinions[1] = said("t2", null, { decision: "split", parts: [{ text: "件", intent: "a", entities: [] }, { text: "到哪了", intent: "b", entities: [] }] });
  const model = await opened("t1");
  await model.takeOpinion(1);
  assert.deepEqual(posts[0][1].parts.map(({ intent }) => intent), ["a", "b"]);
});

test("a kappa is told in words", () => assert.deepEqual([0.9, 0.7, 0.5, 0.3, 0.1, -0.2].map(gradeOf), ["几乎一致", "较好", "中等", "一般", "较差", "比碰运气还差"]));

test("two who mean the same may differ in the entities, and one marking is taken with its intent", async () => {
  const marked = (id, entities) => said(id, "ask_stock", { parts: [{ text: "黑色还有吗", intent: "ask_stock", entities }] });
  rows[0].opinions = [marked("t1", []), marked("t2", [{ entity: "colour", start: 0, end: 2 }])];
  const model = await opened("t1");
  assert.equal(sameIntents(model.current.opinions), true);
  await model.takeOpinion(1);
  assert.deepEqual([posts[0][1].intent, posts[0][1].entities], ["ask_stock", [{ entity: "colour", start: 0, end: 2 }]]);
  assert.equal(sameIntents(model.current.opinions), false);
});
