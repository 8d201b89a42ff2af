import assert from "node:assert/strict";
import { test } from "node:test";
import { Kept } from "../../../assist_api/static/desk/plugs.js";
import { Folds } from "../../../assist_api/static/desk/side/folds.js";
import { Office } from "../../../assist_api/static/desk/side/office.js";
import { ShopperFile } from "../../../assist_api/static/desk/side/shopper-file.js";
import { StockSearch } from "../../../assist_api/static/desk/side/stock-search.js";
import { ApiError } from "../../../assist_api/static/shared/api.js";
import { MemoryStorage, settled } from "../memory-storage.mjs";

const ABOUT = { operations: ["pay_out"], limits: { payout: "20.00" }, returns: [{ id: "r1", order_id: "1" }], price_falls: [] };
const caseOf = (shopper = { id: "s1" }) => ({ path: "/c1", about: { shopper }, kept: new Kept() });
const deskOf = (api) => ({ api, changed: () => {} });

test("the back office of a case is read once, and only for a shopper who is known", async () => {
  const asked = [];
  const desk = deskOf({ get: async (path) => (asked.push(path), ABOUT) });
  const [known, visitor] = [caseOf(), caseOf(null)];
  for (const open of [known, known, visitor]) Office.of(open, desk);
  await settled();
  assert.deepEqual(asked, ["/c1/backoffice"]);
  const office = Office.of(known, desk);
  assert.deepEqual([office.can("pay_out"), office.can("refund"), office.limit("payout"), office.limit("coupon")], [true, false, 20, 0]);
  assert.equal(Office.of(visitor, desk).can("pay_out"), false);
});

test("what came of a deed stands on its order until it is put away", async () => {
  const posts = [];
  const desk = deskOf({ get: async () => ABOUT, post: async (...post) => (posts.push(post), { effects: ["顾客得到 8.50 元"], sentence: "亲，…" }) });
  const office = Office.of(caseOf(), desk);
  await office.preview("1", "pay_out", { key: "k1", amount: "8.50" });
  assert.equal(office.results.size, 0);
  await office.perform("1", "pay_out", { key: "k1", amount: "8.50" }, "小额打款");
  assert.deepEqual(posts, [["/c1/orders/1/pay-out", { key: "k1", amount: "8.50", preview: true }], ["/c1/orders/1/pay-out", { key: "k1", amount: "8.50" }]]);
  assert.deepEqual(office.results.get("1"), { title: "小额打款", effects: ["顾客得到 8.50 元"], sentence: "亲，…" });
  office.forget("1");
  assert.equal(office.results.size, 0);
});

test("a shop that does not answer is told, and asked again on demand", async () => {
  let silent = true;
  const desk = deskOf({ get: async () => { if (silent) throw new ApiError(503, "shop_unavailable", "店铺系统暂时没有响应"); return ABOUT; } });
  const office = Office.of(caseOf(), desk);
  await settled();
  assert.equal(office.problem, "店铺系统暂时没有响应");
  silent = false;
  await office.load();
  assert.equal(office.problem, null);
});

test("what was folded stays folded, in another page too", () => {
  const storage = new MemoryStorage();
  const folds = new Folds(storage);
  assert.deepEqual([folds.isOpen("订单", true), folds.isOpen("退换货", false)], [true, false]);
  folds.turn("订单");
  folds.turn("退换货");
  const later = new Folds(storage);
  assert.deepEqual([later.isOpen("订单", true), later.isOpen("退换货", false), later.isOpen("价保", true)], [false, true, true]);
});

test("folds that cannot be read are as they come", () => {
  const storage = new MemoryStorage();
  storage.setItem("xiaoer.desk.folds", "{");
  assert.equal(new Folds(storage).isOpen("订单", true), true);
});

test("of two questions about the stock the newer one's answer is shown", async () => {
  const answers = new Map();
  const search = new StockSearch({ ask: (q) => new Promise((resolve) => answers.set(q, resolve)), onChange: () => {} });
  search.find("卫衣");
  search.find(" 卫衣 L ");
  answers.get("卫衣 L")({ products: [{ id: "new" }] });
  answers.get("卫衣")({ products: [{ id: "old" }] });
  await settled();
  assert.deepEqual([search.query, search.products, search.busy], ["卫衣 L", [{ id: "new" }], false]);
  await search.find(" ");
  assert.equal(search.products, null);
});

test("tags are offered that the team uses and this shopper has not", async () => {
  const file = new ShopperFile({ path: "/c1" }, { api: { get: async () => ({ known: true, tags: [{ tag: "老客户" }], notes: [], usual_tags: ["急性子", "老客户"], history: [] }), delete: async (path) => ({ tags: [], notes: [], path }) }, onChange: () => {} });
  await file.load();
  assert.deepEqual(file.offered, ["急性子"]);
  await file.untag("老客户");
  assert.deepEqual(file.offered, ["急性子", "老客户"]);
});
