"""What is done again and again goes on whatever happens, until it is stopped."""

from __future__ import annotations

import asyncio

import pytest

from assist_api.errors import ShopUnavailable
from assist_api.periodic import Periodic


async def test_what_failed_is_told_and_done_again(caplog: pytest.LogCaptureFixture) -> None:
    errors, done = [ShopUnavailable(), ValueError("broken")], asyncio.Event()

    async def job() -> None:
        if errors:
            raise errors.pop(0)
        done.set()

    jobs = Periodic("tickets")
    jobs.every(0, job)
    await asyncio.wait_for(done.wait(), 5)
    await jobs.stop()
    assert [record.getMessage() for record in caplog.records] == ["tickets.shop_unavailable", "tickets.failed"]


async def test_nothing_is_done_after_the_stop() -> None:
    times, begun = 0, asyncio.Event()

    async def job() -> None:
        nonlocal times
        times += 1
        begun.set()

    jobs = Periodic("queue")
    jobs.every(0, job)
    await asyncio.wait_for(begun.wait(), 5)
    await jobs.stop()
    seen = times
    await asyncio.sleep(0)
    assert times == seen
