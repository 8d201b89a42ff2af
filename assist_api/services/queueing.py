"""What those who wait for a person are told of their place: one reading of queue, team and pace for all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from assist_api.domain.events import QueueMoved
from assist_api.domain.routing import Waiting
from assist_api.domain.waiting_time import Phase, Wait, WaitingRules, crew, pace, wait
from assist_api.services import presence, waiting
from assist_api.store import phases
from assist_api.store.unit_of_work import UnitOfWork


def waits(unit: UnitOfWork, rules: WaitingRules, now: datetime) -> dict[str, Wait]:
    """Of everyone in the queue, by conversation."""
    ordered = waiting.queue(unit)
    if not ordered:
        return {}
    tell = _teller(unit, rules, now)
    return {one.conversation_id: tell(place, one) for place, one in enumerate(ordered, 1)}


def wait_of(unit: UnitOfWork, conversation_id: str, rules: WaitingRules, now: datetime) -> Wait:
    """Of one that waits; one that is just about to is the last."""
    ordered = waiting.queue(unit)
    found = next((one for one in ordered if one.conversation_id == conversation_id), None)
    place = ordered.index(found) + 1 if found else len(ordered) + 1
    return _teller(unit, rules, now)(place, found)


def _teller(unit: UnitOfWork, rules: WaitingRules, now: datetime) -> Callable[[int, Waiting | None], Wait]:
    team = presence.team(unit, rules.side_by_side, now)
    measured = pace([Phase(*one) for one in phases.closed(unit.connection, rules.looked_back)], rules, now)
    return lambda place, one: wait(place, crew(team, one.asks_for if one else None), measured, rules, now)


def moved(told: Mapping[str, Wait], found: Mapping[str, Wait]) -> list[QueueMoved]:
    """News for those who were told something else, or nothing yet."""
    return [_news(name, one) for name, one in found.items() if told.get(name) != one]


def _news(conversation_id: str, one: Wait) -> QueueMoved:
    return QueueMoved(conversation_id, one.place, one.ahead, one.least, one.most, one.attended, one.sentence)


def seen(one: Wait) -> dict[str, Any]:
    """As its shopper reads it."""
    return {**asdict(one), "ahead": one.ahead}
