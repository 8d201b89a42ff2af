import assert from "node:assert/strict";
import { test } from "node:test";
import { Api } from "../../../assist_api/static/shared/api.js";

const answer = (status, body) => async () => new Response(typeof body === "string" ? body : JSON.stringify(body), { status });
const failing = (fetch) => new Api({ fetch }).get("/x").then(assert.fail, (error) => error);

test("what the service refuses is a sentence with a code", async () => {
  const error = await failing(answer(409, { error: { code: "conversation_taken", message: "已由其他客服接待。" } }));
  assert.deepEqual([error.message, error.code, error.transient], ["已由其他客服接待。", "conversation_taken", false]);
});

test("a dead network is a sentence too, and may be tried again", async () => {
  const error = await failing(() => Promise.reject(new TypeError("Failed to fetch")));
  assert.deepEqual([error.code, error.transient], ["offline", true]);
});

test("a proxy's page is no answer, but its status counts", async () => {
  const error = await failing(answer(502, "<html>Bad Gateway</html>"));
  assert.deepEqual([error.status, error.code, error.transient], [502, "unreadable", true]);
});

test("the token of the moment goes with each call", async () => {
  const seen = [];
  let token = null;
  const api = new Api({ token: () => token, fetch: async (_, { headers }) => (seen.push(headers.Authorization), new Response("{}")) });
  await api.get("/x");
  token = "t1";
  await api.get("/x");
  assert.deepEqual(seen, [undefined, "Bearer t1"]);
});
