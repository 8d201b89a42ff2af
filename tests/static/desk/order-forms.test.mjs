import assert from "node:assert/strict";
import { test } from "node:test";
import { ORDER_FORMS, formsFor } from "../../../assist_api/static/desk/side/order-forms.js";
import { RETURN_FORMS, returnFormsFor } from "../../../assist_api/static/desk/side/return-forms.js";
import { problemsOf } from "../../../assist_api/static/desk/form-values.js";

const EVERYTHING = { about: { sets_prices: false }, can: () => true, limit: () => 20 };
const SKUS = [{ id: "a-1", label: "蓝 M", price: "99.00", stock: 3 }, { id: "a-2", label: "蓝 L", price: "99.00", stock: 0 }, { id: "a-3", label: "红 M", price: "99.00", stock: 2 }, { id: "a-4", label: "红 L", price: "129.00", stock: 5 }];
const line = (more = {}) => ({ title: "卫衣", sku_id: "a-1", sku_label: "蓝 M", quantity: 2, price: "99.00", refundable: "198.00", skus: SKUS, ...more });
const order = (state, more = {}) => ({ id: "1", state, lines: [line()], postage: "0.00", paid: "198.00", paid_at: "2026-03-01T10:00:00Z", signed_at: null, receiver: "李**", phone_masked: "138****8000", address_masked: "浙江省****", ...more });
const titles = (one, office = EVERYTHING) => formsFor(one, office).map(({ title }) => title);
const form = (name) => ORDER_FORMS.find((one) => one.name === name);

test("what can be done hangs on the state of the order", () => {
  assert.deepEqual(titles(order("paid")), ["改地址", "改规格", "备注", "退款", "小额打款", "送优惠券", "送积分", "登记退换货", "取消订单"]);
  assert.deepEqual(titles(order("locked")), ["备注", "小额打款", "送优惠券", "送积分"]);
  assert.ok(titles(order("signed", { signed_at: "2026-03-01T10:00:00Z" })).includes("补发"));
  assert.deepEqual(titles(order("cancelled")), ["备注", "送优惠券", "送积分"]);
});

test("only what the shop's system can do is offered", () => {
  assert.deepEqual(titles(order("paid"), { ...EVERYTHING, can: (name) => name === "add_note" }), ["备注"]);
});

test("a price can be changed only where the platform lets a shop do so", () => {
  assert.ok(!titles(order("unpaid")).includes("改价"));
  assert.ok(titles(order("unpaid"), { ...EVERYTHING, about: { sets_prices: true } }).includes("改价"));
});

test("paid goods become others of the same price that are there", () => {
  const [swap] = form("change_item").fields(order("paid"));
  assert.deepEqual(swap.options.map(({ value }) => value), ["a-1>a-3"]);
  assert.deepEqual(form("change_item").body({ swap: "a-1>a-3" }, order("paid")), { sku_id: "a-1", to_sku_id: "a-3", quantity: 2 });
});

test("an address needs at least one part, and a province its door", () => {
  const { fields, problem, body } = form("change_address");
  const empty = { receiver: "", phone: "", region: "", detail: "" };
  assert.equal(problem(empty), "请至少填写一项。");
  assert.deepEqual(Object.keys(problemsOf(fields(order("paid")), { ...empty, region: "浙江" })), ["region"]);
  assert.deepEqual(Object.keys(problemsOf(fields(order("paid")), { ...empty, phone: "abc" })), ["phone"]);
  assert.deepEqual(body({ ...empty, phone: "13800138000" }), { address: { ...empty, phone: "13800138000" } });
});

test("more than the limit of one's role is said before anything is sent", () => {
  const fields = form("pay_out").fields(order("signed"), EVERYTHING);
  assert.deepEqual(problemsOf(fields, { amount: "20.01", reason: "发货慢" }), { amount: "不能超过 20 元。" });
  assert.deepEqual(form("pay_out").body({ amount: "8.50", reason: "发货慢", more: "等了三天" }), { amount: "8.50", reason: "发货慢：等了三天" });
});

test("a whole order is refunded without pieces, a line with as many as were given", () => {
  const { body } = form("refund");
  assert.deepEqual(body({ sku_id: "", pieces: 1, reason: "缺货" }), { sku_id: "", pieces: 0, reason: "缺货" });
  assert.deepEqual(body({ sku_id: "a-1", pieces: 1, reason: "少件" }), { sku_id: "a-1", pieces: 1, reason: "少件" });
});

test("postage of the way back needs its amount", () => {
  const { problem, body } = form("return_postage");
  assert.equal(problem({ way: "back", amount: "" }), "请填写寄回的运费。");
  assert.deepEqual(body({ way: "out", amount: "9" }), { way: "out", amount: null });
});

test("only pieces that are asked for are sent again", () => {
  const two = order("shipped", { lines: [line(), line({ sku_id: "b-1" })] });
  const { problem, body } = form("resend");
  assert.equal(problem({ pieces0: 0, pieces1: 0 }, two), "请填写补发几件。");
  assert.deepEqual(body({ pieces0: 0, pieces1: 1, reason: "丢件" }, two), { pieces: [{ sku_id: "b-1", quantity: 1 }], reason: "丢件" });
});

test("an exchange names what the line becomes", () => {
  const { body } = form("register_return");
  assert.equal(body({ sku_id: "a-1", kind: "换货", to0: "a-3", reason: "尺码不合适" }, order("signed")).exchange_sku_id, "a-3");
  assert.equal(body({ sku_id: "a-1", kind: "退货退款", to0: "a-3", reason: "不喜欢" }, order("signed")).exchange_sku_id, null);
});

test("a return is offered the steps that are next", () => {
  const steps = (asked) => returnFormsFor({ exchange_order_id: null, ...asked }, EVERYTHING).map(({ title }) => title);
  assert.deepEqual(steps({ kind: "退货退款", state: "applied" }), ["通过", "驳回"]);
  assert.deepEqual(steps({ kind: "仅退款", state: "applied" }), ["通过", "驳回", "退款"]);
  assert.deepEqual(steps({ kind: "退货退款", state: "sent_back" }), ["登记寄回单号", "确认入库"]);
  assert.deepEqual(steps({ kind: "退货退款", state: "received" }), ["退款"]);
  assert.deepEqual(steps({ kind: "换货", state: "received" }), ["换货制单"]);
  assert.deepEqual(steps({ kind: "换货", state: "received", exchange_order_id: "9" }), []);
  assert.deepEqual(steps({ kind: "退货退款", state: "refunded" }), []);
});

test("a rejection needs its reason", () => {
  const reject = RETURN_FORMS.find(({ key }) => key === "reject");
  assert.deepEqual(problemsOf(reject.fields({}), { reason: "" }), { reason: "请填写驳回原因。" });
  assert.deepEqual(reject.body({ reason: "看不出问题" }, { id: "r1" }), { return_id: "r1", approve: false, reason: "看不出问题" });
});
