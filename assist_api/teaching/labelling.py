"""What an annotator is shown beside a message: what the bot marks in it, where to split it, what is like it."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from anyio import to_thread

from assist_api.adapters.bot import BotClient
from assist_api.domain import questions
from assist_api.domain.entity_marks import proposed
from assist_api.domain.messages import Understanding
from assist_api.domain.teaching import likeliest
from assist_api.errors import BotUnavailable, InboxItemNotFound
from assist_api.runner import Runner
from assist_api.services import labelling, neighbours
from assist_api.services.labelling import Asked
from assist_api.services.people import Agent
from assist_api.teaching.neighbours import VectorBook

REMEMBERED = 2_000  # readings of the bot, so that a message that comes back is not asked about again
AT_ONCE = 2  # questions to the bot side by side: shoppers come first
PATIENCE_S = 2.0
MARKS_WITHIN_S = 0.25  # what the bot has not read by then is handed out without its marks; they can be asked for


class Labelling:
    def __init__(self, runner: Runner, bot: BotClient) -> None:
        self._runner = runner
        self._bot = bot
        self._vectors = VectorBook()
        self._read: OrderedDict[str, Understanding] = OrderedDict()
        self._being_read: dict[str, asyncio.Task[Understanding | None]] = {}
        self._room = asyncio.Semaphore(AT_ONCE)

    async def next(self, asked: Asked, annotator: Agent, now: datetime) -> list[dict[str, Any]]:
        rows = await self._runner.run(labelling.hand_out, asked, annotator, now)
        tasks = [self._ask(row["text"]) for row in rows]
        if tasks:
            await asyncio.wait(tasks, timeout=MARKS_WITHIN_S)
        return [_dressed(row, task) for row, task in zip(rows, tasks, strict=True)]

    async def propose(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        """What the bot makes of pieces of a message."""
        found = await asyncio.gather(*(self._ask(text) for text in texts))
        return [_proposal(text, read) for text, read in zip(texts, found, strict=True)]

    async def neighbours(self, item_id: str, least: float, limit: int) -> list[dict[str, Any]]:
        """Messages that wait for a label and are at least so much like this one, the nearest first."""
        vector = await self._vector_of(item_id)
        await self._refresh()
        near = await to_thread.run_sync(self._vectors.near, vector, least, limit + 1)
        likeness: Mapping[str, float] = dict([(one, cosine) for one, cosine in near if one != item_id][:limit])
        rows = await self._runner.read(labelling.views, list(likeness))
        return [{**row, "likeness": likeness[row["id"]]} for row in rows]

    async def _vector_of(self, item_id: str) -> bytes:
        found = await self._runner.read(neighbours.vectors, [item_id])
        if item_id not in found:
            raise InboxItemNotFound("这条消息还没有准备好，请稍后再试。")
        return found[item_id]

    async def _refresh(self) -> None:
        """In threads: with 50,000 messages the event loop would stand still for a tenth of a second."""
        waiting = await self._runner.read(neighbours.waiting)
        missing = await to_thread.run_sync(self._vectors.missing, waiting)
        fresh = await self._runner.read(neighbours.vectors, missing)
        await to_thread.run_sync(self._vectors.keep, waiting, fresh)

    def _ask(self, text: str) -> asyncio.Task[Understanding | None]:
        """What is being read is not asked about twice."""
        if text not in self._being_read:
            self._being_read[text] = asyncio.create_task(self._reading(text))
            self._being_read[text].add_done_callback(lambda _: self._being_read.pop(text))
        return self._being_read[text]

    async def _reading(self, text: str) -> Understanding | None:
        """None where the bot does not answer: an annotator can do without its marks."""
        if text in self._read:
            self._read.move_to_end(text)
            return self._read[text]
        async with self._room:
            try:
                read = await self._bot.parse(text, limit_s=PATIENCE_S)
            except BotUnavailable:
                return None
        self._read[text] = read
        while len(self._read) > REMEMBERED:
            self._read.popitem(last=False)
        return read


def _dressed(row: dict[str, Any], reading: asyncio.Task[Understanding | None]) -> dict[str, Any]:
    """`entities` is None while the bot has not read it."""
    entities = _marks(row["text"], reading.result()) if reading.done() else None
    return {**row, "entities": entities, "halves": list(questions.candidates(row["text"]) or ())}


def _proposal(text: str, read: Understanding | None) -> dict[str, Any]:
    intent = likeliest(read.intent, read.ranking) if read else None
    confidence = dict(read.ranking).get(intent, read.confidence) if read and intent else None
    return {"text": text, "proposal": intent, "confidence": confidence, "entities": _marks(text, read)}


def _marks(text: str, read: Understanding | None) -> list[dict[str, Any]]:
    return [mark.plain() for mark in proposed(text, read.entities if read else ())]
