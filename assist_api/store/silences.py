"""Cases whose agent owes an answer for too long."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, exists, select

from assist_api.domain.conversation import State
from assist_api.store.schema import conversations, waits


def cases(connection: Connection, since: datetime) -> list[str]:
    """Their shopper waits, and the agent has them, since before that moment."""
    taken_later = exists().where(waits.c.conversation_id == conversations.c.id, waits.c.taken_at > since)
    query = select(conversations.c.id).where(
        conversations.c.state == State.AGENT.value, conversations.c.unanswered_since <= since, ~taken_later
    )
    return list(connection.scalars(query))
