"""How events reach those who listen: topics, mailboxes, and the two ways of carrying them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from assist_api.domain.events import Event

Frame = dict[str, Any]


class MailboxFull(Exception):
    """The reader was too slow; its socket is closed and it catches up by reconnecting."""


class Mailbox:
    """What one listener has not read yet, at most `size` frames. Filling it never waits."""

    def __init__(self, size: int = 256) -> None:
        self._frames: asyncio.Queue[Frame | None] = asyncio.Queue(size + 1)
        self._size = size

    def put(self, frame: Frame) -> None:
        if self._frames.qsize() >= self._size:
            self.fail()
        else:
            self._frames.put_nowait(frame)

    def fail(self) -> None:
        """Drop what is in it: the listener missed something and must read anew."""
        while not self._frames.empty():
            self._frames.get_nowait()
        self._frames.put_nowait(None)

    async def get(self) -> Frame:
        frame = await self._frames.get()
        if frame is None:
            raise MailboxFull
        return frame


class Hub(Protocol):
    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def publish(self, event: Event) -> None: ...

    def subscribe(self, topics: Iterable[str]) -> AbstractAsyncContextManager[Mailbox]:
        """Everything published to `topics` from the moment the context is entered."""
        ...
