"""Heavy work of trainers in one thread that every other has precedence over: shoppers come first."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
NICENESS = 15


class Aside:
    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "teaching", _stand_back)

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """One piece of work at a time, in the order in which they were asked for."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: work(*args, **kwargs))

    def stop(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)


def _stand_back() -> None:
    """On Linux a thread has a niceness of its own."""
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
