"""The hub of one process."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from assist_api.domain.events import Event
from assist_api.hub.base import Frame, Mailbox


class MemoryHub:
    def __init__(self) -> None:
        self._mailboxes: dict[str, set[Mailbox]] = defaultdict(set)

    async def start(self) -> None:
        """Nothing to open."""

    async def stop(self) -> None:
        """Nothing to close."""

    async def publish(self, event: Event) -> None:
        self.deliver(event.topics(), event.frame())

    def deliver(self, topics: Iterable[str], frame: Frame) -> None:
        """Into the mailboxes of this process; a mailbox on several of the topics gets the frame once."""
        listeners = {mailbox for topic in topics for mailbox in self._mailboxes.get(topic, ())}
        for mailbox in listeners:
            mailbox.put(frame)

    def fail_all(self) -> None:
        """Every listener missed something: all must read anew."""
        for mailbox in {mailbox for mailboxes in self._mailboxes.values() for mailbox in mailboxes}:
            mailbox.fail()

    @asynccontextmanager
    async def subscribe(self, topics: Iterable[str]) -> AsyncIterator[Mailbox]:
        mailbox, kept = Mailbox(), tuple(topics)
        for topic in kept:
            self._mailboxes[topic].add(mailbox)
        try:
            yield mailbox
        finally:
            for topic in kept:
                self._forget(topic, mailbox)

    def _forget(self, topic: str, mailbox: Mailbox) -> None:
        self._mailboxes[topic].discard(mailbox)
        if not self._mailboxes[topic]:
            del self._mailboxes[topic]
