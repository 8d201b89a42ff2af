import assert from "node:assert/strict";
import { test } from "node:test";

import { compensationForm, needsSupervisor, waitingList } from "../../../assist_api/static/desk/ticket-compensation.js";

const OFFERED = { suggested: [{ kind: "payment", kind_zh: "小额打款", amount: "10", why: "2 级 延误或破损" }], kinds: [{ value: "payment", label: "小额打款（元）" }, { value: "resend", label: "加急补发（件）" }], limits: { payout: "20.00" }, lines: [{ value: "k1", label: "杯子" }] };
const TICKET = { id: "t1", kind_zh: "物流" };

test("above the limit the desk says that a supervisor is asked", () => {
  assert.equal(needsSupervisor({ kind: "payment", amount: "20" }, OFFERED.limits), false);
  assert.equal(needsSupervisor({ kind: "payment", amount: "20.5" }, OFFERED.limits), true);
  const form = compensationForm(TICKET, OFFERED, null);
  assert.match(form.confirm({ kind: "payment", amount: 30 }).text, /主管审批/);
});

test("the form begins with what is suggested and sends itself once", async () => {
  const posted = [];
  const form = compensationForm(TICKET, OFFERED, { post: async (...all) => posted.push(all) });
  assert.equal(form.fields[1].value, 10);
  await form.submit({ kind: "payment", amount: 10, reason: "慢", sku_id: "k1" });
  await form.submit({ kind: "resend", amount: 1, reason: "碎", sku_id: "k1" });
  assert.equal(posted[0][0], "/api/v1/desk/tickets/t1/compensations");
  assert.equal(posted[0][1].key, posted[1][1].key);
  assert.deepEqual(posted.map(([, { amount, sku_id: sku }]) => [amount, sku]), [["10", ""], ["1", "k1"]]);
});

test("a sum is needed where the shop does not calculate it", () => {
  const [, amount] = compensationForm(TICKET, OFFERED, null).fields;
  assert.equal(amount.check("", { kind: "payment" }), "请填数额，建议 10");
  assert.equal(amount.check("", { kind: "price_difference" }), null);
});

test("what waits is drawn for a supervisor, and nothing where nothing waits", () => {
  assert.equal(waitingList([]), false);
  assert.match(waitingList([{ id: "g1", ticket_id: "t1", words: "优惠券 60 元", reason: "碎", asked_by: "小青" }]).text, /优惠券 60 元/);
});
