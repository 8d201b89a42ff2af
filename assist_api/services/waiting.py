"""Waits for a person: the queue they make, what each leaves behind, and how the desk's rows tell of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any

from sqlalchemy import RowMapping

from assist_api.domain.conversation import Conversation
from assist_api.domain.messages import Message, Sender
from assist_api.domain.presence import Skill
from assist_api.domain.routing import Entry, Waiting, in_order, place
from assist_api.store import messages, waits
from assist_api.store.people import Agent
from assist_api.store.unit_of_work import UnitOfWork

LOOKED_BACK = 20
KEPT_FOR_NEXT = timedelta(minutes=5)  # for the colleague to whom a leaving agent left the case
_ENTRIES = {Entry.RETURNED: "退回排队", Entry.TRANSFERRED: "同事转来"}


def queue(unit: UnitOfWork) -> list[Waiting]:
    """Everyone who waits, in the order in which they are to be taken."""
    return in_order(waits.waiting(unit.connection))


def place_of(unit: UnitOfWork, conversation_id: str) -> int:
    """From 1; one past the end for a conversation that does not wait."""
    return place(conversation_id, queue(unit))


def start(unit: UnitOfWork, conversation: Conversation, started: datetime) -> None:
    """Hold the conversation. Nothing changes where this wait was begun before."""
    if waits.find(unit.connection, conversation.id, started) is None:
        talk = messages.latest(unit.connection, conversation.id, LOOKED_BACK)
        heard, greeted = _heard(talk, started), _greeted(talk, started)
        waits.start(unit.connection, conversation.id, started, heard, greeted_at=greeted)


def give_back(
    unit: UnitOfWork,
    before: Conversation,
    now: datetime,
    entry: Entry = Entry.RETURNED,
    skill: Skill | None = None,
    keep_for: str | None = None,
) -> None:
    """Into the queue again; it is not pushed to the agent who had it. `before`: the conversation, still held.

    `keep_for`: the colleague to whom it is left, who has it reserved for a while.
    """
    passed = [before.agent_id] if before.agent_id else []
    waits.start(unit.connection, before.id, now, now, greeted_at=now, entry=entry, skill=skill, passed_by=passed)
    if keep_for:
        waits.assign(unit.connection, before.id, now, keep_for, now + KEPT_FOR_NEXT)


def take(unit: UnitOfWork, before: Conversation, agent: Agent, now: datetime) -> None:
    """`before`: the conversation not yet taken; one that did not wait counts as taken at once."""
    started = before.waiting_since or now
    start(unit, before, started)
    waits.greet(unit.connection, before.id, started, now)
    waits.take(unit.connection, before.id, started, agent.id, now)


def answer(unit: UnitOfWork, conversation_id: str, agent: Agent, now: datetime) -> None:
    waits.answer(unit.connection, conversation_id, agent.id, now)


def _heard(talk: Sequence[Message], started: datetime) -> datetime:
    """When the shopper wrote what was still without an answer as the wait began."""
    before = [one for one in talk if one.at < started]
    own = list(takewhile(lambda one: one.sender is Sender.SHOPPER, reversed(before)))
    return own[-1].at if own else started


def _greeted(talk: Sequence[Message], started: datetime) -> datetime | None:
    """When a line of ours stood there; a handover writes one in its own transaction."""
    return next((one.at for one in talk if one.sender is not Sender.SHOPPER and one.at >= started), None)


def shown(unit: UnitOfWork, conversation_id: str) -> dict[str, Any] | None:
    """The wait that goes on, as a part of the desk's row."""
    found = waits.of(unit.connection, conversation_id)
    return routed(found) if found else None


def routed(row: RowMapping) -> dict[str, Any] | None:
    """Where it stands and why; None before it was looked at. Desks sort by rank, deadline and counts_from."""
    one = waits.as_waiting(row)
    if one.placing is None or one.standing is None:
        return None
    return {
        "kind": one.placing.kind,
        "kind_zh": one.placing.kind_zh,
        "skill": one.asks_for.value if one.asks_for else None,
        "skill_zh": one.asks_for.zh if one.asks_for else None,
        "level": one.placing.level,
        "order_id": one.placing.order_id,
        "why": [*(reason.words for reason in one.placing.reasons), *_how_it_came(one.entry, row["known_name"])],
        "rank": one.standing.rank,
        "deadline": one.placing.deadline.isoformat() if one.placing.deadline else None,
        "first_by_deadline": one.standing.deadline is not None,
        "counts_from": one.standing.counts_from.isoformat(),
        "known_to": one.known_to,
        "assigned_to": one.assigned_to,
        "assigned_name": row["assigned_name"],
        "assigned_until": one.assigned_until.isoformat() if one.assigned_until else None,
    }


def _how_it_came(entry: Entry, known_name: str | None) -> list[str]:
    came = [_ENTRIES[entry]] if entry in _ENTRIES else []
    return [*came, f"上次由{known_name}接待"] if known_name else came
