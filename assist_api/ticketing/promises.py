"""Listens to what bot and agents say, and keeps what they promise."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable

from assist_api.domain.events import Event, MessagePosted
from assist_api.domain.messages import Sender
from assist_api.domain.promise_times import PromiseRules
from assist_api.runner import Runner
from assist_api.services import promise_keeping

log = logging.getLogger(__name__)
_OURS = (Sender.BOT.value, Sender.AGENT.value)


class PromiseFinder:
    """Beside the message, never before it: nobody waits for it."""

    def __init__(self, runner: Runner, rules: PromiseRules) -> None:
        self._runner, self._rules = runner, rules
        self._tasks: set[asyncio.Task[None]] = set()

    def follow(self, events: Iterable[Event]) -> None:
        for event in events:
            if isinstance(event, MessagePosted) and event.message["from"] in _OURS and event.message["text"]:
                task = asyncio.create_task(self._note(event.conversation_id, event.message["seq"]))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _note(self, conversation_id: str, seq: int) -> None:
        try:
            await self._runner.run(promise_keeping.note_said, conversation_id, seq, self._rules)
        except Exception:  # what was said stays said, whatever becomes of its promise
            log.exception("promises.failed conversation=%s", conversation_id)
