import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { offered, PAGES, placeOf } from "../../../assist_api/static/trainer/pages/registry.js";
import { ShellKeys } from "../../../assist_api/static/trainer/shell-keys.js";

const PAGE = { matches: () => false, closest: () => null };
const FIELD = { matches: () => true, closest: () => null };
let now;
let keys;

beforeEach(() => {
  now = 0;
  keys = new ShellKeys([{ name: "inbox", key: "i" }, { name: "care", key: "c" }], () => now);
});

const press = (key, more = {}) => keys.read({ key, keyCode: 0, target: PAGE, ...more });

test("G and a page's letter open it", () => {
  assert.deepEqual([press("g"), press("c")], [{ armed: true }, { go: "care" }]);
});

test("a letter without G before it is the page's own", () => assert.equal(press("c"), null));

test("the letter behind G is never the page's own, also where no page has it", () => {
  press("g");
  assert.deepEqual([press("x"), press("x")], [{ armed: true }, null]);
});

test("G waits no longer than a moment", () => {
  press("g");
  now = 2_000;
  assert.equal(press("c"), null);
});

test("who writes, or composes, writes letters", () => {
  assert.equal(press("g", { target: FIELD }), null);
  assert.equal(press("g", { isComposing: true }), null);
  assert.equal(press("g", { keyCode: 229 }), null);
  assert.equal(press("g", { ctrlKey: true }), null);
});

test("the question mark of either alphabet opens the help", () => assert.deepEqual([press("?"), press("？")], [{ help: true }, { help: true }]));

test("the address names the page and what is open on it", () => {
  const pages = [{ name: "inbox" }, { name: "care" }];
  assert.deepEqual(placeOf("#care/a/b", pages), { page: pages[1], rest: "a/b" });
  assert.deepEqual(placeOf("#nothing/x", pages), { page: pages[0], rest: "" });
});

test("pages have names and keys of their own, and none is offered without its right", () => {
  for (const of of [({ name }) => name, ({ key }) => key]) assert.equal(new Set(PAGES.map(of)).size, PAGES.length);
  assert.deepEqual(offered({ rights: [] }), []);
  assert.deepEqual(offered({ rights: ["trainer"] }, [{ right: "trainer" }, { right: "review" }]), [{ right: "trainer" }]);
});
