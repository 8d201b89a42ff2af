import assert from "node:assert/strict";
import { test } from "node:test";
import { Draft } from "../../../assist_api/static/desk/draft.js";

const suggestion = (text, more = {}) => ({ id: text, text, internal: false, ...more });

test("suggestions are stacked, each on a line of its own", () => {
  const draft = new Draft();
  draft.accept(suggestion("一"));
  assert.equal(draft.accept(suggestion("二")), 3);
  assert.deepEqual([draft.text, draft.suggestion.id], ["一\n二", "二"]);
});

test("one is put in at the cursor", () => {
  const draft = new Draft();
  draft.write("您好，请稍等");
  assert.equal(draft.accept(suggestion("我查一下，"), 3), 8);
  assert.equal(draft.text, "您好，我查一下，请稍等");
});

test("the next takes the place of the one that stands there, round and round", () => {
  const [one, two] = [suggestion("一"), suggestion("二")];
  const draft = new Draft();
  draft.write("您好");
  draft.accept(one);
  for (const expected of ["您好\n二", "您好\n一"]) {
    draft.swap(draft.next([one, two]));
    assert.equal(draft.text, expected);
  }
});

test("into an empty field the first comes; what was edited is not replaced", () => {
  const [one, two] = [suggestion("第一条"), suggestion("第二条")];
  const draft = new Draft();
  assert.equal(draft.next([one, two]), one);
  draft.accept(one);
  draft.write("第一条改");
  draft.write("第条改");
  assert.equal(draft.next([one, two]), null);
});

test("what is for agents alone may not hide among other words", () => {
  const draft = new Draft();
  draft.accept(suggestion("补发前需主管确认", { internal: true }));
  draft.accept(suggestion("好的"));
  assert.match(draft.obstacle, /仅供内部参考/);
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

const filled = (more = {}) => ({ id: "k1", text: "由{order.courier}送", facts: [], missing: [{ slot: "order.courier", name: "快递公司" }], picture: "", order_id: "7", product_id: "", ...more });

test("a canned reply takes the place of the slash it was looked for by", () => {
  const draft = new Draft();
  draft.write("/wl");
  draft.insert(filled({ text: "在路上", missing: [] }));
  assert.deepEqual([draft.text, draft.obstacle, draft.origin.canned.order_id], ["在路上", null, "7"]);
});

test("a slot that is not filled stops the draft and is named", () => {
  const draft = new Draft();
  draft.insert(filled());
  assert.match(draft.obstacle, /\{order\.courier\}（快递公司）/);
  assert.deepEqual(draft.firstSlot, { start: 1, end: 16 });
  draft.write("由中通送");
  assert.equal(draft.obstacle, null);
});

test("what is not so any more stops the draft until it is renewed", () => {
  const draft = new Draft();
  draft.write("您好");
  draft.accept(suggestion("待发货"));
  draft.stale = { changes: [{}], text: "已发货" };
  assert.match(draft.obstacle, /内容有变化/);
  draft.renew(suggestion("已发货"));
  assert.deepEqual([draft.text, draft.stale, draft.obstacle], ["您好\n已发货", null, null]);
});

test("a picture goes with the draft until the agent leaves it out", () => {
  const draft = new Draft();
  draft.insert(filled({ picture: "/p/1" }));
  assert.equal(draft.origin.with_picture, true);
  draft.picture = null;
  assert.equal(draft.origin.with_picture, false);
});

test("an internal suggestion is known again however its spaces stand", () => {
  const draft = new Draft();
  draft.accept(suggestion("补发前需 主管确认", { internal: true }));
  draft.write("补发前需主管 确认");
  assert.match(draft.obstacle, /仅供内部参考/);
});
