"""Fills the trainers' inbox beside the requests: collects, encodes, asks the bot where it has not read a message.

What is slow (the encoder, the bot) is asked between two units of work, a batch at a time, with pauses in which shoppers
have their turn.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import numpy as np
from anyio import to_thread

from assist_api.adapters.bot import BotClient
from assist_api.adapters.knowledge import KnowledgeReader
from assist_api.domain.teaching import Lacks, TeachingRules, Weights, disagreement, likeliest
from assist_api.errors import BotUnavailable
from assist_api.periodic import Periodic
from assist_api.runner import Runner
from assist_api.services import inbox_filling
from assist_api.services.inbox_filling import Lacking, Placed
from assist_api.teaching.encoding import encoded
from assist_api.teaching.known_sentences import KnownSentences
from knowledge_base.onnx_encoder import Floats

OVERLAP = timedelta(hours=1)  # looked at again: the models read a message after it was written
LEAST_PAUSE_S = 0.01


class Collector:
    def __init__(
        self,
        runner: Runner,
        bot: BotClient,
        knowledge: KnowledgeReader,
        known: KnownSentences,
        rules: TeachingRules,
        clock: Callable[[], datetime],
        every_s: float,
    ) -> None:
        """`every_s` of 0: nothing runs by itself."""
        self._runner, self._bot, self._knowledge, self._known = runner, bot, knowledge, known
        self._rules, self._clock, self._every_s = rules, clock, every_s
        self._looked_at: datetime | None = None
        self._filling = asyncio.Lock()
        self._jobs = Periodic("inbox")

    @property
    def weights(self) -> Weights:
        return self._rules.weights

    def start(self) -> None:
        if self._every_s:
            self._jobs.every(self._every_s, self._collect)
            self._jobs.every(self._every_s, self._fill)

    async def stop(self) -> None:
        await self._jobs.stop()

    async def look(self) -> int:
        """Once, now: how many messages are new in the inbox."""
        new = await self.collect()
        if not self._filling.locked():
            await self.fill_some()
        return new

    async def collect(self) -> int:
        now = self._clock()
        since = self._looked_at - OVERLAP if self._looked_at else now - self._rules.looked_back
        found = await self._runner.read(inbox_filling.look, since, self._rules)
        new = await self._runner.run(inbox_filling.keep, found, self._rules.weights) if found else 0
        self._looked_at = now
        return new

    async def fill_some(self) -> bool:
        """A batch of vectors, or where none is lacking, of readings. Whether there may be more to do."""
        async with self._filling:
            lacking = await self._runner.read(inbox_filling.lacking, Lacks.VECTOR, self._rules.batch)
            if lacking:
                await self._place(lacking)
                return True
            unread = await self._runner.read(inbox_filling.lacking, Lacks.READING, self._rules.parses)
            return bool(unread) and await self._read(unread)

    async def _collect(self) -> None:
        await self.collect()

    async def _fill(self) -> None:
        while await self.fill_some():
            await asyncio.sleep(LEAST_PAUSE_S)

    async def _place(self, lacking: Sequence[Lacking]) -> None:
        await self._known.refresh()
        vectors = await encoded(self._knowledge.encode, [one.text for one in lacking])
        nearest = await to_thread.run_sync(self._known.nearest, vectors, self._rules.neighbours)
        placed = [
            Placed(
                one.id,
                vector.astype(np.float16).tobytes(),
                near.intent,
                disagreement(near.votes, one.proposal),
                near.newness,
            )
            for one, vector, near in zip(lacking, vectors, nearest, strict=True)
        ]
        await self._runner.run(inbox_filling.place, placed, self._rules.weights)

    async def _read(self, unread: Sequence[Lacking]) -> bool:
        """One after the other, the bot left alone for as long as it took; False once it does not answer."""
        await self._known.refresh()
        vectors = np.array([_vector(one) for one in unread])
        nearest = await to_thread.run_sync(self._known.nearest, vectors, self._rules.neighbours)
        for one, near in zip(unread, nearest, strict=True):
            began = time.perf_counter()
            try:
                meant = await self._bot.parse(one.text)
            except BotUnavailable:
                return False
            spent = time.perf_counter() - began
            against = disagreement(near.votes, likeliest(meant.intent, meant.ranking))
            await self._runner.run(inbox_filling.read, one.id, meant, against, self._rules)
            await asyncio.sleep(max(LEAST_PAUSE_S, spent))
        return True


def _vector(one: Lacking) -> Floats:
    return np.frombuffer(one.vector, np.float16).astype(np.float32)
