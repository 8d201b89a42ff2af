import assert from "node:assert/strict";
import { test } from "node:test";
import { isSendKey } from "../../../assist_api/static/shared/enter-key.js";

test("Enter sends", () => assert.equal(isSendKey({ key: "Enter", keyCode: 13 }), true));
test("the Enter that ends a composition does not", () => assert.equal(isSendKey({ key: "Enter", isComposing: true, keyCode: 229 }), false));
test("nor does Safari's, which says so only by its code", () => assert.equal(isSendKey({ key: "Enter", isComposing: false, keyCode: 229 }), false));
test("Shift+Enter is a new line", () => assert.equal(isSendKey({ key: "Enter", shiftKey: true, keyCode: 13 }), false));
test("Ctrl+Enter sends too", () => assert.equal(isSendKey({ key: "Enter", ctrlKey: true, keyCode: 13 }), true));
