import assert from "node:assert/strict";
import { test } from "node:test";
import { Team } from "../../../assist_api/static/desk/team.js";

const member = (id, status = "online") => ({ id, name: id, status, present: true, shown: "在线", skills: [], load: 0, limit: 5, takes_new: true });
const transfer = (more = {}) => ({ id: "t1", conversation_id: "c1", shopper_name: "小王", from: { id: "me", name: "小青" }, to: { id: "he", name: "小禾" }, note: "帮看", state: "open", state_zh: "等待对方确认", answer: "", ...more });

async function team({ transfers = [] } = {}) {
  const puts = [];
  const answers = { "/api/v1/desk/team": { team: [member("me"), member("he")], queue: {}, skills: [], away_after_s: 300 }, "/api/v1/desk/transfers": { transfers } };
  const api = { get: async (path) => answers[path], put: async (_path, body) => (puts.push(body.status), { colleague: member("me", body.status) }) };
  const made = new Team("me", api);
  await made.load();
  return { made, puts };
}

test("an offer to me is told once and listed until it is over", async () => {
  const { made } = await team();
  const offered = transfer({ from: { id: "he", name: "小禾" }, to: { id: "me", name: "小青" } });
  assert.equal(made.transferred(offered), "小禾把 小王 转接给您");
  assert.equal(made.transferred(offered), null);
  assert.equal(made.offers.length, 1);
  made.transferred({ ...offered, state: "withdrawn" });
  assert.deepEqual(made.offers, []);
});

test("who offered hears what became of it, with the reason", async () => {
  const { made } = await team({ transfers: [transfer()] });
  assert.equal(made.offerOf("c1").id, "t1");
  assert.equal(made.transferred(transfer({ state: "declined", state_zh: "未接收", answer: "我也满了" })), "小禾：未接收（我也满了）");
  assert.equal(made.offerOf("c1"), null);
});

test("who became away by doing nothing is online again by doing something", async () => {
  const { made, puts } = await team();
  await made.idle();
  await made.back();
  assert.deepEqual(puts, ["away", "online"]);
});

test("who chose to be away or busy stays so", async () => {
  const { made, puts } = await team();
  await made.choose("away");
  await made.back();
  await made.choose("busy");
  await made.idle();
  assert.deepEqual(puts, ["away", "busy"]);
});

test("what is heard of somebody unknown changes nothing", async () => {
  const { made } = await team();
  made.heardOf(member("stranger"));
  assert.deepEqual(made.members.map(({ id }) => id), ["me", "he"]);
});
