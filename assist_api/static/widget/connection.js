/** How the widget hears of news: a socket, or long polling where something on the way blocks sockets. */

import { LongPoll } from "../shared/long-poll.js";
import { Socket, socketUrl } from "../shared/socket.js";

export class Connection {
  #socket;
  #poll;
  #onStatus;

  constructor({ base, hello, ask, onFrame, onStatus }) {
    this.#onStatus = onStatus;
    this.#socket = new Socket(socketUrl(base, "/api/v1/chat/ws"), { hello, onFrame, onStatus: (status) => this.#became(status) });
    this.#poll = new LongPoll({ ask, onAnswer: onFrame, onStatus });
  }

  open() {
    this.#socket.open();
  }

  send(frame) {
    this.#socket.send(frame);
  }

  nudge() {
    this.#socket.nudge();
  }

  close() {
    this.#socket.close();
    this.#poll.close();
  }

  #became(status) {
    if (status !== "waiting" || !this.#socket.looksBlocked) return this.#onStatus(status);
    this.#socket.close();
    this.#poll.open();
  }
}
