"""The trainers' inbox: a page of it with what can be filtered, one message with the conversation around it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping

from assist_api.domain.inbox import FACETS, Filters
from assist_api.domain.masking import Kind, Masked, Private, mask, unmask
from assist_api.domain.messages import Message, Sender
from assist_api.domain.teaching import State, likeliest
from assist_api.errors import InvalidInput
from assist_api.services.people import Agent
from assist_api.store import casework, conversations, inbox, messages
from assist_api.store.inbox import Counted
from assist_api.store.unit_of_work import UnitOfWork

ON_A_PAGE = 50
AROUND = 10  # messages shown before and after the one that is looked at
ORDERS = {"teaching": "score", "newest": "at"}


def page(unit: UnitOfWork, filters: Filters, order: str, after: str | None, limit: int = ON_A_PAGE) -> dict[str, Any]:
    """`after`: what the page before ended with, as it told."""
    column = ORDERS[order]
    rows = inbox.page(unit.connection, filters, column, _place(column, after), limit + 1)
    shown = rows[:limit]
    more = f"{_written(shown[-1][column])}~{shown[-1]['id']}" if len(rows) > limit else None
    return {"rows": [row_view(row) for row in shown], "after": more}


def overview(unit: UnitOfWork, filters: Filters) -> dict[str, Any]:
    """How many there are of what, each facet counted under all the other filters; and what is still being read."""
    groups = inbox.counted(unit.connection, filters)
    return {
        "total": sum(group.number for group in groups if _fits(group, filters)),
        "facets": {facet: _counts(groups, filters, facet) for facet in FACETS},
        **_standing(unit),
    }


def item(unit: UnitOfWork, item_id: str) -> dict[str, Any]:
    """The message, and what was said before and after it, all of it masked."""
    row = inbox.get(unit.connection, item_id)
    around = _around(unit, row)
    names = _names(unit, row)
    return {
        "item": row_view({**row, "hides": row["private"] is not None}),
        "messages": [_said(one, row, mask(one.text, names).text) for one in around],
    }


def reveal(unit: UnitOfWork, item_id: str, agent: Agent, now: datetime) -> dict[str, Any]:
    """What stands behind the placeholders, here and around; who looked is written down."""
    row = inbox.get(unit.connection, item_id)
    around = _around(unit, row)
    casework.keep_audit(unit.connection, agent.name, "unmask", now, row["conversation_id"], item=item_id)
    return {"text": unmask(_masked(row)), "messages": {str(one.seq): one.text for one in around}}


def row_view(row: Mapping[Any, Any]) -> dict[str, Any]:
    """An item of the inbox for whoever may read it; `hides`: something in it is masked."""
    ranking = [(str(name), float(confidence)) for name, confidence in row["ranking"] or ()]
    plain = (
        "id", "text", "reasons", "intent", "confidence", "margin", "neighbour_intent", "disagreement", "newness",
        "cluster", "cluster_size", "copies", "score", "channel", "feeling", "product_id", "state", "conversation_id",
    )  # fmt: skip
    return {
        **{name: row[name] for name in plain},
        "ranking": [{"intent": name, "confidence": confidence} for name, confidence in ranking],
        "proposal": likeliest(row["intent"], ranking) or row["neighbour_intent"],
        "at": row["at"].isoformat(),
        "hides": bool(row["hides"]),
    }


def put_state(unit: UnitOfWork, item_id: str, state: State) -> None:
    inbox.get(unit.connection, item_id)
    inbox.put_state(unit.connection, item_id, state)


# A page's place


def _place(column: str, after: str | None) -> tuple[Any, str] | None:
    if not after:
        return None
    value, _, item_id = after.rpartition("~")
    try:
        return (float(value) if column == "score" else datetime.fromisoformat(value)), item_id
    except ValueError as error:
        raise InvalidInput("翻页的位置不对，请刷新列表。") from error


def _written(value: float | datetime) -> str:
    return value.isoformat() if isinstance(value, datetime) else repr(value)


# Counting


def _standing(unit: UnitOfWork) -> dict[str, dict[str, int]]:
    states: Counter[str] = Counter()
    unfinished: Counter[str] = Counter()
    for state, lacks, number in inbox.standing(unit.connection):
        states[state] += number
        if lacks:
            unfinished[lacks] += number
    return {"states": dict(states), "unfinished": dict(unfinished)}


def _counts(groups: Sequence[Counted], filters: Filters, facet: str) -> list[dict[str, Any]]:
    """The most frequent first; an item counts under each of its reasons."""
    counts: Counter[str | None] = Counter()
    for group in groups:
        if _fits(group, filters, but=facet):
            for value in _values(group, facet):
                counts[value] += group.number
    return [{"value": value, "count": count} for value, count in counts.most_common() if value is not None]


def _fits(group: Counted, filters: Filters, but: str = "") -> bool:
    asked = {facet: getattr(filters, facet) for facet in FACETS if facet != but}
    return all(value is None or value in _values(group, facet) for facet, value in asked.items())


def _values(group: Counted, facet: str) -> list[str | None]:
    return json.loads(group.reason) if facet == "reason" else [getattr(group, facet)]


# The conversation around


def _around(unit: UnitOfWork, row: RowMapping) -> list[Message]:
    if row["message_id"] is None:
        return []
    seq = messages.seq_of(unit.connection, row["message_id"])
    before = messages.latest(unit.connection, row["conversation_id"], AROUND + 1, up_to=seq)
    return [*before, *messages.after(unit.connection, row["conversation_id"], seq, AROUND)]


def _names(unit: UnitOfWork, row: RowMapping) -> list[str]:
    if row["conversation_id"] is None:
        return []
    conversation = conversations.get(unit.connection, row["conversation_id"])
    return [conversation.shopper_name] if conversation.shopper_id else []


def _said(message: Message, row: RowMapping, text: str) -> dict[str, Any]:
    """Cards and pictures are named by their kind alone: they show orders and addresses."""
    meant, felt = message.understanding, message.feeling
    return {
        "seq": message.seq,
        "from": message.sender.value,
        "text": text,
        "parts": [part.get("type", "") for part in message.parts],
        "at": message.at.isoformat(),
        "intent": meant.intent if meant and message.sender is Sender.SHOPPER else None,
        "feeling": felt.label if felt else None,
        "looked_at": message.id == row["message_id"],
    }


def _masked(row: RowMapping) -> Masked:
    kept = row["private"] or ()
    return Masked(row["text"], tuple(Private(Kind(one["kind"]), one["value"], one["start"]) for one in kept))
