import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { pending } from "../../../assist_api/static/widget/bubble.js";
import { ChatSession, identity } from "../../../assist_api/static/widget/chat-session.js";
import { FakeWebSocket, forgetSockets, sockets } from "../fake-web-socket.mjs";
import { MemoryStorage, message, settled } from "../memory-storage.mjs";

const original = { fetch: globalThis.fetch, WebSocket: globalThis.WebSocket };
let calls;
let routes;

beforeEach(() => {
  calls = [];
  forgetSockets();
  routes = { start: () => [201, { conversation_id: "c1", visitor_token: "v1", state: "bot" }], say: () => [201, { seq: 1 }], put: () => [201, { picture: { id: "f0", url: "/api/v1/pictures/f0" } }], read: () => [200, { messages: [], state: "bot" }] };
  globalThis.WebSocket = FakeWebSocket;
  globalThis.fetch = async (url, { method, body, headers }) => {
    calls.push({ url, body: body instanceof Blob ? body : body && JSON.parse(body), kind: headers["Content-Type"], token: headers.Authorization });
    const route = method === "GET" ? "read" : url.endsWith("/messages") ? "say" : url.endsWith("/pictures") ? "put" : "start";
    const [status, answer] = routes[route]();
    return new Response(JSON.stringify(answer), { status });
  };
});
afterEach(() => Object.assign(globalThis, original));

const session = (more = {}) => new ChatSession({ base: "http://shop.example", local: new MemoryStorage(), session: new MemoryStorage(), ...more });

test("the first message starts the conversation, then goes out with page and token", async () => {
  const chat = session();
  chat.page = { product_id: "c101" };
  chat.send("有货吗");
  await settled();
  await settled();
  await settled();
  const [start, say] = calls;
  assert.deepEqual(start.body, { page: { product_id: "c101" } });
  assert.deepEqual([say.body.text, say.body.page.product_id, say.token], ["有货吗", "c101", "Bearer v1"]);
  chat.leave();
});

test("a returning visitor resumes with the token of before", async () => {
  const local = new MemoryStorage();
  const first = session({ local });
  await first.start();
  first.leave();
  const second = session({ local });
  assert.equal(second.started, true);
  await second.start();
  assert.equal(calls.at(-1).body.visitor_token, "v1");
  second.leave();
});

test("one shopper never resumes another's conversation", async () => {
  const local = new MemoryStorage();
  const first = session({ local, shopper: "token-of-a" });
  await first.start();
  first.leave();
  assert.equal(session({ local, shopper: "token-of-b" }).started, false);
});

test("a stored message replaces the one drawn here", async () => {
  const chat = session();
  await chat.start();
  chat.send("在吗");
  await settled();
  const [{ client_id: id }] = chat.outbox.items;
  sockets[0].hear({ type: "message", conversation_id: "c1", ...message(1, { from: "shopper", client_id: id }) });
  assert.deepEqual(chat.outbox.items, []);
  assert.equal(chat.messages.all.length, 1);
  chat.leave();
});

test("a hole in the numbers is read at once", async () => {
  const chat = session();
  await chat.start();
  sockets[0].hear({ type: "message", ...message(1) });
  routes.read = () => [200, { messages: [message(2), message(3)], state: "bot" }];
  sockets[0].hear({ type: "message", ...message(3) });
  await settled();
  await settled();
  assert.match(calls.at(-1).url, /after=1&wait=0$/);
  assert.deepEqual(chat.messages.all.map(({ seq }) => seq), [1, 2, 3]);
  chat.leave();
});

test("unread is what others said since it was last read", async () => {
  const chat = session();
  await chat.start();
  sockets[0].hear({ type: "message", ...message(1, { from: "shopper" }) });
  sockets[0].hear({ type: "message", ...message(2) });
  assert.equal(chat.unread, 1);
  chat.markRead();
  assert.equal(chat.unread, 0);
  chat.leave();
});

test("an answer ends the sign of typing", async () => {
  const chat = session();
  await chat.start();
  sockets[0].hear({ type: "typing", who: "bot" });
  assert.equal(chat.typing.who, "bot");
  sockets[0].hear({ type: "message", ...message(1) });
  assert.equal(chat.typing.who, null);
  chat.leave();
});

test("the owner of the conversation follows the service's word", async () => {
  const chat = session();
  await chat.start();
  sockets[0].hear({ type: "state", state: "agent", agent: "小青" });
  assert.deepEqual([chat.state, chat.agent], ["agent", "小青"]);
  chat.leave();
});

test("a start that fails says why, and can be tried again", async () => {
  routes.start = () => [429, { error: { code: "too_many_requests", message: "发送得太快了" } }];
  const chat = session();
  await assert.rejects(chat.start());
  assert.equal(chat.problem, "发送得太快了");
  routes.start = () => [201, { conversation_id: "c1", visitor_token: "v1", state: "bot" }];
  await chat.start();
  assert.equal(chat.problem, null);
  chat.leave();
});

test("a renewed token is the same person", () => {
  const token = (claims) => `x.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.y`;
  assert.equal(identity(token({ sub: "s1001", iat: 1 })), identity(token({ sub: "s1001", iat: 2 })));
  assert.equal(identity(null), "visitor");
});

test("pictures are put into the conversation first, then sent by their ids, with no word needed", async () => {
  const chat = session();
  chat.send("", [{ key: "k", blob: new Blob(["x"], { type: "image/jpeg" }), thumb: "data:image/jpeg,x" }]);
  for (let turn = 0; turn < 6; turn += 1) await settled();
  const [, put, say] = calls;
  assert.deepEqual([put.url, put.kind, put.token], ["http://shop.example/api/v1/chat/conversations/c1/pictures", "image/jpeg", "Bearer v1"]);
  assert.deepEqual([say.body.text, say.body.pictures], ["", ["f0"]]);
  chat.leave();
});

test("a picture that is refused fails with the service's sentence, and can be dropped", async () => {
  routes.put = () => [413, { error: { code: "picture_too_large", message: "图片太大了" } }];
  const chat = session();
  chat.send("", [{ key: "k", blob: new Blob(["x"], { type: "image/jpeg" }), thumb: "data:image/jpeg,x" }]);
  for (let turn = 0; turn < 6; turn += 1) await settled();
  const [item] = chat.outbox.items;
  assert.deepEqual([item.state, item.problem], ["failed", "图片太大了"]);
  assert.match(String(pending(item)), /图片太大了.*data-action="drop"/s);
  chat.drop(item.client_id);
  assert.deepEqual(chat.outbox.items, []);
  chat.leave();
});

test("what a shopper says of an answer stands at once, and is taken back where it could not be told", async () => {
  const chat = session();
  await chat.start();
  chat.messages.add(message(1, { from: "bot", text: "满 88 元包邮" }));
  const told = chat.rate(1, false);
  assert.equal(chat.messages.all[0].helpful, false);
  await told;
  assert.match(calls.at(-1).url, /messages\/1\/rating$/);
  routes.start = () => [500, { error: { code: "internal_error", message: "x" } }];
  await assert.rejects(chat.rate(1, true));
  assert.equal(chat.messages.all[0].helpful, false);
  chat.leave();
});

test("a wish is offered only while nobody is there to be written to", () => {
  const chat = session();
  chat.messages.add(message(1, { from: "system", parts: [{ type: "wish", windows: [] }] }));
  chat.state = "waiting";
  for (const [attended, open] of [[false, 1], [true, false]]) {
    chat.queue = { attended };
    assert.equal(chat.openParts.wish, open);
  }
});
