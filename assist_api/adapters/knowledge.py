"""The knowledge base as the service asks it: in a thread, answers filled from the shop's rules and live facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from anyio import to_thread
from knowledge_base.search import Hit, Knowledge

from assist_api.errors import KnowledgeUnavailable
from knowledge_base import encoder as encoders
from knowledge_base.entries import render


@dataclass(frozen=True)
class Found:
    id: str
    question: str
    answer: str
    score: float
    confidence: float
    internal: bool
    updated: str
    facts: tuple[tuple[str, str], ...]
    complete: bool  # every slot of the answer was filled


class KnowledgeReader:
    def __init__(self, knowledge: Knowledge | None, policy: Mapping[str, Any]) -> None:
        self._knowledge = knowledge
        self._policy = policy

    @classmethod
    def open(cls, folder: Path, policy: Mapping[str, Any], encoder_name: str = "") -> KnowledgeReader:
        """Refuses an index that was built with another encoder; see `make up`, which builds the right one."""
        return cls(Knowledge.open(folder, encoders.choose(encoder_name or None)), policy)

    @property
    def ready(self) -> bool:
        return self._knowledge is not None

    async def search(
        self, text: str, limit: int, now: datetime, *, public_only: bool = False, slots: Mapping[str, str] | None = None
    ) -> list[Found]:
        """Best first; nothing where nothing is sure enough. An answer with an unfilled slot is left out."""
        if self._knowledge is None:
            raise KnowledgeUnavailable
        knowledge = self._knowledge
        hits = await to_thread.run_sync(lambda: knowledge.search(text, limit=limit, public_only=public_only, now=now))
        found = [_found(hit, self._policy, slots or {}) for hit in hits]
        return [one for one in found if one.complete]

    async def warm(self, text: str) -> None:
        """Load what the first search would have to wait for."""
        if self._knowledge:
            await to_thread.run_sync(lambda: self._knowledge and self._knowledge.search(text, limit=1))

    async def answer(self, text: str, now: datetime) -> str | None:
        """The best public answer in words; None where the knowledge base has none."""
        found: Sequence[Found] = await self.search(text, 3, now, public_only=True)
        return found[0].answer if found else None


def _found(hit: Hit, policy: Mapping[str, Any], slots: Mapping[str, str]) -> Found:
    entry = hit.entry
    rendered = render(entry.answer, policy=policy, slots=slots)
    return Found(
        entry.id,
        entry.question,
        rendered.text,
        hit.score,
        hit.confidence,
        not entry.public,
        entry.updated,
        tuple((fact.slot, fact.value) for fact in rendered.facts),
        not rendered.missing,
    )
