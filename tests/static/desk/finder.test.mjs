import assert from "node:assert/strict";
import { test } from "node:test";
import { Finder } from "../../../assist_api/static/desk/finder.js";
import { ApiError } from "../../../assist_api/static/shared/api.js";

const found = (...texts) => ({ results: texts.map((text) => ({ text })), more: false });

test("what was filled in is asked for, what was left empty is not", async () => {
  const asked = [];
  const finder = new Finder({ get: async (path) => (asked.push(path), found("一")) });
  await finder.askNow({ q: " 快递 ", shopper: "", state: "agent" });
  assert.deepEqual(asked.map(decodeURIComponent), ["/api/v1/desk/search?q=快递&state=agent"]);
  assert.equal(finder.told, "共 1 条");
});

test("an answer to an older question is let go", async () => {
  const waiting = [];
  const finder = new Finder({ get: () => new Promise((resolve) => waiting.push(resolve)) });
  const [first, second] = [finder.askNow({ q: "一" }), finder.askNow({ q: "二" })];
  waiting[1](found("二"));
  waiting[0](found("一"));
  await Promise.all([first, second]);
  assert.deepEqual(finder.results.map(({ text }) => text), ["二"]);
});

test("more is read behind what is there", async () => {
  const finder = new Finder({ get: async (path) => ({ ...found(path.includes("skip=1") ? "二" : "一"), more: !path.includes("skip") }) });
  await finder.askNow({ q: "一" });
  await finder.readOn();
  assert.deepEqual([finder.results.map(({ text }) => text), finder.more], [["一", "二"], false]);
});

test("nothing found, and what the service refuses, are told; an emptied field is only empty", async () => {
  let refuse = false;
  const finder = new Finder({ get: async () => { if (refuse) throw new ApiError(422, "invalid_input", "请输入要找的字词"); return found(); } });
  await finder.askNow({ q: "一" });
  assert.match(finder.told, /没有找到/);
  refuse = true;
  await finder.askNow({ q: "？" });
  assert.equal(finder.told, "请输入要找的字词");
  await finder.askNow({ q: " " });
  assert.equal(finder.told, "");
});
