"""Work that is done again and again beside the requests, for as long as the service lives."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from assist_api.errors import ShopUnavailable

log = logging.getLogger(__name__)

Step = Callable[[], Awaitable[None]]


class Periodic:
    """Nothing ends a job but `stop`: what failed is told in the log and tried again. `name` begins its lines."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._tasks: list[asyncio.Task[None]] = []

    def every(self, seconds: float, job: Step) -> None:
        self.again(job, lambda: asyncio.sleep(seconds))

    def again(self, job: Step, pause: Step) -> None:
        """`pause` is over when the job is to be done anew."""
        self._tasks.append(asyncio.create_task(self._forever(job, pause)))

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _forever(self, job: Step, pause: Step) -> None:
        while True:
            try:
                await job()
            except ShopUnavailable:
                log.warning("%s.shop_unavailable", self._name)
            except Exception:  # whatever it is now, it must be tried again
                log.exception("%s.failed", self._name)
            await pause()
