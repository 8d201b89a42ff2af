import assert from "node:assert/strict";
import { test } from "node:test";
import { CannedBook } from "../../../assist_api/static/desk/canned-book.js";
import { CannedMenu } from "../../../assist_api/static/desk/canned-menu.js";

const reply = (id, more = {}) => ({ id, team: true, category: "物流", title: id, text: "", shortcut: "", uses: 0, ...more });

function book(...replies) {
  const made = new CannedBook({});
  made.replies = replies;
  return made;
}

const ids = (found) => found.map(({ id }) => id);

test("the code comes before the title, the title before the text", () => {
  const made = book(reply("text", { text: "催一下" }), reply("title", { title: "催发货" }), reply("code", { shortcut: "催" }));
  assert.deepEqual(ids(made.search("催")), ["code", "title", "text"]);
});

test("one's own comes before the team's, the more used before the less", () => {
  const made = book(reply("seldom"), reply("often", { uses: 9 }), reply("own", { team: false }));
  assert.deepEqual(ids(made.search("")), ["own", "often", "seldom"]);
});

test("the list opens on a slash at the beginning, and nowhere else", () => {
  const menu = new CannedMenu(book(reply("wl", { shortcut: "wl" })));
  for (const [text, open] of [["/", true], ["/w", true], ["/没有", false], ["亲/w", false], ["/w l", false], ["", false]]) {
    menu.follow(text);
    assert.equal(menu.isOpen, open, text);
  }
});

test("the arrows go round", () => {
  const menu = new CannedMenu(book(reply("a"), reply("b")));
  menu.follow("/");
  menu.step(-1);
  assert.equal(menu.chosen.id, "b");
  menu.step(1);
  assert.equal(menu.chosen.id, "a");
});

test("a list that was closed stays so until something else is written", () => {
  const menu = new CannedMenu(book(reply("wl", { shortcut: "wl" })));
  menu.follow("/w");
  menu.close("/w");
  menu.follow("/w");
  assert.equal(menu.isOpen, false);
  menu.follow("/wl");
  assert.equal(menu.isOpen, true);
});
