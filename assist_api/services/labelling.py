"""What an annotator has before them: the next messages, what others told about them, and how far the work is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping

from assist_api.domain.labels import Opinion, Part
from assist_api.domain.messages import clean_text
from assist_api.errors import InboxItemNotFound
from assist_api.services.inbox import row_view
from assist_api.services.people import Agent
from assist_api.store import label_comments, labelling_queue, labels
from assist_api.store.unit_of_work import UnitOfWork

CLAIMED_FOR = timedelta(minutes=10)  # then a colleague may have what was left lying


@dataclass(frozen=True)
class Asked:
    """`second`: what one other has labelled. `first`: this message before all others. `without`: the page has these."""

    limit: int
    second: bool = False
    first: str | None = None
    without: Sequence[str] = ()


def hand_out(unit: UnitOfWork, asked: Asked, annotator: Agent, now: datetime) -> list[dict[str, Any]]:
    """The next messages; until their claim runs out nobody else is given them."""
    queue = labelling_queue.for_a_second_look if asked.second else labelling_queue.unlabelled
    without = [*asked.without, *([asked.first] if asked.first else [])]
    rows = [*_named(unit, asked.first), *queue(unit.connection, annotator.id, now, asked.limit, without)]
    ids = [row["id"] for row in rows]
    if not asked.without:
        labelling_queue.let_go(unit.connection, annotator.id)
    labelling_queue.claim(unit.connection, ids, annotator.id, now + CLAIMED_FOR)
    mine = _own(unit, ids, annotator)
    told = label_comments.of_items(unit.connection, ids)
    return [{**row_view(row), "mine": mine.get(row["id"]), "comments": told.get(row["id"], [])} for row in rows]


def comment(unit: UnitOfWork, item_id: str, text: str, author: Agent, now: datetime) -> list[dict[str, Any]]:
    """All comments on the message, with this one."""
    if labelling_queue.one(unit.connection, item_id) is None:
        raise InboxItemNotFound
    label_comments.add(unit.connection, item_id, author.id, clean_text(text), now)
    return label_comments.of_items(unit.connection, [item_id])[item_id]


def comments(unit: UnitOfWork, item_id: str) -> list[dict[str, Any]]:
    return label_comments.of_items(unit.connection, [item_id]).get(item_id, [])


def views(unit: UnitOfWork, item_ids: Sequence[str]) -> list[dict[str, Any]]:
    """These messages, those of them that still wait for a label, in the order given."""
    found = {row["id"]: row for row in labelling_queue.waiting(unit.connection, item_ids)}
    return [row_view(found[one]) for one in item_ids if one in found]


def opinion_view(opinion: Opinion) -> dict[str, Any]:
    return {
        "annotator": opinion.annotator,
        "annotator_id": opinion.annotator_id,
        "decision": opinion.ruling.decision.value,
        "parts": [part_view(part) for part in opinion.ruling.parts],
        "settles": opinion.settles,
        "at": opinion.at.isoformat(),
    }


def part_view(part: Part) -> dict[str, Any]:
    """`entities` is None where nobody looked for any."""
    entities = None if part.marks is None else [mark.plain() for mark in part.marks]
    return {"text": part.text, "intent": part.intent, "entities": entities}


def _named(unit: UnitOfWork, item_id: str | None) -> list[RowMapping]:
    if item_id is None:
        return []
    found = labelling_queue.one(unit.connection, item_id)
    if found is None:
        raise InboxItemNotFound
    return [found]


def _own(unit: UnitOfWork, item_ids: Sequence[str], annotator: Agent) -> dict[str, dict[str, Any]]:
    """What the annotator has said before; what others say is not told, so that a second opinion is their own."""
    said = labels.opinions(unit.connection, item_ids)
    return {
        item: opinion_view(one) for item, all_of in said.items() for one in all_of if one.annotator_id == annotator.id
    }
