import assert from "node:assert/strict";
import { test } from "node:test";
import { history } from "../../../../assist_api/static/trainer/training/history.js";

const publication = (id, model, more = {}) => ({ id, kind: "publish", outcome: "done", model, run_id: null, by: "周主管", why: "好", at: "2026-03-02T10:00:00Z", problem: null, ...more });

test("nothing is claimed of the history before it is known", () => {
  assert.match(history({ overview: null, problem: null }).text, /正在加载/);
  assert.equal(history({ overview: null, problem: "网络不通" }).text, "");
  assert.match(history({ overview: { publications: [] } }).text, /还没有发布过/);
});

test("of two publications of the live model only the one in force is marked", () => {
  const publications = [publication("p2", "a.tar.gz", { kind: "rollback" }), publication("p1", "a.tar.gz")];
  const { text } = history({ overview: { publications }, live: "a.tar.gz", current: publications[0], mayPublish: true });
  assert.equal(text.match(/run-live/g).length, 1);
  assert.doesNotMatch(text, /data-action="restore"/);
});
