import assert from "node:assert/strict";
import { test } from "node:test";
import { guardForms, isSendKey, sendByCtrlEnter } from "../../../assist_api/static/shared/enter-key.js";

test("Enter sends", () => assert.equal(isSendKey({ key: "Enter", keyCode: 13 }), true));
test("the Enter that ends a composition does not", () => assert.equal(isSendKey({ key: "Enter", isComposing: true, keyCode: 229 }), false));
test("nor does Safari's, which says so only by its code", () => assert.equal(isSendKey({ key: "Enter", isComposing: false, keyCode: 229 }), false));
test("Shift+Enter is a new line", () => assert.equal(isSendKey({ key: "Enter", shiftKey: true, keyCode: 13 }), false));
test("Ctrl+Enter sends too", () => assert.equal(isSendKey({ key: "Enter", ctrlKey: true, keyCode: 13 }), true));

test("where Ctrl+Enter sends, Enter alone is a new line", () => {
  const press = (more) => isSendKey({ key: "Enter", shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, isComposing: false, keyCode: 13, ...more }, "ctrl");
  assert.deepEqual([press({}), press({ ctrlKey: true }), press({ metaKey: true }), press({ ctrlKey: true, keyCode: 229 })], [false, true, true, false]);
});

test("a form is not sent by the Enter that ends a composition in its field", () => {
  const prevented = [];
  const listeners = [];
  guardForms({ addEventListener: (_type, listener) => listeners.push(listener) });
  const press = (name, more) => listeners[0]({ key: "Enter", keyCode: 13, isComposing: false, target: { form: {} }, preventDefault: () => prevented.push(name), ...more });
  press("plain", {});
  press("composing", { isComposing: true });
  press("safari", { keyCode: 229 });
  press("outside", { keyCode: 229, target: {} });
  assert.deepEqual(prevented, ["composing", "safari"]);
});

test("Ctrl+Enter sends the form that it is pressed in, Enter alone is left to the browser", () => {
  let pressed = null;
  sendByCtrlEnter({ addEventListener: (_, heard) => (pressed = heard) });
  const sent = [];
  const target = { form: { requestSubmit: () => sent.push("form") } };
  const press = (more) => pressed({ key: "Enter", keyCode: 13, target, preventDefault: () => sent.push("prevented"), ...more });
  press({});
  press({ ctrlKey: true, isComposing: true });
  press({ ctrlKey: true, target: {} });
  assert.deepEqual(sent, []);
  press({ ctrlKey: true });
  assert.deepEqual(sent, ["prevented", "form"]);
});
