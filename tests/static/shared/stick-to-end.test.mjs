import { test } from "node:test";
import assert from "node:assert/strict";

globalThis.ResizeObserver ??= class {
  observe() {}
};
const { StickToEnd } = await import("../../../assist_api/static/shared/stick-to-end.js");

/** A list of 1,000 pixels in a window of 400, read at its end. */
function scroller() {
  const heard = [];
  return {
    children: [],
    scrollHeight: 1000,
    clientHeight: 400,
    scrollTop: 600,
    addEventListener: (_type, hear) => heard.push(hear),
    scroll(to = this.scrollTop) {
      this.scrollTop = to;
      heard.forEach((hear) => hear());
    },
  };
}

test("less space does not take a reader away from the end", () => {
  const list = scroller();
  const end = new StickToEnd(list);
  list.scroll(600);
  list.clientHeight = 150; // suggestions came, and a late scroll event with them
  list.scroll();
  assert.equal(end.sticks, true);
});

test("who scrolls up leaves the end, and is back when down again", () => {
  let back = 0;
  const list = scroller();
  const end = new StickToEnd(list, () => (back += 1));
  list.scroll(600);
  list.scroll(200);
  assert.equal(end.sticks, false);
  list.scroll(590);
  assert.equal(end.sticks, true);
  assert.equal(back, 2);
});
