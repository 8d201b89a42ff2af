"""Which agents are there: an open desk beats, a closed one stops."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from assist_api.domain.conversation import Conversation
from assist_api.domain.duty import Duty
from assist_api.store import people
from assist_api.store.unit_of_work import UnitOfWork

BEAT = timedelta(seconds=20)
GONE_AFTER = timedelta(seconds=50)


def beat(unit: UnitOfWork, token_hash: str, now: datetime) -> None:
    people.note_desk(unit.connection, token_hash, now)


def leave(unit: UnitOfWork, token_hash: str) -> None:
    people.note_desk(unit.connection, token_hash, None)


def duty_now(unit: UnitOfWork, hours: Sequence[str], now: datetime) -> Duty:
    return Duty.of(hours, len(people.on_duty(unit.connection, now - GONE_AFTER)))


def has_left(unit: UnitOfWork, conversation: Conversation, now: datetime) -> bool:
    """Whether the owner's desk is closed, and nothing has happened in the conversation for as long."""
    quiet = now - conversation.updated_at > GONE_AFTER
    return quiet and conversation.agent_id not in people.on_duty(unit.connection, now - GONE_AFTER)
