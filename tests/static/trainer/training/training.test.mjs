import assert from "node:assert/strict";
import { test } from "node:test";
import { keyAction } from "../../../../assist_api/static/trainer/training/keys.js";
import { Training } from "../../../../assist_api/static/trainer/training/training.js";

const run = (id, more = {}) => ({ id, state: "done", model: `${id}.tar.gz`, revision: 1, done: 1, stage: "exam", log: "", card: {}, ...more });
const published = (model, more = {}) => ({ id: `p-${model}`, kind: "publish", outcome: "done", model, ...more });
const overviewOf = (runs, more = {}) => ({ runs, publications: [], bot: { live: "live.tar.gz", previous: "", loaded: [] }, may_publish: true, ...more });

/** Answers by path; the answers of a run come one after the other, the last one again and again. */
function apiOf(overview, news = {}) {
  const asked = [];
  const get = async (path) => {
    asked.push(path);
    const id = path.match(/runs\/(\w+)/)?.[1];
    if (!id) return overview;
    const left = news[id] ?? [overview.runs.find((one) => one.id === id)];
    return left.length > 1 ? left.shift() : left[0];
  };
  const post = async (path, body) => {
    asked.push([path, body]);
    return path.endsWith("/runs") ? run("r9", { state: "done" }) : overview;
  };
  return { asked, get, post };
}

async function loaded(overview, news, runId) {
  const training = new Training(apiOf(overview, news), () => {});
  await training.load(runId);
  return training;
}

test("the newest training is shown, or the one that the address names", async () => {
  const overview = overviewOf([run("r2"), run("r1")]);
  assert.equal((await loaded(overview)).run.id, "r2");
  assert.equal((await loaded(overview, {}, "r1")).run.id, "r1");
});

test("what others did meanwhile comes with a refresh, and the training that is looked at stays", async () => {
  const overview = overviewOf([run("r1")]);
  const api = apiOf(overview);
  const training = new Training(api, () => {});
  await training.load();
  api.get = async () => overviewOf([run("r2", { state: "running" }), run("r1")], { bot: { live: "r1.tar.gz" } });
  await training.refresh();
  assert.deepEqual([training.runs.map(({ id }) => id), training.run.id, training.publishable], [["r2", "r1"], "r1", false]);
});

test("a refresh that fails says so, and the next one that does not takes it back", async () => {
  const overview = overviewOf([run("r1")]);
  const api = apiOf(overview);
  const training = new Training(api, () => {});
  await training.load();
  api.get = async () => { throw Object.assign(new Error("连不上服务"), { status: 0 }); };
  await training.refresh();
  assert.equal(training.problem, "连不上服务");
  api.get = async () => overview;
  await training.refresh();
  assert.equal(training.problem, null);
});

test("a training is followed until it ends", async () => {
  const going = run("r1", { state: "running", model: null, done: 0.2 });
  const news = { r1: [going, { ...going, revision: 2, done: 0.6 }, run("r1", { revision: 3 })] };
  const overview = overviewOf([going]);
  const api = apiOf(overview, news);
  const seen = [];
  const training = new Training(api, () => training.run && seen.push(training.run.done));
  await training.load();
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual([...new Set(seen)], [0.2, 0.6, 1]);
  assert.equal(training.run.state, "done");
  assert.ok(api.asked.some((path) => String(path).includes("after=2&wait=20")));
});

test("only a finished training that is not live can be published, by a reviewer, while the bot answers", async () => {
  assert.equal((await loaded(overviewOf([run("r1")]))).publishable, true);
  assert.equal((await loaded(overviewOf([run("live")]))).publishable, false);
  assert.equal((await loaded(overviewOf([run("r1", { state: "failed", model: null })]))).publishable, false);
  assert.equal((await loaded(overviewOf([run("r1")], { may_publish: false }))).publishable, false);
  assert.equal((await loaded(overviewOf([run("r1")], { bot: null }))).publishable, false);
});

test("there is a way back where the live model was published here", async () => {
  assert.equal((await loaded(overviewOf([run("r1")]))).canGoBack, false);
  const training = await loaded(overviewOf([run("r1")], { publications: [published("live.tar.gz")] }));
  assert.equal(training.canGoBack, true);
  assert.equal(training.current.id, "p-live.tar.gz");
});

test("what was tried on one training is not shown beside another", async () => {
  const training = await loaded(overviewOf([run("r2"), run("r1")]));
  training.comparison = { text: "你好" };
  await training.choose("r1");
  assert.equal(training.comparison, null);
});

test("a failure to load stands in a sentence", async () => {
  const training = new Training({ get: async () => { throw new Error("连不上"); } }, () => {});
  await assert.rejects(training.load());
  assert.equal(training.problem, "连不上");
});

const press = (key, more = {}) => ({ key, target: { matches: () => false, closest: () => null }, ...more });

test("keys ask for what is possible now, and letters are letters while somebody writes", async () => {
  const training = await loaded(overviewOf([run("r2"), run("r1")]));
  assert.deepEqual(keyAction(press("n"), training), { do: "ask" });
  assert.deepEqual(keyAction(press("P"), training), { do: "publish" });
  assert.deepEqual(keyAction(press("j"), training), { do: "choose", id: "r1" });
  assert.deepEqual(keyAction(press("2"), training), { do: "tab", tab: "intents" });
  assert.equal(keyAction(press("b"), training), null);
  assert.equal(keyAction(press("n", { target: { matches: () => true } }), training), null);
  assert.equal(keyAction(press("n", { isComposing: true }), training), null);
});
