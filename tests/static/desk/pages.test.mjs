import assert from "node:assert/strict";
import { test } from "node:test";
import { pageKeys, pageOf } from "../../../assist_api/static/desk/pages.js";

const PAGES = [{ page: { name: "", title: "会话", key: { code: "KeyH", alt: true } } }, { page: { name: "tickets", title: "工单", key: { code: "KeyG", alt: true } } }];

test("the address names the page, and what is behind it", () => {
  const { page, rest } = pageOf("#tickets/42", PAGES);
  assert.deepEqual([page.name, rest], ["tickets", "42"]);
});

test("without a name, or with one that nobody knows, it is the conversations", () => {
  assert.deepEqual([pageOf("", PAGES).page.name, pageOf("#elsewhere", PAGES).page.name], ["", ""]);
});

test("each page has its key", () => {
  const went = [];
  pageKeys(PAGES)[1].does({ go: (name) => went.push(name) });
  assert.deepEqual(went, ["tickets"]);
});
