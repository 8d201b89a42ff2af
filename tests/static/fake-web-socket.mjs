/** The sockets that were opened since the last `forgetSockets`, in their order. */
export const sockets = [];

export function forgetSockets() {
  sockets.length = 0;
}

export class FakeWebSocket {
  sent = [];

  constructor(url) {
    this.url = url;
    sockets.push(this);
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {}

  hear(frame) {
    this.onmessage({ data: JSON.stringify(frame) });
  }
}
