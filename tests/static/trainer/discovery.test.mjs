import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { ApiError } from "../../../assist_api/static/shared/api.js";
import { Clusters } from "../../../assist_api/static/trainer/discovery/clusters.js";
import { opened, row, runBar } from "../../../assist_api/static/trainer/discovery/markup.js";
import { bodyOf, filledWith, missingIn, pathOf } from "../../../assist_api/static/trainer/discovery/naming.js";
import { actionOf } from "../../../assist_api/static/trainer/discovery/view.js";

const PATH = "/api/v1/trainer/clusters";
const cluster = (id, more = {}) => ({ id, items: 3, messages: 4, keywords: ["换新", "旧手机"], typical: ["旧手机能换新吗"], density: 0.8, state: "open", intent: null, entry_id: null, ...more });
const members = [
  { id: "i1", text: "旧手机能换新吗", copies: 2, intent: null },
  { id: "i2", text: "换新补差价吗", copies: 1, intent: null },
  { id: "i3", text: "电话【手机号】", copies: 1, intent: null },
];
const suggested = { name: "ask_huan_xin", zh: "换新旧手机", skill: "service", topic: "service", entry_id: "service.ask_huan_xin" };
const detail = (id) => ({ ...cluster(id), understood: [], entries: [{ id: "service.pay", question: "怎么付款？", confidence: 0.4 }], members, suggested });
const run = (more = {}) => ({ id: "r1", state: "done", stage: "keep", done: 1, items: 100, clusters: 2, loose: 40, seconds: 12, problem: null, ...more });
const overview = (more = {}) => ({ run: run(), counts: { open: 2, named: 0, dismissed: 0 }, open_messages: 100, without_vector: 0, ...more });

let answers;
let asked;
let posts;
let news;
let refuse;

beforeEach(() => {
  answers = { list: { rows: [cluster(7), cluster(8)], more: false, ...overview() }, run: overview() };
  [asked, posts, news, refuse] = [[], [], [], null];
});

const api = {
  async get(path) {
    asked.push(path.replace(PATH, ""));
    if (path.startsWith("/api/v1/trainer/intents")) return { rows: [{ name: "greet", zh: "打招呼" }] };
    if (path === `${PATH}/run`) return answers.run;
    return path.startsWith(`${PATH}?`) ? answers.list : detail(Number(path.split("/").at(-1)));
  },
  async post(path, body) {
    if (refuse) throw refuse;
    posts.push([path.replace(PATH, ""), body]);
    return path.endsWith("/intent") || path.endsWith("/variants") ? { sentence: "好了" } : answers.run;
  },
};

async function loaded() {
  const model = new Clusters(api, { onChange: () => {}, onNews: (...all) => news.push(all) });
  await model.load();
  return model;
}

test("what is still being read is counted again until all is read", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  answers.list = { rows: [], more: false, ...overview({ run: null, without_vector: 12 }) };
  answers.run = overview({ run: null, without_vector: 0 });
  const clusters = new Clusters(api, { onChange() {}, onNews: (words) => news.push(words), onFailed: assert.fail });
  await clusters.load();
  assert.equal(clusters.unread, 12);
  context.mock.timers.tick(3_000);
  await new Promise(setImmediate);
  assert.deepEqual([clusters.unread, news], [0, []]);
});

test("the first one is open, with all its messages chosen but those that hide something", async () => {
  const model = await loaded();
  assert.deepEqual([model.open.id, [...model.chosen]], [7, ["i1", "i2"]]);
  await model.beside(1);
  assert.equal(model.open.id, 8);
  model.leave();
});

const WRITTEN = { zh: "以旧换新", name: "ask_trade_in", means: "问旧的换新的", question: "可以换新吗？", answer: "可以的" };

function write(model, fields) {
  for (const [field, value] of Object.entries(fields)) model.write(field, value);
}

test("a new intent goes with the chosen messages and its answer", async () => {
  const model = await loaded();
  await model.begin("intent");
  write(model, WRITTEN);
  await model.save();
  const [path, body] = posts[0];
  assert.equal(path, "/7/intent");
  assert.deepEqual(body, { items: ["i1", "i2"], name: "ask_trade_in", zh: "以旧换新", skill: "service", means: "问旧的换新的", new_entry: { id: "service.ask_trade_in", question: "可以换新吗？", answer: "可以的" } });
  assert.deepEqual([model.current.id, model.counts, news.at(-1)], [8, { open: 1, named: 1, dismissed: 0 }, ["好了", "good"]]);
});

test("the entry's id follows the name until it is written by hand", () => {
  const draft = { topic: "gifts", name: "ask_a", entry_id: "gifts.ask_a" };
  assert.equal(filledWith(draft, "name", "ask_b").entry_id, "gifts.ask_b");
  const own = filledWith(draft, "entry_id", "gifts.card");
  assert.equal(filledWith(own, "name", "ask_b").entry_id, "gifts.card");
});

