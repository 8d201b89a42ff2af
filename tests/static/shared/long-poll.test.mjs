import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { ApiError } from "../../../assist_api/static/shared/api.js";
import { LongPoll } from "../../../assist_api/static/shared/long-poll.js";
import { settled } from "../memory-storage.mjs";

test("an answer leads to the next question, a failure to a pause", async (context) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  context.after(() => mock.timers.reset());
  const statuses = [];
  const heard = [];
  let asked = 0;
  const ask = async () => {
    asked += 1;
    if (asked === 2) throw new ApiError(0, "offline", "网络不通");
    return { messages: [asked] };
  };
  const poll = new LongPoll({ ask, onAnswer: (answer) => heard.push(answer), onStatus: (status) => statuses.push(status) });
  poll.open();
  await settled();
  mock.timers.tick(0);
  await settled();
  mock.timers.tick(100);
  assert.equal(asked, 2);
  mock.timers.tick(400);
  await settled();
  poll.close();
  assert.deepEqual(statuses, ["live", "waiting", "live"]);
  assert.deepEqual(heard, [{ messages: [1] }, { messages: [3] }]);
});

test("closed means silent, also for the answer under way", async () => {
  let finish;
  const heard = [];
  const poll = new LongPoll({ ask: () => new Promise((resolve) => (finish = resolve)), onAnswer: (answer) => heard.push(answer) });
  poll.open();
  poll.close();
  finish({ messages: [] });
  await settled();
  assert.deepEqual(heard, []);
});
