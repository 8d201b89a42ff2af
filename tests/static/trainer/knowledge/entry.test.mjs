import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { fieldsOf, OpenEntry, wordsOf } from "../../../../assist_api/static/trainer/knowledge/entry.js";
import { effects, form, head, news } from "../../../../assist_api/static/trainer/knowledge/entry-page.js";

const WORDS = { question: "可以开票吗", variants: ["能开发票不", "发票"], answer: "可以的。", tags: ["发票"], public: true, valid_from: "2026-01-01", valid_until: null, related: [] };
const draft = (more = {}) => ({ words: WORDS, state: "draft", revision: 1, note: "", author: "小林", at: "2026-03-02T10:00:00Z", fields: ["answer"], ...more });

let calls;
let kept;

beforeEach(() => {
  calls = [];
  kept = { id: "invoice.can", present: WORDS, draft: null, stale: false, history: [], proposals: [] };
});

const api = {
  get: async () => kept,
  async post(path, body) {
    calls.push([path.replace("/api/v1/trainer/knowledge/invoice.can/", ""), body]);
    if (path.endsWith("check")) return { problems: [], answer: body.words.answer };
    if (path.endsWith("publish")) return { entry: kept.present && kept };
    return path.endsWith("drop") ? null : kept;
  },
  async put(path, body) {
    calls.push(["draft", body]);
    kept = { ...kept, draft: draft({ words: body.words }) };
    return kept;
  },
};

async function opened(reviews = true) {
  const entry = new OpenEntry("invoice.can", api, { onChange: () => {}, reviews });
  await entry.load();
  return entry;
}

test("what is typed is a variant a line and a tag between marks, and reads back the same", () => {
  assert.deepEqual(wordsOf(fieldsOf(WORDS)), WORDS);
  assert.deepEqual(wordsOf({ ...fieldsOf(WORDS), variants: " 能开不 \n\n发票", tags: "发票，下单 " }).variants, ["能开不", "发票"]);
});

test("a typed word is a change until it is saved, and is saved as words", async () => {
  const entry = await opened();
  entry.write("answer", "可以的，下单时选。");
  assert.equal(entry.changed, true);
  await entry.save();
  assert.equal(entry.changed, false);
  assert.deepEqual(calls.at(-1), ["draft", { words: { ...WORDS, answer: "可以的，下单时选。" }, revision: null }]);
});

test("who wrote a draft reads why another reviews it", async () => {
  kept = { ...kept, draft: draft({ must_wait: "自己写的草稿要请另一位审核员审核。" }) };
  const entry = await opened();
  assert.match(String(head(entry)), /data-action="review" disabled/);
  assert.match(String(news(entry)), /请另一位审核员审核/);
  kept = { ...kept, draft: draft({ must_wait: null }) };
  await entry.load();
  assert.doesNotMatch(String(head(entry)), /disabled/);
});

test("what was typed and given up is as it was kept", async () => {
  const entry = await opened();
  entry.write("answer", "不行");
  await entry.reset();
  assert.deepEqual([entry.changed, entry.fields.answer], [false, "可以的。"]);
});

test("an older answer of the check does not stand over a newer one", async () => {
  const entry = await opened();
  const slow = [];
  entry.write("answer", "一");
  const waiting = { ...api, post: (path, body) => new Promise((resolve) => slow.push(() => resolve({ problems: [], answer: body.words.answer }))) };
  const patient = new OpenEntry("invoice.can", waiting, { onChange: () => {} });
  patient.fields = fieldsOf(WORDS);
  const first = patient.check();
  patient.fields = { ...patient.fields, answer: "二" };
  const second = patient.check();
  slow[1]();
  await second;
  slow[0]();
  await first;
  assert.equal(patient.told, "二");
});

test("decisions name the revision that was seen", async () => {
  kept = { ...kept, draft: draft({ revision: 4 }) };
  const entry = await opened();
  await entry.review();
  await entry.giveBack("写清楚");
  assert.deepEqual(calls.slice(-2), [["draft/review", { revision: 4 }], ["draft/return", { revision: 4, note: "写清楚" }]]);
});

test("an entry whose end is published lasts no longer", async () => {
  kept = { ...kept, draft: draft({ words: null, state: "reviewed" }) };
  const entry = await opened();
  assert.equal(entry.ends, true);
  kept = { ...kept, present: null };
  assert.equal(await entry.publish(), false);
});

test("two presses of a button are one call", async () => {
  kept = { ...kept, draft: draft() };
  const entry = await opened();
  await Promise.all([entry.review(), entry.review()]);
  assert.equal(calls.filter(([path]) => path === "draft/review").length, 1);
});

test("who may not review is offered neither review nor publication", async () => {
  kept = { ...kept, draft: draft() };
  assert.match(head(await opened()).text, /data-action="review"/);
  assert.doesNotMatch(head(await opened(false)).text, /data-action="review"|data-action="publish"/);
});

test("words stand escaped in the form and in what would change", () => {
  const sly = fieldsOf({ ...WORDS, question: '"><b>', answer: "</textarea><b>" });
  assert.doesNotMatch(form({ fields: sly, ends: false }).text, /<b>/);
  const row = { text: "<i>", times: 2, effect: "gained", before: null, after: { text: "<u>" }, failed: true, intent_zh: "开票", place_before: null, place_after: 1 };
  const shown = effects({ fields: sly, effects: { asked: 3, different: 2, counts: { gained: 2 }, rows: [row], more: 0 } }).text;
  assert.match(shown, /新答上 2 句/);
  assert.doesNotMatch(shown, /<i>|<u>/);
});
