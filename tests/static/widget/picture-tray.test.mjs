import assert from "node:assert/strict";
import { test } from "node:test";
import { PictureRefused } from "../../../assist_api/static/widget/picture-file.js";
import { MOST, PictureTray } from "../../../assist_api/static/widget/picture-tray.js";
import { trayView } from "../../../assist_api/static/widget/tray-view.js";

const ready = async (file) => ({ blob: file, thumb: `data:image/jpeg,${file}` });

test("a chosen picture stands there while it is still being read", async () => {
  let finish;
  const tray = new PictureTray({ prepare: () => new Promise((resolve) => (finish = resolve)) });
  const adding = tray.add(["a"]);
  assert.deepEqual([tray.items.length, tray.isReading], [1, true]);
  finish({ blob: "a", thumb: "data:," });
  await adding;
  assert.equal(tray.isReading, false);
});

test("what is sent leaves the tray", async () => {
  const tray = new PictureTray({ prepare: ready });
  await tray.add(["a", "b"]);
  assert.deepEqual(tray.take().map(({ blob }) => blob), ["a", "b"]);
  assert.deepEqual(tray.items, []);
});

test("a picture taken out while it is read does not come back", async () => {
  const tray = new PictureTray({ prepare: ready });
  const adding = tray.add(["a", "b"]);
  tray.remove(tray.items[0].key);
  await adding;
  assert.deepEqual(tray.take().map(({ blob }) => blob), ["b"]);
});

test("more than fit are left out, and that is said", async () => {
  const tray = new PictureTray({ prepare: ready });
  await tray.add(Array.from({ length: MOST + 2 }, (_, number) => number));
  assert.equal(tray.items.length, MOST);
  assert.match(String(trayView(tray)), /一次最多发 6 张/);
});

test("a file that is no picture is refused in a sentence, and the others stay", async () => {
  const prepare = async (file) => {
    if (file === "bad") throw new PictureRefused("这张图片打不开");
    return ready(file);
  };
  const tray = new PictureTray({ prepare });
  await tray.add(["a", "bad", "b"]);
  assert.deepEqual(tray.items.map(({ blob }) => blob), ["a", "b"]);
  assert.match(String(trayView(tray)), /role="alert".*这张图片打不开/s);
});

test("a defect is not told as the picture's fault", async () => {
  const tray = new PictureTray({ prepare: async () => { throw new TypeError("a bug"); } });
  await assert.rejects(tray.add(["a"]), TypeError);
});

test("each small picture can be named and taken out by keyboard", async () => {
  const tray = new PictureTray({ prepare: ready });
  await tray.add(["a"]);
  assert.match(String(trayView(tray)), /<button class="thumb-remove"[^>]*aria-label="移除图片 1"/);
});
