import assert from "node:assert/strict";
import { test } from "node:test";
import { EntityMarks, KIND_KEYS } from "../../../assist_api/static/trainer/labelling/entity-marks.js";

const TEXT = "发顺丰到杭州要几天";
const marks = (...given) => new EntityMarks(TEXT, given);

test("what is selected becomes an entity of the kind", () => {
  const made = marks();
  made.select(1, 3);
  assert.equal(made.mark("courier"), true);
  assert.deepEqual(made.marks, [{ entity: "courier", start: 1, end: 3 }]);
});

test("a new mark takes the place of what it overlaps", () => {
  const made = marks({ entity: "region", start: 4, end: 6 });
  made.select(5, 7);
  made.mark("date");
  assert.deepEqual(made.marks, [{ entity: "date", start: 5, end: 7 }]);
});

test("without a selection the mark at the caret gets another kind, or goes", () => {
  const made = marks({ entity: "region", start: 4, end: 6 });
  made.move(5);
  made.mark("courier");
  assert.deepEqual(made.marks, [{ entity: "courier", start: 4, end: 6 }]);
  made.select(4, 6);
  assert.equal(made.remove(), true);
  assert.deepEqual(made.marks, []);
});

test("shift and an arrow select, an arrow alone lets go", () => {
  const made = marks();
  made.move(1);
  made.move(1, { extend: true });
  made.move(1, { extend: true });
  assert.deepEqual(made.selection, { start: 1, end: 3 });
  made.move(1);
  assert.equal(made.selection, null);
});

test("a mark begins and ends with what can be read; of spaces alone there is none", () => {
  const made = new EntityMarks("到 杭州 要几天");
  made.select(1, 5);
  made.mark("region");
  assert.deepEqual(made.marks, [{ entity: "region", start: 2, end: 4 }]);
  made.select(4, 5);
  assert.equal(made.mark("date"), false);
});

test("places count characters as the service does: an emoji is one", () => {
  const made = new EntityMarks("😀到杭州", [{ entity: "region", start: 2, end: 4 }]);
  assert.deepEqual(made.pieces.map(({ text, entity }) => [text.join(""), entity]), [["😀到", null], ["杭州", "region"]]);
});

test("tab goes from one entity to the next and around", () => {
  const made = marks({ entity: "courier", start: 1, end: 3 }, { entity: "region", start: 4, end: 6 });
  for (const start of [1, 4, 1]) {
    made.nextMark();
    assert.equal(made.selection.start, start);
  }
});

test("no two kinds have the same letter, and none the shell's", () => {
  const letters = Object.values(KIND_KEYS);
  assert.equal(new Set(letters).size, letters.length);
  assert.ok(!letters.includes("g"));
});

test("nothing is said of entities before anybody has looked for them", () => {
  const marks = new EntityMarks("黑色还有吗", null);
  assert.equal(marks.said, null);
  marks.select(0, 2);
  marks.mark("colour");
  assert.deepEqual(marks.said, [{ entity: "colour", start: 0, end: 2 }]);
  assert.deepEqual(new EntityMarks("还有吗", []).said, []);
});

test("right behind a mark that was just made it can be taken back, or given another kind", () => {
  const marks = new EntityMarks("我要红色的");
  marks.select(2, 4);
  marks.mark("size");
  assert.deepEqual([marks.caret, marks.touched?.entity], [4, "size"]);
  marks.mark("colour");
  assert.deepEqual(marks.marks, [{ entity: "colour", start: 2, end: 4 }]);
  assert.equal(marks.remove(), true);
  assert.deepEqual(marks.marks, []);
});
