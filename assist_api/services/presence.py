"""Which agents are there: an open desk beats, a closed one stops."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from assist_api.domain.conversation import Conversation
from assist_api.domain.duty import Duty
from assist_api.domain.events import PresenceChanged
from assist_api.domain.presence import Colleague, Skill, Status
from assist_api.errors import InvalidInput
from assist_api.store import casework, colleagues, people
from assist_api.store.people import Agent
from assist_api.store.unit_of_work import UnitOfWork

BEAT = timedelta(seconds=20)
GONE_AFTER = timedelta(seconds=50)


MOST_CASES = 50  # anybody's limit


def beat(unit: UnitOfWork, token_hash: str, now: datetime) -> None:
    people.note_desk(unit.connection, token_hash, now)


def leave(unit: UnitOfWork, token_hash: str) -> None:
    people.note_desk(unit.connection, token_hash, None)


def team(unit: UnitOfWork, limit: int, now: datetime) -> list[Colleague]:
    """Every active member; `limit`: cases side by side of those who have no limit of their own."""
    return colleagues.everyone(unit.connection, limit, now - GONE_AFTER)


def colleague(unit: UnitOfWork, staff_id: str, limit: int, now: datetime) -> Colleague:
    found = next((one for one in team(unit, limit, now) if one.id == staff_id), None)
    if found is None:
        raise InvalidInput("没有这位同事。")
    return found


def set_status(unit: UnitOfWork, agent: Agent, status: Status, limit: int, now: datetime) -> Colleague:
    colleagues.set_status(unit.connection, agent.id, status, now)
    return _told(unit, agent.id, limit, now)


def arrive(unit: UnitOfWork, token_hash: str, agent: Agent, limit: int, now: datetime) -> None:
    """The desk opens: who was away is back; busy stays busy until its owner says otherwise."""
    beat(unit, token_hash, now)
    if colleague(unit, agent.id, limit, now).status is Status.AWAY:
        colleagues.set_status(unit.connection, agent.id, Status.ONLINE, now)
    _told(unit, agent.id, limit, now)


def depart(unit: UnitOfWork, token_hash: str, agent: Agent, limit: int, now: datetime) -> None:
    leave(unit, token_hash)
    _told(unit, agent.id, limit, now)


def set_skills(
    unit: UnitOfWork, staff_id: str, skills: Sequence[Skill], own_limit: int | None, by: str, limit: int, now: datetime
) -> Colleague:
    """`own_limit` None: as many cases as everybody. No skill at all means every skill."""
    if own_limit is not None and not 1 <= own_limit <= MOST_CASES:
        raise InvalidInput(f"同时接待的会话数要在 1 到 {MOST_CASES} 之间。")
    if not colleagues.set_skills(unit.connection, staff_id, skills, own_limit):
        raise InvalidInput("没有这位同事。")
    named = [skill.value for skill in skills]
    casework.keep_audit(unit.connection, by, "set_skills", now, staff=staff_id, skills=named, limit=own_limit)
    return _told(unit, staff_id, limit, now)


def ensure_skills(unit: UnitOfWork, staff_id: str, skills: Sequence[Skill]) -> None:
    """Of a member for whom nobody has said any yet."""
    colleagues.name_skills(unit.connection, staff_id, skills)


def as_seen(one: Colleague) -> dict[str, Any]:
    """A colleague as every desk sees them."""
    return {
        "id": one.id,
        "name": one.name,
        "status": one.status.value,
        "shown": one.shown,
        "present": one.present,
        "status_at": one.status_at.isoformat() if one.status_at else None,
        "skills": [skill.value for skill in Skill if skill in one.skills],
        "load": one.load,
        "limit": one.limit,
        "takes_new": one.takes_new,
    }


def _told(unit: UnitOfWork, staff_id: str, limit: int, now: datetime) -> Colleague:
    found = colleague(unit, staff_id, limit, now)
    unit.emit(PresenceChanged("", as_seen(found)))
    return found


def duty_now(unit: UnitOfWork, hours: Sequence[str], now: datetime) -> Duty:
    return Duty.of(hours, len(people.on_duty(unit.connection, now - GONE_AFTER)))


def has_left(unit: UnitOfWork, conversation: Conversation, now: datetime) -> bool:
    """Whether the owner's desk is closed, and nothing has happened in the conversation for as long."""
    quiet = now - conversation.updated_at > GONE_AFTER
    return quiet and conversation.agent_id not in people.on_duty(unit.connection, now - GONE_AFTER)
