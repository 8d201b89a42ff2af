import assert from "node:assert/strict";
import { test } from "node:test";

import { quickReplies } from "../../../assist_api/static/widget/quick-replies.js";

const STAY = "继续和小二聊";
const SOLVED = "问题解决了，不用排队";
const chat = ({ titles = [], ...more }) => ({
  messages: { last: { parts: [{ type: "buttons", buttons: titles.map((title) => ({ title })) }] } },
  outbox: { items: [] },
  dock: { kind: null },
  state: "bot",
  helped: false,
  ...more,
});
const shown = (session) => [...quickReplies(session).toString().matchAll(/data-text="([^"]*)"/g)].map(([, text]) => text);

test("whoever waits can go on with the bot, whatever was said last", () => {
  assert.deepEqual(shown(chat({ state: "waiting" })), [STAY]);
  assert.deepEqual(shown(chat({ state: "waiting", titles: [STAY] })), [STAY]);
  assert.deepEqual(shown(chat({ state: "bot" })), []);
});

test("whom the bot keeps company can give up the place", () => {
  assert.deepEqual(shown(chat({ state: "waiting", helped: true, titles: ["查看订单"] })), ["查看订单", SOLVED]);
});

test("an open form has the room to itself, and a page without forms has replies too", () => {
  assert.deepEqual(shown(chat({ state: "waiting", dock: { kind: "callback" } })), []);
  assert.deepEqual(shown(chat({ dock: undefined, titles: ["好的"] })), ["好的"]);
});
