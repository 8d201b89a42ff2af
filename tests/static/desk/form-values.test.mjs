import assert from "node:assert/strict";
import { test } from "node:test";
import { problemsOf, valuesOf } from "../../../assist_api/static/desk/form-values.js";

const data = (pairs) => {
  const form = new FormData();
  for (const [name, value] of pairs) form.append(name, value);
  return form;
};

test("text is trimmed, a number is a number or null, several choices are a list", () => {
  const fields = [{ name: "why", kind: "text" }, { name: "count", kind: "number" }, { name: "none", kind: "number" }, { name: "tags", kind: "checks" }, { name: "sure", kind: "checkbox" }];
  const values = valuesOf(fields, data([["why", " 破损 "], ["count", "2"], ["none", ""], ["tags", "a"], ["tags", "b"], ["sure", "on"]]));
  assert.deepEqual(values, { why: "破损", count: 2, none: null, tags: ["a", "b"], sure: true });
});

test("what is required is asked for by its label", () => {
  const fields = [{ name: "why", label: "原因", kind: "textarea", required: true }, { name: "kind", label: "类型", kind: "select", required: true }];
  assert.deepEqual(problemsOf(fields, { why: "", kind: "" }), { why: "请填写原因。", kind: "请选择类型。" });
});

test("money keeps to two decimals and its limit", () => {
  const field = { name: "sum", label: "金额", kind: "money", max: 20 };
  const problem = (sum) => problemsOf([field], { sum }).sum ?? null;
  assert.deepEqual([problem("20"), problem("20.01"), problem("1.234"), problem("abc")], [null, "不能超过 20 元。", "请填写金额，最多两位小数。", "请填写金额，最多两位小数。"]);
});

test("a field that is not shown is not asked for", () => {
  const field = { name: "other", label: "其他", kind: "text", required: true, when: ({ kind }) => kind === "other" };
  assert.deepEqual(problemsOf([field], { kind: "usual", other: "" }), {});
});

test("a field's own check has the last word, and sees the other values", () => {
  const field = { name: "to", label: "到", kind: "number", check: (to, { from }) => (to < from ? "不能早于开始。" : null) };
  assert.deepEqual(problemsOf([field], { from: 3, to: 2 }), { to: "不能早于开始。" });
});
