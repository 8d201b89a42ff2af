import assert from "node:assert/strict";
import { test } from "node:test";
import { html } from "../../../assist_api/static/shared/html.js";
import { partsOf, quickButtons } from "../../../assist_api/static/shared/parts.js";
import { message } from "../memory-storage.mjs";

const drawn = (...parts) => String(html`${partsOf(message(1, { parts }), "https://chat.example")}`);
const PARCEL = { type: "card", kind: "parcel", order_id: "1", courier: "中通快递", tracking_no: "DEMO1", state: "in_transit", state_zh: "运输中", expected_at: null };
const event = (text) => ({ at: "2026-03-01T10:00:00+08:00", place: "浙江杭州", text });

test("a part that this page does not know draws nothing", () => {
  assert.equal(drawn({ type: "card", kind: "hologram" }, { type: "dance" }), "");
});

test("a parcel shows three events and folds the older", () => {
  const markup = drawn({ ...PARCEL, events: ["新", "二", "三", "旧"].map(event) });
  assert.match(markup, /更早的 1 条[\s\S]*旧/);
});

test("a parcel that no courier has scanned says so", () => {
  assert.match(drawn({ ...PARCEL, events: [] }), /还没有扫描记录/);
});

test("a product that is almost gone says how many are left", () => {
  assert.match(drawn({ type: "card", kind: "product", id: "c101", title: "卫衣", price: "139.00", picture: "/x.svg", stock: 3 }), /仅剩 3 件/);
});

const TABLE = { type: "table", caption: "商品对比", columns: ["", "雪地靴", "马丁靴"], rows: [["价格", "189 元", "279 元"], ["内里", "<b>羊毛</b>", "短绒"]] };

test("a table names its columns and its rows", () => {
  const markup = drawn(TABLE);
  assert.match(markup, /<caption>商品对比<\/caption>[\s\S]*<th scope="col">雪地靴<\/th><th scope="col">马丁靴<\/th>/);
  assert.match(markup, /<th scope="row">价格<\/th><td>189 元<\/td><td>279 元<\/td>/);
});

test("a table's cells are text, whatever stands in them", () => {
  assert.match(drawn(TABLE), /&lt;b&gt;羊毛/);
});

test("a picture can be opened in its full size", () => {
  assert.match(drawn({ type: "picture", url: "/api/v1/pictures/f0", alt: "破损处" }), /<a href="https:\/\/chat.example\/api\/v1\/pictures\/f0"[^>]*rel="noopener".*alt="破损处"/);
});

test("several pictures stand together", () => {
  const pictures = ["f0", "f1"].map((id) => ({ type: "picture", url: `/api/v1/pictures/${id}` }));
  const markup = partsOf(message(1, { parts: pictures })).join("");
  assert.match(markup, /^<div class="pictures"><figure class="picture">.*f0.*<figure class="picture">.*f1.*<\/div>$/);
});

test("a picture with a dangerous address is left out", () => {
  assert.equal(drawn({ type: "picture", url: "javascript:alert(1)", alt: "x" }), "");
});

test("quick buttons are the titles of a message's buttons", () => {
  assert.deepEqual(quickButtons(message(1, { parts: [{ type: "buttons", buttons: [{ title: "好的" }, { title: "转人工" }] }] })), ["好的", "转人工"]);
});
