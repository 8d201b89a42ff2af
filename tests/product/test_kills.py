"""Each process is killed once while shoppers write: nothing lost, nothing doubled, nothing out of order."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import cycle
from typing import Any

import httpx

from assist_api.auth import Tokens
from assist_api.settings import DEVELOPMENT_SECRET
from bench.stand import PROGRAMS, Stand

MESSAGES = int(os.environ.get("XIAOER_KILL_MESSAGES", "240"))
CONVERSATIONS = int(os.environ.get("XIAOER_KILL_CONVERSATIONS", "12"))
SAID = (
    "你好",
    "我的快递到哪了",
    "江苏的运费多少钱",
    "你们发什么快递",
    "订单现在什么状态",
    "几天能到",
    "谢谢",
    "今天能发货吗",
)


async def test_killing_each_process_loses_doubles_and_disorders_nothing(fragile_product: Stand) -> None:
    product = fragile_product
    async with httpx.AsyncClient(base_url=product.service_url, timeout=10, trust_env=False) as http:
        shoppers = [await _retried(partial(_open, http, f"s{1001 + n}")) for n in range(CONVERSATIONS)]
        killer = asyncio.create_task(_kill_each_once(product))
        sent = await asyncio.gather(*(_write(http, shopper, n) for n, shopper in enumerate(shoppers)))
        await killer
        for shopper, client_ids in zip(shoppers, sent, strict=True):
            _assert_whole(await _answered(http, shopper), client_ids)


async def _open(http: httpx.AsyncClient, shopper_id: str) -> dict[str, str]:
    token = Tokens("tangli", DEVELOPMENT_SECRET).shopper(shopper_id, datetime.now(UTC), timedelta(hours=1))
    answer = await http.post("/api/v1/chat/conversations", json={"shopper": token})
    found: dict[str, str] = answer.raise_for_status().json()
    return found


async def _write(http: httpx.AsyncClient, shopper: dict[str, str], number: int) -> list[str]:
    """Post one after the other, each until it is acknowledged, as the widget's outbox does."""
    texts = cycle(SAID)
    client_ids = [f"k{number}-{count}" for count in range(MESSAGES // CONVERSATIONS)]
    for client_id in client_ids:
        body = {"client_id": client_id, "text": next(texts)}
        await _retried(partial(_post, http, shopper, body))
        await asyncio.sleep(0.2)
    return client_ids


async def _post(http: httpx.AsyncClient, shopper: dict[str, str], body: dict[str, str]) -> None:
    answer = await http.post(_path(shopper), json=body, headers=_headers(shopper))
    answer.raise_for_status()


async def _kill_each_once(product: Stand) -> None:
    for name in PROGRAMS:
        await asyncio.sleep(1.5)
        product.processes()[name].kill()
    await _until(lambda: len(product.processes()) == len(PROGRAMS) and product.ready(), 120)


async def _answered(http: httpx.AsyncClient, shopper: dict[str, str]) -> list[dict[str, Any]]:
    """The conversation once its last word is not the shopper's, or a person has it."""
    for _ in range(600):
        read = await _retried(partial(_read, http, shopper))
        if read["messages"][-1]["from"] != "shopper" or read["state"] in ("waiting", "agent"):
            return list(read["messages"])
        await asyncio.sleep(0.2)
    raise AssertionError(f"left without an answer: {read['messages'][-3:]}")


async def _read(http: httpx.AsyncClient, shopper: dict[str, str]) -> dict[str, Any]:
    messages: list[dict[str, Any]] = []
    while True:
        after = messages[-1]["seq"] if messages else 0
        answer = await http.get(_path(shopper), params={"after": after}, headers=_headers(shopper))
        found = answer.raise_for_status().json()
        if not found["messages"]:
            return {"messages": messages, "state": found["state"]}
        messages += found["messages"]


def _assert_whole(messages: list[dict[str, Any]], client_ids: list[str]) -> None:
    assert [one["seq"] for one in messages] == list(range(1, len(messages) + 1))
    assert [one["client_id"] for one in messages if one["from"] == "shopper"] == client_ids
    told = [one["client_id"] for one in messages if one["from"] != "shopper"]
    assert len(told) == len(set(told))


async def _retried(call: Callable[[], Awaitable[Any]]) -> Any:
    for _ in range(240):
        try:
            return await call()
        except httpx.HTTPError:
            await asyncio.sleep(0.5)
    raise AssertionError("the service did not come back")


async def _until(holds: Callable[[], bool], within_s: float) -> None:
    for _ in range(int(within_s / 0.5)):
        if await asyncio.to_thread(holds):
            return
        await asyncio.sleep(0.5)
    raise AssertionError("did not recover")


def _path(shopper: dict[str, str]) -> str:
    return f"/api/v1/chat/conversations/{shopper['conversation_id']}/messages"


def _headers(shopper: dict[str, str]) -> dict[str, str]:
    return {"Authorization": f"Bearer {shopper['visitor_token']}"}
