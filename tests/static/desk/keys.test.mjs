import assert from "node:assert/strict";
import { test } from "node:test";
import { KEYS, keyName, keyOf } from "../../../assist_api/static/desk/keys.js";

const press = (code, more = {}) => keyOf({ code, key: code, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, isComposing: false, target: { matches: () => false }, ...more })?.does ?? null;

test("Alt and a digit accept, by the key's place and not its character", () => {
  assert.equal(press("Digit2", { altKey: true, key: "™" }), "accept");
});

const field = (value, plain = true) => ({ value, matches: (selector) => selector.startsWith("input") || plain });

test("a digit alone accepts outside fields and in the empty reply; elsewhere it is a digit", () => {
  assert.equal(press("Digit2"), "accept");
  assert.equal(press("Digit2", { target: field("") }), "accept");
  assert.equal(press("Digit2", { target: field("您") }), null);
  assert.equal(press("Digit2", { target: field("", false) }), null);
  assert.equal(press("Digit2", { shiftKey: true }), null);
});

test("nor does the key with which Safari ends a composition, which says so only by its code", () => {
  assert.equal(press("Digit2", { keyCode: 229 }), null);
});

test("keys of an input method's composition are left alone", () => {
  assert.equal(press("Escape", { isComposing: true }), null);
});

test("Escape leads back to the conversations from every page", () => {
  assert.equal(KEYS.find(({ does }) => does === "dismiss").anywhere, true);
});

test("the question mark opens help, but not while writing", () => {
  assert.equal(press("Minus", { shiftKey: true, key: "?" }), "help");
  assert.equal(press("Slash", { shiftKey: true, key: "?", target: { matches: () => true } }), null);
});

test("Ctrl+Alt+T belongs to somebody else", () => assert.equal(press("KeyT", { altKey: true, ctrlKey: true }), null));

test("no two keys of the table are the same", () => {
  const combinations = KEYS.map(({ code, alt, ctrl, characters }) => [code, alt, ctrl, characters].join());
  assert.equal(new Set(combinations).size, KEYS.length);
});

test("a key is called as it is pressed", () => {
  assert.deepEqual([{ alt: true, code: "KeyC" }, { code: "Escape" }, { characters: "?？" }].map(keyName), ["Alt+C", "Esc", "?"]);
});
