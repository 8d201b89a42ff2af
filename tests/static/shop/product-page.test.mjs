import assert from "node:assert/strict";
import { test } from "node:test";
import { skuOf } from "../../../assist_api/static/shop/product-page.js";

const PRODUCT = { skus: [{ id: "a", options: { 颜色: "蓝", 尺码: "M" } }, { id: "b", options: { 颜色: "蓝", 尺码: "L" } }] };

test("all options chosen name one SKU", () => assert.equal(skuOf(PRODUCT, { 颜色: "蓝", 尺码: "L" }).id, "b"));
test("some options chosen name none", () => assert.equal(skuOf(PRODUCT, { 颜色: "蓝" }), undefined));
