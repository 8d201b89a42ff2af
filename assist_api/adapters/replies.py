"""Replies that stand ready in memory: found by the sentences they answer, filled for the shopper in question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from anyio import to_thread

from assist_api.adapters.scene import Scene
from assist_api.adapters.suggest import Asked, as_facts
from assist_api.domain.duty import shop_day
from assist_api.domain.ranking import LEAST_CONFIDENCE, Candidate
from assist_api.domain.slots import fill
from knowledge_base.entries import Entry
from knowledge_base.search import Hit, Knowledge

Index = Callable[[Sequence[Entry]], Knowledge]


async def nearest(known: Knowledge, asked: Asked, now: datetime, limit: int) -> list[Hit]:
    """What an agent may be shown, best first."""
    text, vector, day = asked.question.text, asked.vector, shop_day(now)
    return await to_thread.run_sync(
        lambda: known.search(text, limit, now=day, vector=vector, threshold=LEAST_CONFIDENCE)
    )


def filled(wanted: Candidate, scene: Scene, values: Mapping[str, str]) -> Candidate | None:
    """`wanted` has its template for a text; None where a slot of it has no value now."""
    found = fill(wanted.text, values)
    if found.missing:
        return None
    return replace(
        wanted,
        text=found.text,
        facts=as_facts(found.facts),
        template=wanted.text,
        order_id=scene.order_id,
        product_id=scene.product_id,
    )
