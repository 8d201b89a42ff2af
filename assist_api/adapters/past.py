"""What agents answered before in like cases, where a trainer approved it, as a source of suggestions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from anyio import to_thread

from assist_api.adapters.replies import Index, filled, nearest
from assist_api.adapters.scene import Need, Scene
from assist_api.adapters.suggest import Asked
from assist_api.domain.ranking import SHOWN, Candidate
from knowledge_base.entries import Entry
from knowledge_base.search import Knowledge

SPARE = 3  # some may name facts that are not there
TITLE = "同事答过：{question}"


class PastAnswers:
    """In memory; an answer takes part in the search after the one that put it there."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._known: Knowledge | None = None

    async def put(self, answers: Sequence[Entry]) -> None:
        if answers:
            await to_thread.run_sync(self._put, answers)

    async def find(self, asked: Asked, scene: Scene, values: Mapping[str, str]) -> list[Candidate]:
        if self._known is None:
            return []
        hits = await nearest(self._known, asked, scene.now, SHOWN + SPARE)
        found = (filled(_candidate(hit.entry, hit.confidence), scene, values) for hit in hits)
        return [candidate for candidate in found if candidate][:SHOWN]

    def needs(self, intent: str) -> set[Need]:
        return set()

    def _put(self, answers: Sequence[Entry]) -> None:
        if self._known is None:
            self._known = self._index(answers)
        else:
            self._known.put(answers)


def _candidate(answer: Entry, confidence: float) -> Candidate:
    title, updated = TITLE.format(question=answer.question), answer.updated.isoformat() if answer.updated else ""
    return Candidate(answer.answer, "past", answer.id, title, updated, confidence)
