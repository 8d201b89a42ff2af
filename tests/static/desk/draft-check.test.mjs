import assert from "node:assert/strict";
import { test } from "node:test";
import { DraftCheck, rewritten } from "../../../assist_api/static/desk/draft-check.js";
import { redLines } from "../../../assist_api/static/desk/red-lines.js";
import { ApiError } from "../../../assist_api/static/shared/api.js";

const FINDING = { text: "加微信", category_zh: "引导离开平台", reason: "平台规则。", rewriting: "在这里说", rewriting_span: { start: 1, end: 4 }, blocks: true };
const pause = (ms = 60) => new Promise((resolve) => setTimeout(resolve, ms));

function checking(answer = async (text) => (text.includes("微信") ? [FINDING] : [])) {
  const asked = [];
  let changes = 0;
  const check = new DraftCheck({ ask: (text) => (asked.push(text), answer(text)), onChange: () => (changes += 1) });
  return { check, asked, changes: () => changes };
}

test("what is typed in one go is asked for once, and what was asked is not asked again", async () => {
  const { check, asked, changes } = checking();
  for (const text of ["亲", "亲加", "亲加微信"]) check.look(text);
  await pause();
  check.look("亲加微信");
  await pause();
  assert.deepEqual([asked, changes()], [["亲加微信"], 1]);
});

test("findings belong to the text in which they were found", async () => {
  const { check } = checking();
  check.look("亲加微信");
  await pause();
  assert.deepEqual([check.of("亲加微信"), check.of("亲加微信吧")], [[FINDING], []]);
});

test("a line that blocks is an obstacle, one that warns is none", async () => {
  const { check } = checking(async () => [{ ...FINDING, blocks: false }]);
  check.look("最好");
  await pause();
  assert.equal(check.obstacle("最好"), null);
  const other = checking().check;
  other.look("加微信");
  await pause();
  assert.match(other.obstacle("加微信"), /改写/);
});

test("while an answer is awaited the newest text waits for its turn", async () => {
  const answers = [];
  const { check, asked } = checking((text) => new Promise((resolve) => answers.push(() => resolve(text === "二" ? [FINDING] : []))));
  check.look("一");
  await pause();
  check.look("二");
  await pause();
  assert.deepEqual(asked, ["一"]);
  answers[0]();
  await pause();
  answers[1]();
  await pause();
  assert.deepEqual([asked, check.of("二")], [["一", "二"], [FINDING]]);
});

test("a check that cannot be made stops nobody", async () => {
  const { check } = checking(async () => {
    throw new ApiError(0, "offline", "网络不通");
  });
  check.look("加微信");
  await pause();
  assert.equal(check.obstacle("加微信"), null);
});

test("an empty draft asks nothing", async () => {
  const { check, asked } = checking();
  check.look("加微信");
  check.look("  ");
  await pause();
  assert.deepEqual([asked, check.of("  ")], [[], []]);
});

test("better words take the place of the finding, counted in characters", () => {
  assert.equal(rewritten("😀加微信吧", FINDING), "😀在这里说吧");
});

test("a finding is shown with its words, its reason and a button", () => {
  const shown = String(redLines([FINDING, { ...FINDING, rewriting: null, blocks: false, text: "<b>" }]));
  assert.match(shown, /不能发送 · 引导离开平台.*加微信.*平台规则/s);
  assert.equal(shown.match(/data-action="rewrite"/g).length, 1);
  assert.match(shown, /&lt;b&gt;/);
});
