import assert from "node:assert/strict";
import { test } from "node:test";
import { pictureAddress } from "../../../assist_api/static/shared/address.js";

test("a path of the service is completed with its address", () => {
  assert.equal(pictureAddress("/shop/pictures/c101.svg", "https://chat.example"), "https://chat.example/shop/pictures/c101.svg");
});

for (const bad of ["javascript:alert(1)", "data:text/html,x", "//elsewhere.example/x.png", "", null]) {
  test(`${bad} is refused`, () => assert.equal(pictureAddress(bad, "https://chat.example"), null));
}

test("a bare file name is one of the shop's pictures", () => {
  assert.equal(pictureAddress("c101.svg", "https://chat.example"), "https://chat.example/shop/pictures/c101.svg");
});
