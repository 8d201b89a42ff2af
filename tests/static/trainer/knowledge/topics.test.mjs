import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { topicOptions } from "../../../../assist_api/static/trainer/knowledge/list-page.js";
import { topicTitle } from "../../../../assist_api/static/trainer/knowledge/topics.js";

const shipped = readdirSync(new URL("../../../../knowledge_base/entries", import.meta.url)).filter((name) => name.endsWith(".yml")).map((name) => name.slice(0, -4));

test("every topic that comes with the product has a Chinese title of its own", () => {
  assert.ok(shipped.length > 20);
  const titles = shipped.map(topicTitle);
  assert.deepEqual(titles.filter((title) => !/^[\u4e00-\u9fff]+$/.test(title)), []);
  assert.equal(new Set(titles).size, titles.length);
});

test("a topic of the shop's own keeps its name, and the choice sends the name of its file", () => {
  const { text } = topicOptions({ topics: ["refunds", "tea"], filters: { topic: "refunds" } });
  assert.match(text, /<option value="refunds" selected>退款</);
  assert.match(text, /<option value="tea" >tea</);
});
