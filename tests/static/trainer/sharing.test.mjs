import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { ApiError } from "../../../assist_api/static/shared/api.js";
import { fileName, Sharing, stateOf } from "../../../assist_api/static/trainer/sharing/sharing.js";
import { linkForm, opened, testForm } from "../../../assist_api/static/trainer/sharing/sharing-page.js";
import { wishOf } from "../../../assist_api/static/trainer/sharing/sharing-view.js";

const link = (id, more = {}) => ({ id, title: `链接 ${id}`, model: "0123456789abcdef.tar.gz", page: null, made_by: "小林", made_at: "2026-03-02T10:00:00Z", ends_at: "2026-03-05T10:00:00Z", revoked: false, path: `/trial/#${id}`, talks: 1, ...more });
const TURN = { text: "你好", pressed: false, replies: ["您好"], handover: null, failed: false, intent: "greet", intent_zh: "打招呼", confidence: 0.91 };

let links;
let posts;

beforeEach(() => {
  links = [link("w1"), link("w2")];
  posts = [];
});

const api = {
  async get(path) {
    if (path.endsWith("/talks")) return { talks: [{ id: `talk of ${path.split("/").at(-2)}`, at: "2026-03-02T10:00:00Z", turns: [TURN] }] };
    return { links, models: [], live: "live.tar.gz" };
  },
  async post(path, body) {
    posts.push([path.replace("/api/v1/trainer/sharing", ""), body]);
    if (body?.title) links = [link("w3", { title: body.title }), ...links];
    return links[0];
  },
};

async function loaded() {
  const sharing = new Sharing(api, () => {});
  await sharing.load();
  return sharing;
}

test("the newest link is chosen with what was said over it", async () => {
  const sharing = await loaded();
  assert.deepEqual([sharing.chosen, sharing.talks[0].id], ["w1", "talk of w1"]);
  await sharing.beside(1);
  assert.equal(sharing.talks[0].id, "talk of w2");
  await sharing.beside(1);
  assert.equal(sharing.chosen, "w2");
});

test("a new link is of the live model where no training was chosen, and is chosen itself", async () => {
  const sharing = await loaded();
  await sharing.share({ runId: "", title: "新版本", page: "", hours: "72" });
  assert.deepEqual(posts, [["", { run_id: null, title: "新版本", page: null, hours: 72 }]]);
  assert.equal(sharing.link.title, "新版本");
});

test("two presses make one link", async () => {
  const sharing = await loaded();
  const given = { runId: "r1", title: "新版本", page: "c101", hours: "1" };
  await Promise.all([sharing.share(given), sharing.share(given)]);
  assert.equal(posts.length, 1);
});

test("what is said over a link chosen later stands, whichever comes last", async () => {
  const answers = [];
  const slow = { get: (path) => (path.endsWith("/talks") ? new Promise((resolve) => answers.push(resolve)) : api.get(path)) };
  const sharing = new Sharing(slow, () => {});
  const [first, second] = [sharing.choose("w1"), sharing.choose("w2")];
  answers[1]({ talks: ["second"] });
  answers[0]({ talks: ["first"] });
  await Promise.all([first, second]);
  assert.deepEqual([sharing.chosen, sharing.talks], ["w2", ["second"]]);
});

test("a service that does not answer is told on the page", async () => {
  const sharing = new Sharing({ get: async () => { throw new ApiError(503, "down", "请稍后再试。"); } }, () => {});
  await sharing.load();
  assert.equal(sharing.problem, "请稍后再试。");
});

test("a link that is over offers no way in", () => {
  assert.deepEqual([link("a"), link("a", { path: null, revoked: true }), link("a", { path: null })].map(stateOf), ["open", "revoked", "over"]);
  const shown = opened({ links, link: link("a", { path: null }), talks: [] }).text;
  assert.doesNotMatch(shown, /data-action="copy"|data-action="revoke"/);
});

test("what shoppers said and what trainers name is words, not markup", () => {
  const shown = opened({ links, link: link("a", { title: "<b>" }), talks: [{ id: "k", at: "2026-03-02T10:00:00Z", turns: [{ ...TURN, text: "<i>", replies: ["<u>"] }] }] }).text;
  assert.doesNotMatch(shown, /<b><\/h2>|<i>|<u>/);
  assert.doesNotMatch(testForm({ yaml: "</textarea><b>", keeps: true }).text, /<b>/);
  assert.doesNotMatch(linkForm({ models: [{ id: "r", model: "m", why: "<b>", ended_at: "2026-03-02T10:00:00Z" }], live: null }).text, /<b>/);
});

test("only a reviewer is offered to keep a test", () => {
  assert.match(testForm({ yaml: "x", keeps: true }).text, /放进测试集/);
  assert.doesNotMatch(testForm({ yaml: "x", keeps: false }).text, /放进测试集/);
});

test("a talk is downloaded under a name that every system takes", () => {
  assert.equal(fileName("新版本：能/刻 字吗?"), "新版本：能_刻_字吗_.yml");
});

test("letters are letters while somebody writes", () => {
  assert.deepEqual([wishOf({ key: "n" }), wishOf({ key: "n", target: { matches: () => true } }), wishOf({ key: "c", ctrlKey: true })], ["new", null, null]);
});
