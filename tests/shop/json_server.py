"""A server on loopback that speaks JSON in a back end's place: quick and right, or slow, wrong and broken."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, TypeVar


class Place:
    """What answers. A `fault` is put in its place: it gets the handler and does what a broken back end does."""

    url = ""
    fault: Callable[[Any], None] | None = None

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: Any) -> tuple[int, Any]:
        raise NotImplementedError


P = TypeVar("P", bound=Place)


class _Handler(BaseHTTPRequestHandler):
    place: Place
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # http.server calls it so
        self._answer({})

    def do_PUT(self) -> None:
        self.do_POST()

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])) or b"{}")
        self._answer(body)

    def _answer(self, body: Any) -> None:
        if self.place.fault:
            self.place.fault(self)
            return
        status, content = self.place.answer(self.command, self.path, dict(self.headers), body)
        self.reply(status, json.dumps(content).encode())

    def reply(self, status: int, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """The tests' output stays theirs."""


@contextmanager
def serving(place: P) -> Iterator[P]:
    handler = type("Handler", (_Handler,), {"place": place})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    place.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield place
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _written(status: int, content: bytes) -> Callable[[Any], None]:
    return lambda handler: handler.reply(status, content)


def _dripping(handler: Any) -> None:
    """A byte now and then: each read is in time, the whole is not."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    for _ in range(1000):
        try:
            handler.wfile.write(b" ")
        except OSError:  # the client has given up, which is what is tested
            return
        time.sleep(0.02)


FAULTS: Mapping[str, Callable[[Any], None]] = {
    "slow": lambda handler: time.sleep(1.5),
    "dripping": _dripping,
    "broken": _written(500, b"{}"),
    "no json": _written(200, b"<html>maintenance</html>"),
    "another shape": _written(200, b'{"hello": 1}'),
    "a list of nonsense": _written(200, b"[1, 2]"),
    "a refusal without a reason": _written(409, b"{}"),
    "locked out": _written(401, b"{}"),
    "cut off": lambda handler: handler.wfile.close(),
}
