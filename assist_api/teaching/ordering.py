"""Keeps the inbox in the order of learning while labels and messages come in."""

from __future__ import annotations

import asyncio

import numpy as np
from anyio import to_thread
from numpy.typing import NDArray

from assist_api.domain.learning_order import LearningRules, Stand, is_due
from assist_api.domain.teaching import TeachingRules
from assist_api.periodic import Periodic
from assist_api.runner import Runner
from assist_api.services import learning_order
from assist_api.services.learning_order import Material
from assist_api.teaching.known_sentences import KnownSentences
from assist_api.teaching.learning_order import learn, next_to_label


class Orderer:
    def __init__(self, runner: Runner, known: KnownSentences, rules: TeachingRules, every_s: float) -> None:
        """`every_s` of 0: nothing runs by itself."""
        self._runner, self._known, self._rules, self._every_s = runner, known, rules, every_s
        self._ordered_at: Stand | None = None
        self._ordering = asyncio.Lock()
        self._jobs = Periodic("learning_order")

    def start(self) -> None:
        if self._every_s:
            self._jobs.every(self._every_s, self._look)

    async def stop(self) -> None:
        await self._jobs.stop()

    async def look(self) -> bool:
        """Make the order anew where enough has happened since; whether it was."""
        async with self._ordering:
            stand = await self._runner.read(learning_order.stand)
            if not stand.waiting or not is_due(stand, self._ordered_at, self._rules.learning):
                return False
            await self._order()
            self._ordered_at = stand
            return True

    async def _look(self) -> None:
        await self.look()

    async def _order(self) -> None:
        await self._known.refresh()
        material = await self._runner.read(learning_order.material, self._rules.learning.most)
        chosen = await to_thread.run_sync(choose, material, self._known, self._rules.learning)
        await self._runner.run(learning_order.put_turns, chosen, self._rules.weights)


def choose(material: Material, known: KnownSentences, rules: LearningRules) -> list[str]:
    """The ids of the messages to be labelled next, the best first."""
    waiting = _rows(material.waiting.vectors)
    added = _rows([vector for vector, _ in material.labelled]).reshape(-1, waiting.shape[1])
    sentences = known.matrix.reshape(-1, waiting.shape[1])
    intents = [*(one.intent for one in known.sentences), *(intent for _, intent in material.labelled)]
    learned = learn(np.concatenate([sentences, added]), intents, rules.prior)
    places = next_to_label(learned, waiting, np.array(material.waiting.copies), rules)
    return [material.waiting.ids[place] for place in places]


def _rows(vectors: tuple[bytes, ...] | list[bytes]) -> NDArray[np.float16]:
    """None of them: a table without columns, too."""
    return np.frombuffer(b"".join(vectors), np.float16).reshape(len(vectors), -1 if vectors else 0)
