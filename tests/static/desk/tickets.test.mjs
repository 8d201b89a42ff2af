import assert from "node:assert/strict";
import { test } from "node:test";

import { openForm, stepForm, STEPS, stepsFor } from "../../../assist_api/static/desk/ticket-forms.js";
import { TicketCalls, TicketList, clockOf, left } from "../../../assist_api/static/desk/tickets.js";

const NOW = Date.parse("2026-11-23T12:00:00+08:00");
const AT = (hours) => new Date(NOW + hours * 3_600_000).toISOString();
const ticket = (given = {}) => ({ id: "t1", state: "in_hand", level: 2, kind: "logistics", revision: 1, owner_id: "a1", conversation_id: "c1", paused_at: null, traced: "", history: [], ...given });
const names = (given, agent = { id: "a1" }) => stepsFor(ticket(given), agent).map(({ name }) => name);

class FakeApi {
  asked = [];
  answers = [];
  get = async (path) => (this.asked.push(["GET", path]), this.answers.shift());
  post = async (path, body) => (this.asked.push(["POST", path, body]), { ticket: ticket() });
}

test("a clock says what is left and by how much it is late", () => {
  assert.equal(left(AT(2.5), NOW), "剩 2 小时 30 分");
  assert.equal(left(AT(-0.5), NOW), "已超 30 分");
  assert.equal(left(AT(24), NOW), "剩 24 小时");
});

test("a clock is drawn in the tone in which it stands at this moment", () => {
  const next = { clock_zh: "给出方案", due_at: AT(1), running: "runs" };
  assert.deepEqual(clockOf({ next }, NOW), { words: "给出方案 剩 1 小时", tone: "runs" });
  assert.equal(clockOf({ next }, NOW + 7_200_000).tone, "broken");
  assert.equal(clockOf({ next: { ...next, running: "paused" } }, NOW).words, "给出方案 等顾客中");
  assert.equal(clockOf({ next: null, closed_at: AT(0) }, NOW).words, "已关闭");
});

test("the list asks with what is filtered only", async () => {
  const api = new FakeApi();
  api.answers = [{ rows: [ticket()] }];
  const list = new TicketList(api);
  list.filter.level = "1";
  await list.load();
  assert.deepEqual(api.asked, [["GET", "/api/v1/desk/tickets?state=open&level=1"]]);
  assert.equal(list.rows.length, 1);
});

test("an older answer does not take the place of a newer one", async () => {
  const late = {};
  late.promise = new Promise((resolve) => (late.resolve = resolve));
  const answers = [late.promise, Promise.resolve({ rows: [ticket({ id: "new" })] })];
  const list = new TicketList({ get: () => answers.shift() });
  const first = list.load();
  await list.load();
  late.resolve({ rows: [ticket({ id: "old" })] });
  await first;
  assert.equal(list.rows[0].id, "new");
});

test("what failed is kept as a sentence", async () => {
  const list = new TicketList({ get: async () => { throw Object.assign(new Error("网络不通"), { status: 0 }); } });
  await list.load();
  assert.deepEqual([list.problem, list.loading], ["网络不通", false]);
});

test("the arrows stay inside the list", () => {
  const list = new TicketList(null);
  list.rows = [ticket({ id: "a" }), ticket({ id: "b" })];
  assert.deepEqual([list.step(1), list.step(1), list.step(1), list.step(-1)], ["a", "b", "b", "a"]);
});

test("only what is newer than known makes it ask anew", () => {
  const list = new TicketList(null);
  list.rows = [ticket({ revision: 3 })];
  assert.deepEqual([list.heard(ticket({ revision: 3 })), list.heard(ticket({ revision: 4 })), list.heard(ticket({ id: "x" }))], [false, true, true]);
});

test("each state offers what leads on from it", () => {
  assert.ok(names({ state: "open" }, { id: "a2" }).includes("take"));
  assert.ok(!names({ state: "open" }).includes("take"));
  assert.deepEqual(names({ state: "closed" }), ["note", "reopen"]);
  assert.ok(names({ state: "done" }).includes("ask"));
  assert.ok(!names({ state: "done", conversation_id: null }).includes("ask"));
  assert.ok(names({ level: 1 }).includes("trace") && !names().includes("trace"));
  assert.ok(names({ paused_at: AT(0) }).includes("go-on") && !names({ paused_at: AT(0) }).includes("wait"));
});

test("a message that is sent twice has the same id", async () => {
  const api = new FakeApi();
  const form = stepForm(STEPS.find(({ name }) => name === "ask"), ticket({ state: "done", history: [{ what: "solve", text: "已补发" }] }), new TicketCalls(api));
  assert.match(form.fields[0].value, /已补发/);
  await form.submit({ text: "好了" });
  await form.submit({ text: "好了" });
  const [first, second] = api.asked.map(([, , body]) => body);
  assert.deepEqual(first, second);
  assert.deepEqual([first.purpose, first.text], ["ask", "好了"]);
});

test("who differs from the proposal is asked why", () => {
  const form = openForm("c1", { level: 2, kind: "logistics", reasons: ["催物流"] }, [{ id: "o1", title: "卫衣" }], null);
  const why = form.fields.find(({ name }) => name === "changed_because");
  assert.equal(why.when({ level: "2", kind: "logistics" }), false);
  assert.equal(why.check("", { level: "1", kind: "logistics" }), "写一句为什么和建议的不一样");
  assert.equal(why.check("漏电", { level: "1", kind: "logistics" }), null);
});

test("a talk by phone is sent as one", async () => {
  const api = new FakeApi();
  const form = openForm("c1", { level: 3, kind: "other", reasons: [] }, [], new TicketCalls(api), { phone: true });
  await form.submit({ said: "很急", agreed: "今天改发", wish: "", order_id: "", level: "2", kind: "logistics" });
  const [[, path, body]] = api.asked;
  assert.equal(path, "/api/v1/desk/conversations/c1/tickets");
  assert.deepEqual([body.text, body.level, body.call], ["很急", 2, { said: "很急", agreed: "今天改发" }]);
});
