import assert from "node:assert/strict";
import { test } from "node:test";
import { asTaken } from "../../../assist_api/static/desk/row-order.js";

const at = (minute) => `2026-03-02T10:${String(minute).padStart(2, "0")}:00Z`;
const placed = (id, rank, more = {}) => ({ id, urgency: 0, waiting_since: at(0), routing: { rank, counts_from: at(10), deadline: null, first_by_deadline: false, ...more } });
const order = (...rows) => rows.sort(asTaken).map(({ id }) => id);

test("the class comes first, whatever the wait", () => {
  assert.deepEqual(order(placed("question", 5, { counts_from: at(1) }), placed("parcel", 1, { counts_from: at(9) })), ["parcel", "question"]);
});

test("within a class the nearest deadline comes first, then who counts as waiting the longest", () => {
  const rows = [placed("waits", 2, { counts_from: at(1) }), placed("later", 2, { deadline: at(50), first_by_deadline: true }), placed("soon", 2, { deadline: at(20), first_by_deadline: true })];
  assert.deepEqual(order(...rows), ["soon", "later", "waits"]);
});

test("a deadline that does not count for the place changes nothing", () => {
  assert.deepEqual(order(placed("risen", 1, { deadline: at(11), counts_from: at(9) }), placed("old", 1, { counts_from: at(2) })), ["old", "risen"]);
});

test("a case that nobody looked at stands behind, a risk before all", () => {
  const fresh = { id: "fresh", urgency: 1, waiting_since: at(0), routing: null };
  const risk = { ...fresh, id: "risk", urgency: 3 };
  assert.deepEqual(order(fresh, placed("safety", 0), risk), ["risk", "safety", "fresh"]);
});
