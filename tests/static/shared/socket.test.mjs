import assert from "node:assert/strict";
import { beforeEach, afterEach, mock, test } from "node:test";
import { Socket, socketUrl } from "../../../assist_api/static/shared/socket.js";
import { FakeWebSocket, forgetSockets, sockets as made } from "../fake-web-socket.mjs";

beforeEach(() => {
  forgetSockets();
  mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"] });
});
afterEach(() => mock.timers.reset());

function open(more = {}) {
  const heard = [];
  const socket = new Socket("ws://shop.example/ws", { hello: () => ({ type: "hello", after: heard.length }), onFrame: (frame) => heard.push(frame), WebSocket: FakeWebSocket, ...more });
  socket.open();
  return { socket, heard };
}

test("the first frame is a hello; live begins with ready", () => {
  const { socket } = open();
  made[0].onopen();
  assert.deepEqual(made[0].sent, [{ type: "hello", after: 0 }]);
  assert.equal(socket.status, "connecting");
  made[0].hear({ type: "ready", seq: 0 });
  assert.equal(socket.status, "live");
});

test("a lost connection comes back, and says how far it had read", () => {
  const { socket } = open();
  made[0].onopen();
  made[0].hear({ type: "ready", seq: 1 });
  made[0].hear({ type: "message", seq: 1 });
  made[0].onclose();
  assert.equal(socket.status, "waiting");
  mock.timers.tick(500);
  made[1].onopen();
  assert.deepEqual(made[1].sent, [{ type: "hello", after: 2 }]);
});

test("each further failure waits longer", () => {
  open();
  made[0].onclose();
  mock.timers.tick(500);
  assert.equal(made.length, 2);
  made[1].onclose();
  mock.timers.tick(499);
  assert.equal(made.length, 2);
  mock.timers.tick(501);
  assert.equal(made.length, 3);
});

test("three failures without a success look like a wall; one success never does", () => {
  const { socket } = open();
  for (let turn = 0; turn < 3; turn += 1) {
    made.at(-1).onclose();
    mock.timers.tick(4_000);
  }
  assert.equal(socket.looksBlocked, true);
  made.at(-1).hear({ type: "ready", seq: 0 });
  assert.equal(socket.looksBlocked, false);
});

test("a refused token ends it", () => {
  const { socket, heard } = open();
  made[0].hear({ type: "error", error: { code: "token_refused", message: "身份凭证无效" } });
  mock.timers.tick(60_000);
  assert.equal(socket.status, "refused");
  assert.equal(made.length, 1);
  assert.equal(heard[0].error.message, "身份凭证无效");
});

test("a connection that has gone silent is given up", () => {
  const { socket } = open();
  made[0].hear({ type: "ready", seq: 0 });
  mock.timers.tick(25_000);
  assert.deepEqual(made[0].sent, [{ type: "ping" }]);
  mock.timers.tick(50_000);
  assert.equal(socket.status, "waiting");
});

test("pongs keep it alive and are nobody's news", () => {
  const { socket, heard } = open();
  made[0].hear({ type: "ready", seq: 0 });
  for (let beat = 0; beat < 6; beat += 1) {
    mock.timers.tick(25_000);
    made[0].hear({ type: "pong" });
  }
  assert.equal(socket.status, "live");
  assert.deepEqual(heard.map(({ type }) => type), ["ready"]);
});

test("the socket's address follows the page's", () => {
  assert.equal(socketUrl("https://shop.example", "/api/v1/chat/ws"), "wss://shop.example/api/v1/chat/ws");
  assert.equal(socketUrl("http://127.0.0.1:8000", "/api/v1/chat/ws"), "ws://127.0.0.1:8000/api/v1/chat/ws");
});
