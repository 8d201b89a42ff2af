"""The host without Rasa: who gets which answer, once. With Rasa behind it, tests/conversations asks it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.hosting import Host
from bot.live import UnknownModel
from bot.server import Bot, Replies

MODELS = ("a.tar.gz", "b.tar.gz")


class Agent:
    """Stands for rasa's: parses, and says which model it is."""

    def __init__(self, model: str) -> None:
        self.model = model

    async def parse_message(self, text: str) -> dict[str, str]:
        return {"text": text, "model": self.model}


async def load(model: Path) -> Agent:
    return Agent(model.name)


def find(name: str) -> Path:
    if name not in MODELS:
        raise UnknownModel(f"There is no model {name}.")
    return Path(name)


async def started(token: str | None = None) -> httpx.AsyncClient:
    host = Host(load, find, remember=lambda name: None)
    bot = Bot(host, Path(MODELS[0]), token, published=lambda: None)
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
    assert answer.json() == {"text": "你好", "model": MODELS[0]}


async def test_what_cannot_be_read_is_a_bad_request() -> None:
    client = await started()
    bodies = (b"{", b"{}", b"[]")
    assert [(await client.post("/model/parse", content=body)).status_code for body in bodies] == [400, 400, 400]
    assert (await client.get("/model/parse")).status_code == 404


async def test_a_candidate_is_asked_by_name_while_the_live_model_answers_the_others() -> None:
    client = await started()
    answers = [await client.post("/model/parse", json={"text": "你好", **more}) for more in ({}, {"model": MODELS[1]})]
    assert [answer.json()["model"] for answer in answers] == [*MODELS]
    assert (await client.get("/health")).json()["model"] == MODELS[0]


async def test_the_published_model_answers_from_then_on_and_the_one_before_stays_loaded() -> None:
    client = await started()
    told = (await client.post("/models/publish", json={"model": MODELS[1]})).json()
    assert (told["live"], told["previous"], sorted(told["loaded"])) == (MODELS[1], MODELS[0], [*MODELS])
    assert (await client.post("/model/parse", json={"text": "你好"})).json()["model"] == MODELS[1]


async def test_an_unknown_model_is_not_found_and_changes_nothing() -> None:
    client = await started()
    answer = await client.post("/models/publish", json={"model": "c.tar.gz"})
    assert (answer.status_code, answer.json()["reason"]) == (404, "There is no model c.tar.gz.")
    assert (await client.get("/models")).json()["live"] == MODELS[0]
