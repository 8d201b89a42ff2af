"""The bot behind two of Rasa's own endpoints and a health check: `.venv-bot/bin/python -m bot.server --port 5005`.

A small host of `rasa.core.agent.Agent`, in half the memory of `rasa run`, which serves the same files the same way:
`rasa run --model var/models/bot --endpoints bot/endpoints.yml --credentials bot/credentials.yml --interface 127.0.0.1`
(with XIAOER_ACTION_URL, XIAOER_TRACKER_DIALECT=sqlite and XIAOER_TRACKER_DB set). Beyond stock, a repeated
`metadata.message_id` of one sender gets the first answer again: whoever asks may ask twice after a broken connection.
`metadata.model` asks a candidate; `/models…` loads, publishes and tells what is loaded (bot/hosting.py).
It listens on loopback only: the channel believes any `sender`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from hmac import compare_digest
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from bot import live
from bot.hosting import Host, Loader
from bot.live import UnknownModel
from bot.paths import settle_libraries

log = logging.getLogger(__name__)

TURN_LIMIT_S = 8.0  # the caller gives up after 4; this frees the sender's lock
REPLIES_KEPT = 2_000
FOLLOWED_EVERY_S = 2.0

Json = Any
Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Answer = tuple[int, Json]


class Replies:
    """Runs each message of a sender once; whoever asks again with its id gets the same answer, even while it runs."""

    def __init__(self, size: int = REPLIES_KEPT) -> None:
        self._size = size
        self._tasks: OrderedDict[tuple[str, str], asyncio.Task[Json]] = OrderedDict()

    async def once(self, key: tuple[str, str] | None, work: Callable[[], Coroutine[Any, Any, Json]]) -> Json:
        if key is None:
            return await work()
        if key not in self._tasks:
            self._tasks[key] = asyncio.create_task(work())
            self._tasks[key].add_done_callback(lambda task: self._forget_failed(key, task))
            while len(self._tasks) > self._size:
                self._tasks.popitem(last=False)
        return await asyncio.shield(self._tasks[key])

    def _forget_failed(self, key: tuple[str, str], task: asyncio.Task[Json]) -> None:
        if task.cancelled() or task.exception():
            self._tasks.pop(key, None)


class Bot:
    """The ASGI application. It answers nothing before its first model has been loaded and warmed.

    `published` tells what was published last, here or by another process of this bot, which is followed then.
    """

    def __init__(
        self, host: Host, first: Path, token: str | None = None, published: Callable[[], str | None] = live.published
    ) -> None:
        self._host, self._first, self._token, self._published = host, first, token, published
        self._replies = Replies()
        self._routes: dict[tuple[str, str], Callable[[Json], Awaitable[Answer]]] = {
            ("POST", "/webhooks/rest/webhook"): self._turn,
            ("POST", "/model/parse"): self._parse,
            ("GET", "/health"): self._health,
            ("GET", "/models"): self._models,
            ("POST", "/models/load"): self._load,
            ("POST", "/models/publish"): self._publish,
        }

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] == "http":
            await _respond(send, *await self._answer(scope, receive))

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        try:
            await self._host.start(self._first)
        except Exception as error:
            log.exception("The bot could not start")
            await send({"type": "lifespan.startup.failed", "message": str(error)})
            return
        following = asyncio.create_task(self._follow())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        following.cancel()
        with suppress(asyncio.CancelledError):  # it was just asked to end
            await following
        await send({"type": "lifespan.shutdown.complete"})

    async def _follow(self) -> None:
        """What another process published; a name that was there at the start is no news."""
        known = self._published()
        while True:
            await asyncio.sleep(FOLLOWED_EVERY_S)
            try:
                named = self._published()
                if named and named not in (known, self._host.live):
                    await self._host.publish(named)
                known = named
            except Exception:
                log.exception("What was published could not be followed")

    async def _answer(self, scope: dict[str, Any], receive: Receive) -> Answer:
        route = self._routes.get((scope["method"], scope["path"]))
        if route is None:
            return 404, {"status": "failure", "reason": "no such endpoint"}
        if scope["path"] != "/health" and not self._may(scope):
            return 401, {"status": "failure", "reason": "wrong token"}
        try:
            return await route(json.loads(await _body(receive) or b"{}"))
        except UnknownModel as error:
            return 404, {"status": "failure", "reason": str(error)}
        except (ValueError, KeyError, TypeError) as error:
            log.exception("A request could not be read")
            return 400, {"status": "failure", "reason": type(error).__name__}

    def _may(self, scope: dict[str, Any]) -> bool:
        """As stock Rasa does it: `?token=`."""
        if self._token is None:
            return True
        given = parse_qs(scope["query_string"].decode()).get("token", [""])[0]
        return compare_digest(given.encode(), self._token.encode())

    async def _turn(self, asked: Json) -> Answer:
        sender = str(asked["sender"])
        metadata = asked.get("metadata") or {}
        message_id = metadata.get("message_id")
        key = (sender, str(message_id)) if message_id else None
        return 200, await self._replies.once(key, lambda: self._handle(sender, str(asked["message"]), metadata))

    async def _handle(self, sender: str, text: str, metadata: Json) -> Json:
        """An empty list means failure, as with stock Rasa; the reason stands in the log."""
        from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

        agent = await self._host.agent(str(metadata.get("model") or ""))
        channel = CollectingOutputChannel()
        message = UserMessage(text, channel, sender, input_channel="rest", metadata=metadata)
        try:
            await asyncio.wait_for(agent.handle_message(message), TURN_LIMIT_S)
        except Exception:
            log.exception("A turn failed (sender %s)", sender)
            return []
        return channel.messages

    async def _parse(self, asked: Json) -> Answer:
        text = str(asked["text"])
        agent = await self._host.agent(str(asked.get("model") or ""))
        return 200, await agent.parse_message(text)

    async def _health(self, _: Json) -> Answer:
        return 200, {"status": "ok", "model": self._host.live}

    async def _models(self, _: Json) -> Answer:
        host = self._host
        return 200, {"live": host.live, "previous": host.previous, "loaded": host.loaded}

    async def _load(self, asked: Json) -> Answer:
        return await self._with_model(self._host.load, asked)

    async def _publish(self, asked: Json) -> Answer:
        """Without a name: the live one is to be served after a restart, too."""
        return await self._with_model(self._host.publish, {"model": self._host.live, **asked})

    async def _with_model(self, do: Callable[[str], Awaitable[Any]], asked: Json) -> Answer:
        began = time.monotonic()
        try:
            await do(str(asked["model"]))
        except (UnknownModel, KeyError):
            raise
        except Exception as error:  # of a file that is no model, or of another pipeline: the live one goes on
            log.exception("%s could not be loaded", asked["model"])
            return 409, {"status": "failure", "reason": f"{type(error).__name__}: {error}"}
        _, told = await self._models(asked)
        return 200, {**told, "seconds": round(time.monotonic() - began, 3)}


async def _body(receive: Receive) -> bytes:
    parts = bytearray()
    while True:
        event = await receive()
        parts += event.get("body", b"")
        if not event.get("more_body"):
            return bytes(parts)


async def _respond(send: Send, status: int, content: Json) -> None:
    body = json.dumps(content, ensure_ascii=False, default=str).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Serve the bot on loopback.")
    parser.add_argument("--port", type=int, default=int(os.environ.get("XIAOER_BOT_PORT", "5005")))
    parser.add_argument("--model", type=Path, help="a model file; else the published one, or that of the present files")
    parser.add_argument("--actions", help="URL of the action server's webhook")
    return parser.parse_args()


def main() -> None:
    import uvicorn

    arguments = _arguments()
    if arguments.actions:
        os.environ["XIAOER_ACTION_URL"] = arguments.actions
    settle_libraries()
    if os.environ.get("XIAOER_BOT_PATCHES", "on") != "off":
        from bot import patches

        patches.apply()
    host = Host(Loader(), live.find, live.remember)
    app = Bot(host, arguments.model or live.served_at_start(), os.environ.get("XIAOER_BOT_TOKEN") or None)
    uvicorn.run(app, host="127.0.0.1", port=arguments.port, log_level="warning", lifespan="on", ws="none")


if __name__ == "__main__":
    main()
