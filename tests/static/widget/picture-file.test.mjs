import assert from "node:assert/strict";
import { test } from "node:test";
import { check, fitted, PictureRefused } from "../../../assist_api/static/widget/picture-file.js";

test("a large photo is scaled down in its proportion", () => {
  assert.deepEqual(fitted({ width: 4000, height: 3000 }, 1600), { width: 1600, height: 1200 });
  assert.deepEqual(fitted({ width: 1080, height: 9000 }, 1600), { width: 192, height: 1600 });
});

test("a small one is not made larger, and a thin one does not vanish", () => {
  assert.deepEqual(fitted({ width: 300, height: 200 }, 1600), { width: 300, height: 200 });
  assert.deepEqual(fitted({ width: 9000, height: 1 }, 144), { width: 144, height: 1 });
});

test("what is no picture, or far too large, is refused in a sentence", () => {
  assert.throws(() => check({ type: "application/pdf", size: 9 }), PictureRefused);
  assert.throws(() => check({ type: "image/png", size: 31 * 1024 * 1024 }), /30 MB/);
});

test("a file whose kind the phone does not tell is tried", () => {
  assert.doesNotThrow(() => check({ type: "", size: 9 }));
});
