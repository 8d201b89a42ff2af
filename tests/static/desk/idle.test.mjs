import assert from "node:assert/strict";
import { test } from "node:test";
import { Idle } from "../../../assist_api/static/desk/idle.js";

function watched(context) {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const [told, target] = [[], new EventTarget()];
  const idle = new Idle({ afterMs: 1000, onIdle: () => told.push("idle"), onBack: () => told.push("back"), target });
  return { told, target, idle, pass: (ms) => context.mock.timers.tick(ms) };
}

test("who touches nothing for a while is idle, and back with the next key", (context) => {
  const { told, target, pass } = watched(context);
  pass(1000);
  target.dispatchEvent(new Event("keydown"));
  assert.deepEqual(told, ["idle", "back"]);
});

test("every sign starts the wait anew", (context) => {
  const { told, target, pass } = watched(context);
  pass(900);
  target.dispatchEvent(new Event("pointermove"));
  pass(900);
  assert.deepEqual(told, []);
});

test("once stopped it tells nothing", (context) => {
  const { told, idle, pass } = watched(context);
  idle.stop();
  pass(5000);
  assert.deepEqual(told, []);
});
