import assert from "node:assert/strict";
import { test } from "node:test";
import { html } from "../../../assist_api/static/shared/html.js";

test("every value is escaped, in text and in attributes", () => {
  const name = `"><img src=x onerror='alert(1)'>&`;
  assert.equal(String(html`<p title="${name}">${name}</p>`), "<p title=\"&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;\">&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;</p>");
});

test("markup inside markup stays markup, also in lists", () => {
  assert.equal(String(html`<ul>${["<a>", "b"].map((text) => html`<li>${text}</li>`)}</ul>`), "<ul><li>&lt;a&gt;</li><li>b</li></ul>");
});

test("null, undefined and false are nothing; zero is a number", () => {
  assert.equal(String(html`[${null}${undefined}${false}${0}]`), "[0]");
});

test("an object that looks like markup is not believed", () => {
  assert.equal(String(html`${{ text: "<b>", toString: () => "<b>" }}`), "&lt;b&gt;");
});
