"""Beside the reactions: tells those who wait when their place or the time they have to expect changes.

Nothing is stored and no message is posted: each process tells what it sees, and the same news twice changes nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime

from assist_api.domain.events import Event, PresenceChanged, StateChanged
from assist_api.domain.waiting_time import Wait, WaitingRules
from assist_api.periodic import Periodic
from assist_api.runner import Runner
from assist_api.services import queueing

TICK_S = 5.0  # desks close and open, and time passes, without an event of it
PAUSE_S = 0.3  # several changes at once are told once


class QueueTeller:
    def __init__(self, runner: Runner, rules: WaitingRules, clock: Callable[[], datetime]) -> None:
        self._runner = runner
        self._rules = rules
        self._clock = clock
        self._told: dict[str, Wait] = {}
        self._stirred = asyncio.Event()
        self._jobs = Periodic("queue")

    def start(self) -> None:
        self._jobs.again(self.look, self._wait_for_news)

    async def stop(self) -> None:
        await self._jobs.stop()

    def follow(self, events: Iterable[Event]) -> None:
        if any(isinstance(event, StateChanged | PresenceChanged) for event in events):
            self._stirred.set()

    async def _wait_for_news(self) -> None:
        with suppress(TimeoutError):  # no news is as good a moment to look again
            async with asyncio.timeout(TICK_S):
                await self._stirred.wait()
        await asyncio.sleep(PAUSE_S)
        self._stirred.clear()

    async def look(self) -> None:
        found = await self._runner.read(queueing.waits, self._rules, self._clock())
        for event in queueing.moved(self._told, found):
            await self._runner.hub.publish(event)
        self._told = found
