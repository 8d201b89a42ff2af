import assert from "node:assert/strict";
import { test } from "node:test";
import { Draft } from "../../../assist_api/static/desk/draft.js";

const suggestion = (text, more = {}) => ({ id: text, text, internal: false, ...more });

test("an untouched suggestion gives way to the next", () => {
  const draft = new Draft();
  draft.accept(suggestion("一"));
  draft.accept(suggestion("二"));
  assert.deepEqual([draft.text, draft.suggestion.id], ["二", "二"]);
});

test("what the agent wrote is kept above the suggestion", () => {
  const draft = new Draft();
  draft.write("您好");
  draft.accept(suggestion("一"));
  assert.equal(draft.text, "您好\n一");
});

test("an emptied field has forgotten its suggestion", () => {
  const draft = new Draft();
  draft.accept(suggestion("一"));
  draft.write(" ");
  assert.equal(draft.suggestion, null);
});

test("an internal suggestion may not go out as it is, but rewritten it may", () => {
  const draft = new Draft();
  draft.accept(suggestion("补发前需主管确认", { internal: true }));
  assert.match(draft.obstacle, /仅供内部参考/);
  draft.write("我帮您申请补发");
  assert.equal(draft.obstacle, null);
});

test("nothing cannot be sent, too much neither", () => {
  const draft = new Draft();
  assert.equal(draft.obstacle, "");
  draft.write("长".repeat(2001));
  assert.match(draft.obstacle, /超出 1 字/);
});
