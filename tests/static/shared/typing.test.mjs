import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { TypingSignal } from "../../../assist_api/static/shared/typing-signal.js";
import { TypingTracker } from "../../../assist_api/static/shared/typing-tracker.js";

test("a sign of typing holds for four seconds, a new one prolongs it", (context) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  context.after(() => mock.timers.reset());
  const tracker = new TypingTracker();
  tracker.heard("bot");
  mock.timers.tick(3_000);
  tracker.heard("bot");
  mock.timers.tick(3_000);
  assert.equal(tracker.who, "bot");
  mock.timers.tick(1_000);
  assert.equal(tracker.who, null);
});

test("a change is told once", () => {
  let changes = 0;
  const tracker = new TypingTracker(() => (changes += 1));
  tracker.heard("agent");
  tracker.heard("agent");
  tracker.stop();
  assert.equal(changes, 2);
});

test("own typing is told at most once in three seconds", () => {
  let sent = 0;
  const signal = new TypingSignal(() => (sent += 1));
  [0, 1_000, 2_999, 3_000, 5_000].forEach((now) => signal.pressed(now));
  assert.equal(sent, 2);
});
