"""Pictures: kept for a conversation, then belonging to one of its messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from assist_api.domain.pictures import Kind
from assist_api.store.schema import pictures


@dataclass(frozen=True)
class Picture:
    kind: Kind
    data: bytes


def add(connection: Connection, picture_id: str, conversation_id: str, picture: Picture, at: datetime) -> None:
    connection.execute(
        insert(pictures).values(
            id=picture_id, conversation_id=conversation_id, kind=picture.kind.value, data=picture.data, at=at
        )
    )


def find(connection: Connection, picture_id: str) -> Picture | None:
    query = select(pictures.c.kind, pictures.c.data).where(pictures.c.id == picture_id)
    found = connection.execute(query).first()
    return Picture(Kind(found.kind), found.data) if found else None


def count_since(connection: Connection, conversation_id: str, since: datetime) -> int:
    which = (pictures.c.conversation_id == conversation_id) & (pictures.c.at > since)
    return connection.execute(select(func.count()).where(which)).scalar_one()


def claim(connection: Connection, conversation_id: str, picture_ids: Sequence[str], message_id: str) -> int:
    """How many of them are now the message's: those of its conversation that no message has."""
    ours = (pictures.c.conversation_id == conversation_id) & pictures.c.message_id.is_(None)
    change = update(pictures).where(ours, pictures.c.id.in_(picture_ids)).values(message_id=message_id)
    return connection.execute(change).rowcount


def drop_unsent(connection: Connection, before: datetime) -> None:
    connection.execute(delete(pictures).where(pictures.c.message_id.is_(None), pictures.c.at < before))
