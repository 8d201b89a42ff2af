"""Promises as they are found, kept, corrected and warned of. What the bot's actions promise: casework.keep_promise."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, select, update

from assist_api.domain.promises import Promised
from assist_api.errors import PromiseNotFound
from assist_api.store.insert_once import insert_once
from assist_api.store.schema import messages, promises


def add(connection: Connection, conversation_id: str, message_id: str, found: Promised, by: str, at: datetime) -> bool:
    """Whether it is new: of a message one promise of each kind is kept."""
    values = {
        "id": f"p{secrets.token_hex(8)}", "conversation_id": conversation_id, "message_id": message_id, "order_id": "",
        "kind": found.kind.value, "due_at": found.due_at, "text": found.words[:400], "by": by, "made_at": at,
    }  # fmt: skip
    return insert_once(connection, promises, values)


def get(connection: Connection, promise_id: str) -> RowMapping:
    found = connection.execute(select(promises).where(promises.c.id == promise_id)).mappings().first()
    if found is None:
        raise PromiseNotFound
    return found


def save(connection: Connection, promise_id: str, values: Mapping[str, Any]) -> None:
    connection.execute(update(promises).where(promises.c.id == promise_id).values(**values))


def drop_said_in(connection: Connection, message_id: str, at: datetime) -> bool:
    """Whether the message held any that stood."""
    query = update(promises).where(promises.c.message_id == message_id, promises.c.dropped_at.is_(None))
    return connection.execute(query.values(dropped_at=at, text="")).rowcount > 0


def made_near(connection: Connection, conversation_id: str, seq: int, back: int) -> bool:
    """Whether a promise stands at one of the last lines up to `seq`."""
    joined = promises.join(messages, messages.c.id == promises.c.message_id)
    query = (
        select(promises.c.id)
        .select_from(joined)
        .where(promises.c.conversation_id == conversation_id, messages.c.seq <= seq, messages.c.seq > seq - back)
    )
    return connection.execute(query.limit(1)).first() is not None


def due_before(connection: Connection, moment: datetime, mark: str) -> list[RowMapping]:
    """Open ones due by then of which this was not said: `warned_at` or `late_at`."""
    query = select(promises).where(
        promises.c.kept_at.is_(None), promises.c.dropped_at.is_(None), promises.c.due_at <= moment,
        promises.c[mark].is_(None),
    )  # fmt: skip
    return list(connection.execute(query.order_by(promises.c.due_at)).mappings())


def mark(connection: Connection, promise_id: str, name: str, at: datetime) -> bool:
    """Only once, whichever process is first."""
    query = update(promises).where(promises.c.id == promise_id, promises.c[name].is_(None))
    return connection.execute(query.values(**{name: at})).rowcount == 1
