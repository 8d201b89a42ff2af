import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { ApiError } from "../../../assist_api/static/shared/api.js";
import { Outbox } from "../../../assist_api/static/shared/outbox.js";
import { MemoryStorage, settled } from "../memory-storage.mjs";

const offline = () => new ApiError(0, "offline", "网络不通");
const refused = () => new ApiError(422, "text_too_long", "消息太长了");

function outbox(post, storage = new MemoryStorage()) {
  return new Outbox({ post, storage, key: "box" });
}

test("what was written is there at once, before anything is sent", () => {
  const box = outbox(() => new Promise(() => {}));
  box.add("在吗");
  assert.deepEqual(box.items.map(({ text, state }) => [text, state]), [["在吗", "sending"]]);
});

test("items leave one after the other, in order", async () => {
  const sent = [];
  const box = outbox(async ({ text }) => {
    sent.push(text);
    await settled();
  });
  ["一", "二", "三"].forEach((text) => box.add(text));
  while (box.items.some(({ state }) => state === "sending")) await settled();
  assert.deepEqual(sent, ["一", "二", "三"]);
});

test("a lost network is tried again with the same id", async (context) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  context.after(() => mock.timers.reset());
  const ids = [];
  const box = outbox(async ({ client_id: id }) => {
    ids.push(id);
    if (ids.length < 3) throw offline();
  });
  box.add("在吗");
  for (let turn = 0; turn < 4; turn += 1) {
    await settled();
    mock.timers.tick(30_000);
  }
  assert.equal(box.items[0].state, "sent");
  assert.equal(ids.length, 3);
  assert.equal(new Set(ids).size, 1);
});

test("a back-off does not outlast the return of the network", async () => {
  let tries = 0;
  const box = outbox(async () => {
    tries += 1;
    if (tries === 1) throw offline();
  });
  box.add("在吗");
  await settled();
  box.nudge();
  await settled();
  assert.equal(box.items[0].state, "sent");
});

test("what the service refuses is not sent again, and says why", async () => {
  const box = outbox(async () => {
    throw refused();
  });
  box.add("太长");
  await settled();
  assert.deepEqual([box.items[0].state, box.items[0].problem], ["failed", "消息太长了"]);
});

test("a refused item does not hold up the next", async () => {
  const box = outbox(async ({ text }) => {
    if (text === "太长") throw refused();
  });
  box.add("太长");
  box.add("在吗");
  await settled();
  await settled();
  assert.deepEqual(box.items.map(({ state }) => state), ["failed", "sent"]);
});

test("it goes on after a reload of the page, with the same id", async () => {
  const storage = new MemoryStorage();
  const { client_id: id } = outbox(() => new Promise(() => {}), storage).add("在吗", { page: { product_id: "c101" } });
  const sent = [];
  outbox(async (item) => sent.push(item), storage).resume();
  await settled();
  assert.deepEqual([sent[0].client_id, sent[0].page.product_id], [id, "c101"]);
});

test("a failed item stays failed after a reload, until it is tried again by hand", async () => {
  const storage = new MemoryStorage();
  const before = outbox(async () => {
    throw refused();
  }, storage);
  const { client_id: id } = before.add("在吗");
  await settled();
  const after = outbox(async () => {}, storage);
  after.resume();
  await settled();
  assert.equal(after.items[0].state, "failed");
  after.retry(id);
  await settled();
  assert.equal(after.items[0].state, "sent");
});

test("what is stored is forgotten", async () => {
  const box = outbox(async () => {});
  const { client_id: id } = box.add("在吗");
  box.acknowledge((known) => known === id);
  assert.deepEqual(box.items, []);
});
