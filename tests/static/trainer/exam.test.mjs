import assert from "node:assert/strict";
import { test } from "node:test";
import { Exam } from "../../../assist_api/static/trainer/exam/exam.js";

const OVERVIEW = { rows: [{ name: "praise", zh: "表扬", exam: 1, train: 9 }], exam: 1, train: 9, failures: 0 };

function api() {
  const asked = [];
  return {
    asked,
    get: async (path) => (asked.push(path), path.endsWith("/exam") ? OVERVIEW : { rows: [], found: 0 }),
    post: async (path, body) => (asked.push([path, body]), { added: body.texts?.slice(1) ?? [], refused: [{ text: body.texts?.[0], why: "和训练数据里的一句话几乎一样。" }] }),
  };
}

test("who may not read the sentences does not ask for them", async () => {
  const hands = api();
  await new Exam(hands, false, () => {}).load();
  assert.deepEqual(hands.asked, ["/api/v1/trainer/exam"]);
});

test("a sentence a line is added, empty and double lines are none", async () => {
  const hands = api();
  const exam = new Exam(hands, true, () => {});
  assert.equal(await exam.add("praise", "真好\n\n 很好 \n真好\n"), 1);
  assert.deepEqual(hands.asked[0], ["/api/v1/trainer/exam/sentences", { intent: "praise", texts: ["真好", "很好"] }]);
  assert.equal(exam.refused[0].text, "真好");
});

test("the same intent chosen again means all", async () => {
  const hands = api();
  const exam = new Exam(hands, true, () => {});
  await exam.choose("praise");
  await exam.choose("praise");
  assert.deepEqual(hands.asked, ["/api/v1/trainer/exam/sentences?q=&intent=praise", "/api/v1/trainer/exam/sentences?q="]);
});

test("the answer of an older search is dropped", async () => {
  const answers = [];
  const exam = new Exam({ get: () => new Promise((resolve) => answers.push(resolve)) }, true, () => {});
  const older = exam.search("发");
  const newer = exam.search("发货");
  answers[1]({ rows: [{ text: "几号发货" }], found: 1 });
  answers[0]({ rows: [], found: 0 });
  await Promise.all([older, newer]);
  assert.equal(exam.found, 1);
});
