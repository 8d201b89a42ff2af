/**
 * A socket that comes back. Reconnect is the same path as start-up: connect, say hello with what is already known,
 * read what is newer, follow. Status: connecting → live → waiting → …; `refused` and `closed` are final.
 */

import { backoff } from "./backoff.js";

const PING_MS = 25_000;
const SILENCE_MS = 60_000;
const FINAL_CODES = new Set(["not_signed_in", "token_refused", "not_allowed", "conversation_not_found"]);

export class Socket {
  #url;
  #hello;
  #onFrame;
  #onStatus;
  #WebSocket;
  #socket = null;
  #attempt = 0;
  #everReady = false;
  #retry = null;
  #pulse = null;
  #heardAt = 0;
  status = "closed";

  /** `hello()` makes the first frame anew for every connection, so that `after` is of the moment. */
  constructor(url, { hello, onFrame, onStatus = () => {}, WebSocket = globalThis.WebSocket }) {
    this.#url = url;
    this.#hello = hello;
    this.#onFrame = onFrame;
    this.#onStatus = onStatus;
    this.#WebSocket = WebSocket;
  }

  /** Three failures without a single success: something between here and the service blocks sockets. */
  get looksBlocked() {
    return !this.#everReady && this.#attempt >= 3;
  }

  open() {
    this.#forget();
    this.#become("connecting");
    const socket = new this.#WebSocket(this.#url);
    this.#socket = socket;
    socket.onopen = () => socket.send(JSON.stringify(this.#hello()));
    socket.onmessage = ({ data }) => this.#heard(JSON.parse(data));
    socket.onclose = () => this.#lost();
  }

  /** Do not wait for the back-off: the network is said to be there again. */
  nudge() {
    if (this.status === "waiting") this.open();
  }

  send(frame) {
    if (this.status === "live") this.#socket.send(JSON.stringify(frame));
  }

  close() {
    this.#forget();
    this.#become("closed");
  }

  #heard(frame) {
    this.#heardAt = Date.now();
    if (frame.type === "ready") this.#ready();
    if (frame.type === "error" && FINAL_CODES.has(frame.error.code)) this.#refuse();
    if (frame.type !== "pong") this.#onFrame(frame);
  }

  #ready() {
    this.#attempt = 0;
    this.#everReady = true;
    this.#pulse = setInterval(() => this.#beat(), PING_MS);
    this.#become("live");
  }

  #beat() {
    if (Date.now() - this.#heardAt > SILENCE_MS) this.#lost();
    else this.send({ type: "ping" });
  }

  #refuse() {
    this.#forget();
    this.#become("refused");
  }

  #lost() {
    this.#forget();
    const delay = backoff(this.#attempt++);
    this.#retry = setTimeout(() => this.open(), delay);
    this.#become("waiting");
  }

  #forget() {
    clearTimeout(this.#retry);
    clearInterval(this.#pulse);
    if (!this.#socket) return;
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close();
    this.#socket = null;
  }

  #become(status) {
    this.status = status;
    this.#onStatus(status);
  }
}

/** The socket's address for a path of the service at `base`. */
export function socketUrl(base, path) {
  const url = new URL(path, base);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}
