"""Decisions on handover, one a message, each with all that it weighed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select

from assist_api.domain.handover import Decision
from assist_api.domain.messages import Message
from assist_api.store import messages
from assist_api.store.schema import decisions


def keep(
    connection: Connection,
    conversation_id: str,
    message_id: str,
    decision: Decision,
    inputs: dict[str, Any],
    at: datetime,
) -> None:
    """A later decision on the same message takes the place of the earlier one."""
    connection.execute(delete(decisions).where(decisions.c.message_id == message_id))
    connection.execute(
        insert(decisions).values(
            message_id=message_id,
            conversation_id=conversation_id,
            at=at,
            handover=decision.handover,
            score=decision.score,
            urgency=decision.urgency,
            reasons=[asdict(reason) for reason in decision.reasons],
            inputs=inputs,
        )
    )


def last_handover(connection: Connection, conversation_id: str) -> RowMapping | None:
    query = select(decisions).where(decisions.c.conversation_id == conversation_id, decisions.c.handover)
    return connection.execute(query.order_by(decisions.c.at.desc()).limit(1)).mappings().first()


def conversations_of(connection: Connection, since: datetime | None, until: datetime | None) -> list[str]:
    """Conversations in which something was decided then, by the time of the first decision."""
    query = select(decisions.c.conversation_id, decisions.c.at).order_by(decisions.c.at, decisions.c.message_id)
    if since:
        query = query.where(decisions.c.at >= since)
    if until:
        query = query.where(decisions.c.at < until)
    return list(dict.fromkeys(row[0] for row in connection.execute(query)))


def of_conversation(connection: Connection, conversation_id: str) -> tuple[list[Message], dict[str, RowMapping]]:
    """All messages in order, and the decisions by message."""
    talk: list[Message] = []
    while more := messages.after(connection, conversation_id, talk[-1].seq if talk else 0):
        talk += more
    query = select(decisions).where(decisions.c.conversation_id == conversation_id)
    return talk, {row["message_id"]: row for row in connection.execute(query).mappings()}
