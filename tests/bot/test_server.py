"""The host without Rasa: who gets which answer, once. With Rasa behind it, tests/conversations asks it."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from bot.server import Bot, Replies


class Agent:
    """Stands for rasa's: parses, and counts."""

    async def parse_message(self, text: str) -> dict[str, str]:
        return {"text": text}


async def started(token: str | None = None) -> httpx.AsyncClient:
    async def load() -> Agent:
        return Agent()

    bot = Bot(load, token)
    messages = iter([{"type": "lifespan.startup"}])

    async def receive() -> dict[str, Any]:
        message = next(messages, None)
        return message if message else await asyncio.sleep(3600, {})

    begun = asyncio.Event()

    async def send(event: dict[str, Any]) -> None:
        begun.set()

    asyncio.create_task(bot({"type": "lifespan"}, receive, send))  # noqa: RUF006 (ends with the test's loop)
    await begun.wait()
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=bot), base_url="http://bot")  # type: ignore[arg-type]


async def test_a_message_runs_once_however_often_it_is_asked_for() -> None:
    replies, runs = Replies(), 0

    async def work() -> int:
        nonlocal runs
        runs += 1
        await asyncio.sleep(0.01)
        return runs

    assert await asyncio.gather(*(replies.once(("talk", "m1"), work) for _ in range(3))) == [1, 1, 1]
    assert await replies.once(("talk", "m1"), work) == 1
    assert await replies.once(("another", "m1"), work) == 2


async def test_a_failed_message_may_be_tried_again() -> None:
    replies = Replies()

    async def fails() -> int:
        raise OSError("no answer")

    async def works() -> int:
        return 1

    with pytest.raises(OSError, match="no answer"):
        await replies.once(("talk", "m1"), fails)
    await asyncio.sleep(0)
    assert await replies.once(("talk", "m1"), works) == 1


async def test_old_answers_are_forgotten() -> None:
    replies, runs = Replies(size=2), []

    async def work() -> None:
        runs.append(1)

    for message in ("m1", "m2", "m3", "m1"):
        await replies.once(("talk", message), work)
    assert len(runs) == 4


async def test_with_a_token_only_its_bearer_is_answered() -> None:
    client = await started("secret")
    assert (await client.post("/model/parse", json={"text": "你好"})).status_code == 401
    answer = await client.post("/model/parse?token=secret", json={"text": "你好"})
    assert answer.json() == {"text": "你好"}


async def test_what_cannot_be_read_is_a_bad_request() -> None:
    client = await started()
    bodies = (b"{", b"{}", b"[]")
    assert [(await client.post("/model/parse", content=body)).status_code for body in bodies] == [400, 400, 400]
    assert (await client.get("/model/parse")).status_code == 404