test("each way to answer sends what it needs and nothing else", () => {
  const draft = { kind: "intent", name: "ask_a", zh: "甲", skill: "orders", means: "问甲", known: " service.pay ", like: "greet", entry_id: "", question: "", answer: "" };
  assert.equal(bodyOf({ ...draft, answers: "known" }, ["i1"]).entry_id, "service.pay");
  assert.equal(bodyOf({ ...draft, answers: "like" }, ["i1"]).like, "greet");
  assert.deepEqual(bodyOf({ kind: "variant", known: "service.pay" }, ["i1"]), { items: ["i1"], entry_id: "service.pay" });
  assert.equal(pathOf({ kind: "variant" }), "variants");
});

test("what is refused is told beside its message, and is not asked for again", async () => {
  const model = await loaded();
  await model.begin("intent");
  write(model, WRITTEN);
  refuse = new ApiError(422, "intent_refused", "有 1 句不能用", { items: [{ id: "i2", reason: "和考卷里的一句话几乎一样" }] });
  await model.save();
  assert.deepEqual([[...model.chosen], model.objection, news], [["i1"], { sentence: "有 1 句不能用" }, []]);
  assert.match(opened(model).text, /和考卷里的一句话几乎一样/);
  assert.ok(model.draft, "what was written is still there");
});

test("what is missing is said in the form before anything is sent, and no longer once it is written", async () => {
  const model = await loaded();
  await model.begin("intent");
  write(model, { ...WRITTEN, means: " " });
  await model.save();
  assert.deepEqual([model.objection, posts], [{ field: "means", sentence: "请填写“什么样的话算、什么样的不算”。" }, []]);
  assert.match(opened(model).text, /role="alert">请填写/);
  model.write("means", "问旧的换新的");
  assert.equal(model.objection, null);
});

test("a group that is about to be replaced is not named, so that nothing written is lost", async () => {
  const model = await loaded();
  model.run = run({ state: "running" });
  await model.begin("intent");
  assert.deepEqual([model.draft, news.length, news[0][0].includes("整理好了再命名")], [null, 1, true]);
});

test("before anything is known nothing is said of how much there is", () => {
  assert.doesNotMatch(runBar(new Clusters(api, { onChange() {}, onNews() {} })).text, /0 条/);
});

test("each way to answer needs its own fields", () => {
  const draft = { kind: "intent", ...WRITTEN, entry_id: "", known: "", like: "greet" };
  assert.equal(missingIn({ ...draft, answers: "entry" }).field, "entry_id");
  assert.equal(missingIn({ ...draft, answers: "known" }).field, "known");
  assert.equal(missingIn({ ...draft, answers: "like" }), null);
  assert.equal(missingIn({ kind: "variant", known: "" }).title, "知识编号");
});

test("how many messages belong to no group stands beside the groups", () => {
  assert.match(runBar({ run: run(), busy: false, messages: 100, unread: 0 }).text, /整理出 2 类，其余 40 条太零散，没有归类/);
  assert.doesNotMatch(runBar({ run: run({ loose: 0 }), busy: false, messages: 100, unread: 0 }).text, /其余/);
});

test("nothing chosen, nothing named", async () => {
  const model = await loaded();
  model.toggleAll();
  model.toggleAll();
  model.begin("intent");
  assert.deepEqual([model.draft, news], [null, [["先选中要用的句子", "bad"]]]);
});

test("one that is put aside makes way for the next", async () => {
  const model = await loaded();
  await model.dismiss();
  assert.deepEqual([posts[0][0], model.current.id, model.counts.dismissed], ["/7/dismiss", 8, 1]);
});

test("a run tells how far it is, and can be stopped", async () => {
  answers.list = { ...answers.list, ...overview({ run: run({ state: "running", stage: "neighbours", done: 0.4 }) }) };
  const model = await loaded();
  const { text } = runBar(model);
  assert.match(text, /正在找意思相近的话/);
  assert.match(text, /40%/);
  assert.match(text, /data-action="cancel"/);
  model.rows = [];
  assert.match(opened(model).text, /正在整理，完成后/);
  model.leave();
});

test("what failed is said, and what no run has looked at yet", async () => {
  answers.list = { ...answers.list, ...overview({ run: run({ state: "failed", problem: "内存不够" }) }) };
  assert.match(runBar(await loaded()).text, /内存不够/);
  answers.list = { rows: [], more: false, ...overview({ run: null, without_vector: 3 }) };
  const model = await loaded();
  assert.match(runBar(model).text, /3 条还在读取/);
  assert.match(opened(model).text, /还没有整理过/);
});

test("what shoppers wrote is never markup", () => {
  assert.match(row(cluster(1, { keywords: ["<b>"], typical: ["<img>"] }), 0, false).text, /&lt;b&gt;[\s\S]*&lt;img&gt;/);
});

test("letters are commands until somebody writes", async () => {
  const model = await loaded();
  const press = (key, more = {}) => ({ key, target: { matches: () => false }, ...more });
  assert.ok(actionOf(press("n"), model));
  assert.equal(actionOf(press("n", { isComposing: true }), model), null);
  assert.equal(actionOf(press("n", { target: { matches: () => true } }), model), null);
  await model.begin("intent");
  assert.equal(actionOf(press("n"), model), null);
  assert.ok(actionOf(press("Enter", { ctrlKey: true }), model));
  assert.ok(actionOf(press("Escape"), model));
});
