"""What agents answered before in like cases, where a trainer approved it, as a source of suggestions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from anyio import to_thread

from assist_api.adapters.scene import Need, Scene
from assist_api.adapters.suggest import Asked, as_facts
from assist_api.domain.duty import SHOP_TIME
from assist_api.domain.ranking import LEAST_CONFIDENCE, SHOWN, Candidate
from assist_api.domain.slots import fill
from knowledge_base.entries import Entry
from knowledge_base.search import Knowledge

Index = Callable[[Sequence[Entry]], Knowledge]
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
        known, day = self._known, scene.now.astimezone(SHOP_TIME).date()
        if known is None:
            return []
        hits = await to_thread.run_sync(
            lambda: known.search(
                asked.question.text, SHOWN + SPARE, now=day, vector=asked.vector, threshold=LEAST_CONFIDENCE
            )
        )
        found = (_candidate(hit.entry, hit.confidence, scene, values) for hit in hits)
        return [candidate for candidate in found if candidate][:SHOWN]

    def needs(self, intent: str) -> set[Need]:
        return set()

    def _put(self, answers: Sequence[Entry]) -> None:
        if self._known is None:
            self._known = self._index(answers)
        else:
            self._known.put(answers)


def _candidate(answer: Entry, confidence: float, scene: Scene, values: Mapping[str, str]) -> Candidate | None:
    filled = fill(answer.answer, values)
    if filled.missing:
        return None
    return Candidate(
        filled.text,
        "past",
        answer.id,
        TITLE.format(question=answer.question),
        answer.updated.isoformat() if answer.updated else "",
        confidence,
        facts=as_facts(filled.facts),
        template=answer.answer,
        order_id=scene.order_id,
        product_id=scene.product.id if scene.product else "",
    )
