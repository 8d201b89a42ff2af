import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError } from "../../../assist_api/static/shared/api.js";
import { Uploads } from "../../../assist_api/static/widget/uploads.js";

const PICTURES = [{ key: "a", blob: "A", thumb: "data:,a" }, { key: "b", blob: "B", thumb: "data:,b" }];

function post(uploads, pictures, { conversation = "c1", breaksAt = null, sent = [] } = {}) {
  const box = { pictures, sent };
  const put = async (blob) => {
    if (blob === breaksAt) throw new ApiError(0, "offline", "网络不通");
    return `id-${sent.push(blob)}`;
  };
  box.ids = uploads.ids(pictures, { conversation, put, note: (known) => (box.pictures = known) });
  return box;
}

test("a message carries no bytes, so that it can be kept", () => {
  assert.deepEqual(new Uploads().keep(PICTURES), [{ key: "a", thumb: "data:,a" }, { key: "b", thumb: "data:,b" }]);
});

test("a retry goes on where the network was lost", async () => {
  const uploads = new Uploads();
  const first = post(uploads, uploads.keep(PICTURES), { breaksAt: "B" });
  await assert.rejects(first.ids, { code: "offline" });
  const second = post(uploads, first.pictures, { sent: first.sent });
  assert.deepEqual(await second.ids, ["id-1", "id-2"]);
  assert.deepEqual(second.sent, ["A", "B"]);
});

test("in a conversation that began anew they are put in again", async () => {
  const uploads = new Uploads();
  const first = post(uploads, uploads.keep(PICTURES));
  await first.ids;
  const second = post(uploads, first.pictures, { conversation: "c2" });
  await second.ids;
  assert.deepEqual(second.sent, ["A", "B"]);
});

test("pictures that a reload has lost are said to be lost, not tried for ever", async () => {
  const kept = new Uploads().keep(PICTURES);
  await assert.rejects(post(new Uploads(), kept).ids, (error) => !error.transient && /重新选择/.test(error.message));
});

test("a reload after the upload loses nothing", async () => {
  const uploads = new Uploads();
  const first = post(uploads, uploads.keep(PICTURES));
  await first.ids;
  assert.deepEqual(await post(new Uploads(), first.pictures).ids, ["id-1", "id-2"]);
});
