import assert from "node:assert/strict";
import { test } from "node:test";
import { Inbox, pieces, titleOf } from "../../../assist_api/static/trainer/inbox.js";

const PATH = "/api/v1/trainer/inbox";

/** Answers as the service does; `rows` by page. */
function service(pages = [[{ id: "i1" }, { id: "i2" }]]) {
  const asked = [];
  return {
    asked,
    get(path) {
      asked.push(path);
      if (!path.includes("?")) return Promise.resolve({ item: { id: path.split("/").pop() }, messages: [], may_unmask: true });
      const after = new URLSearchParams(path.split("?")[1]).get("after");
      const at = Number(after ?? 0);
      const facets = { reason: [{ value: "unsure", count: 2 }], intent: [], confidence: [], channel: [], feeling: [], product: [] };
      return Promise.resolve({ rows: pages[at], after: pages[at + 1] ? String(at + 1) : null, ...(after === null && { total: 2, facets, states: { open: 2 }, unfinished: { vector: 1, reading: 2 } }) });
    },
    post(path) {
      asked.push(`POST ${path}`);
      return Promise.resolve(path.endsWith("look") ? { new: 3 } : { text: "13812345678", messages: {} });
    },
  };
}

async function inbox(pages) {
  const api = service(pages);
  const made = new Inbox(api, { onChange: () => {}, onFailed: (error) => assert.fail(error) });
  await made.load();
  return { made, asked: api.asked };
}

test("what is chosen is asked for, and chosen again it is taken back", async () => {
  const { made, asked } = await inbox();
  await made.toggle("reason", "unsure");
  assert.equal(asked.at(-1), `${PATH}?order=teaching&state=open&reason=unsure`);
  assert.ok(made.narrowed);
  await made.toggle("reason", "unsure");
  assert.equal(asked.at(-1), `${PATH}?order=teaching&state=open`);
  assert.ok(!made.narrowed);
});

test("clearing the filters leaves the order", async () => {
  const { made } = await inbox();
  await made.choose("order", "newest");
  await made.choose("q", "快递");
  await made.clear();
  assert.deepEqual(made.filters, { order: "newest", state: "open" });
});

test("a filter of which nothing is left can still be taken back", async () => {
  const { made } = await inbox();
  await made.toggle("channel", "app");
  assert.deepEqual(made.facets.find(({ name }) => name === "channel").values, [{ value: "app", count: 0 }]);
});

test("while messages are read their number goes down, and at the end the list is read anew", async () => {
  const answers = [{ total: 2, unfinished: { reading: 1 } }, { total: 2, unfinished: {} }, { rows: [{ id: "i2" }], total: 2, unfinished: {} }];
  const heard = [];
  const api = { get: (path) => (heard.push(path), Promise.resolve({ rows: [], after: null, ...answers.shift() })) };
  const counted = new Inbox(api, { onChange: () => {}, onFailed: assert.fail });
  await counted.recount();
  assert.deepEqual([counted.unfinished, heard], [1, [`${PATH}?order=teaching&state=open&limit=1`]]);
  counted.rows = []; // of the first page, as many as it brought
  await counted.recount();
  assert.deepEqual(counted.rows, [{ id: "i2" }]);
});

test("a list that somebody has gone on in stays when all has been read", async () => {
  const { get, asked } = service([[{ id: "i1" }], [{ id: "i2" }]]);
  const made = new Inbox({ get: async (path) => ({ ...(await get(path)), unfinished: {} }) }, { onChange: () => {}, onFailed: assert.fail });
  await made.load();
  await made.more();
  await made.recount();
  assert.deepEqual([made.rows.map(({ id }) => id), asked.length], [["i1", "i2"], 3]);
});

test("pages are put behind each other until there are no more", async () => {
  const { made, asked } = await inbox([[{ id: "i1" }], [{ id: "i2" }]]);
  await made.more();
  await made.more();
  assert.deepEqual(made.rows.map(({ id }) => id), ["i1", "i2"]);
  assert.equal(asked.length, 2);
});

test("a slow answer to earlier filters does not overwrite a later one", async () => {
  const { made } = await inbox();
  const late = [];
  made.filters = { ...made.filters };
  const api = { get: () => new Promise((resolve) => late.push(resolve)) };
  const slow = new Inbox(api, { onChange: () => {}, onFailed: assert.fail });
  const first = slow.load();
  const second = slow.choose("reason", "unsure");
  late[1]({ rows: [{ id: "new" }], after: null, facets: {}, states: {}, unfinished: {} });
  await second;
  late[0]({ rows: [{ id: "old" }], after: null, facets: {}, states: {}, unfinished: {} });
  await first;
  assert.deepEqual(slow.rows, [{ id: "new" }]);
});

test("going down opens the first message, then the next, and stops at the last", async () => {
  const { made } = await inbox();
  for (const id of ["i1", "i2", "i2"]) {
    await made.beside(1);
    assert.equal(made.open.item.id, id);
  }
});

test("what was unmasked is masked again with the next message", async () => {
  const { made, asked } = await inbox();
  await made.select(0);
  await made.reveal();
  assert.equal(made.revealed.text, "13812345678");
  assert.equal(asked.at(-1), `POST ${PATH}/i1/unmask`);
  await made.select(1);
  assert.equal(made.revealed, null);
});

test("without the right nothing is unmasked", async () => {
  const { made, asked } = await inbox();
  await made.select(0);
  made.open.may_unmask = false;
  await made.reveal();
  assert.ok(!asked.some((path) => path.startsWith("POST")));
});

test("looking tells how many are new and reads the list anew", async () => {
  const { made, asked } = await inbox();
  assert.equal(await made.look(), 3);
  assert.equal(asked.at(-1), `${PATH}?order=teaching&state=open`);
});

test("what is still being read is counted together", async () => {
  const { made } = await inbox();
  assert.equal(made.unfinished, 3);
});

test("a list that cannot be had is said to be so, and comes with the next try", async () => {
  const api = service();
  const { get } = api;
  api.get = () => Promise.reject(Object.assign(new Error("网络不通"), { status: 0 }));
  const made = new Inbox(api, { onChange: () => {}, onFailed: assert.fail });
  await made.load();
  assert.equal(made.problem, "网络不通");
  api.get = get;
  await made.load();
  assert.equal(made.problem, null);
});

test("placeholders are set apart from the words around them", () => {
  assert.deepEqual(pieces("打【手机号】吧"), [{ piece: "打", masked: false }, { piece: "【手机号】", masked: true }, { piece: "吧", masked: false }]);
});

test("a value of a newer service is shown by its name", () => {
  assert.equal(titleOf("channel", { value: "phone" }), "phone");
  assert.equal(titleOf("reason", { value: "unsure" }), "没把握");
});

test("a list that comes late keeps the message that was chosen meanwhile", async () => {
  const { made } = await inbox();
  const loading = made.load();
  const opening = made.select(1);
  await Promise.all([loading, opening]);
  assert.equal(made.current.id, "i2");
});
