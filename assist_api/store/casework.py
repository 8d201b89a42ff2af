"""What is kept beside the messages of a case: promises, notes, the audit log."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select

from assist_api.domain.messages import BOT_NAME
from assist_api.store.schema import audit, notes, promises, staff


def keep_promise(
    connection: Connection, conversation_id: str, message_id: str, order_id: str, kind: str, due_at: datetime
) -> None:
    connection.execute(
        insert(promises).values(
            id=f"p{secrets.token_hex(8)}",
            conversation_id=conversation_id,
            message_id=message_id,
            order_id=order_id,
            kind=kind,
            due_at=due_at,
        )
    )


def promises_of(connection: Connection, conversation_id: str) -> list[RowMapping]:
    query = select(promises).where(promises.c.conversation_id == conversation_id, promises.c.dropped_at.is_(None))
    return list(connection.execute(query.order_by(promises.c.due_at)).mappings())


def add_note(connection: Connection, conversation_id: str, agent_id: str | None, text: str, at: datetime) -> RowMapping:
    """`agent_id` is None for a note of the bot."""
    note_id = f"n{secrets.token_hex(8)}"
    connection.execute(
        insert(notes).values(id=note_id, conversation_id=conversation_id, agent_id=agent_id, text=text, at=at)
    )
    return connection.execute(_notes().where(notes.c.id == note_id)).mappings().one()


def notes_of(connection: Connection, conversation_id: str) -> list[RowMapping]:
    query = _notes().where(notes.c.conversation_id == conversation_id).order_by(notes.c.at)
    return list(connection.execute(query).mappings())


def keep_audit(
    connection: Connection, who: str, what: str, at: datetime, conversation_id: str | None = None, **detail: Any
) -> None:
    """The log only grows: there is no function that changes or removes an entry."""
    connection.execute(
        insert(audit).values(
            id=f"a{secrets.token_hex(10)}", at=at, who=who, what=what, conversation_id=conversation_id, detail=detail
        )
    )


def count_audit(connection: Connection, beginning: str, since: datetime) -> dict[str, int]:
    """How often each thing whose name begins so was done."""
    query = select(audit.c.what, func.count()).where(audit.c.what.startswith(beginning), audit.c.at >= since)
    rows = connection.execute(query.group_by(audit.c.what))
    return {row[0]: row[1] for row in rows}


def _notes() -> Any:
    joined = notes.outerjoin(staff, staff.c.id == notes.c.agent_id)
    by = func.coalesce(staff.c.name, BOT_NAME).label("by")
    return select(notes.c.id, notes.c.text, notes.c.at, by).select_from(joined)
