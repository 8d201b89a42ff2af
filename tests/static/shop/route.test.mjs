import assert from "node:assert/strict";
import { test } from "node:test";
import { routeOf } from "../../../assist_api/static/shop/route.js";

for (const [hash, route] of [
  ["", { name: "home" }],
  ["#/", { name: "home" }],
  ["#/product/c101", { name: "product", id: "c101" }],
  ["#/category/%E6%9C%8D%E9%A5%B0", { name: "home", category: "服饰" }],
  ["#/orders", { name: "orders" }],
  ["#/nowhere", { name: "home" }],
  ["#/product", { name: "home" }],
]) {
  test(`${hash || "no hash"} leads to ${route.name}`, () => assert.deepEqual(routeOf(hash), route));
}
