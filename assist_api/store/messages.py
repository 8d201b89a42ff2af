"""Messages: appended under the conversation's next number, read by those who hold the conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update

from assist_api.domain.messages import FeltAs, Message, Sender, Understanding
from assist_api.errors import MessageNotFound
from assist_api.store.schema import messages


def add(connection: Connection, message: Message) -> None:
    connection.execute(
        insert(messages).values(
            id=message.id,
            conversation_id=message.conversation_id,
            seq=message.seq,
            client_id=message.client_id,
            sender=message.sender.value,
            name=message.name,
            text=message.text,
            parts=list(message.parts),
            at=message.at,
            failed=False,
        )
    )


def find_by_client_id(connection: Connection, conversation_id: str, sender: Sender, client_id: str) -> Message | None:
    query = select(messages).where(
        messages.c.conversation_id == conversation_id,
        messages.c.sender == sender.value,
        messages.c.client_id == client_id,
    )
    found = connection.execute(query).mappings().first()
    return _message(found) if found else None


def get(connection: Connection, conversation_id: str, seq: int) -> Message:
    query = select(messages).where(messages.c.conversation_id == conversation_id, messages.c.seq == seq)
    found = connection.execute(query).mappings().first()
    if found is None:
        raise MessageNotFound
    return _message(found)


def seq_of(connection: Connection, message_id: str) -> int:
    found = connection.scalar(select(messages.c.seq).where(messages.c.id == message_id))
    if found is None:
        raise MessageNotFound
    return int(found)


def after(connection: Connection, conversation_id: str, seq: int, limit: int = 500) -> list[Message]:
    query = select(messages).where(messages.c.conversation_id == conversation_id, messages.c.seq > seq)
    found = connection.execute(query.order_by(messages.c.seq).limit(limit)).mappings()
    return [_message(row) for row in found]


def latest(connection: Connection, conversation_id: str, limit: int, up_to: int | None = None) -> list[Message]:
    """The last `limit` messages up to the number `up_to`, oldest first."""
    query = select(messages).where(messages.c.conversation_id == conversation_id)
    if up_to is not None:
        query = query.where(messages.c.seq <= up_to)
    found = connection.execute(query.order_by(messages.c.seq.desc()).limit(limit)).mappings().all()
    return [_message(row) for row in reversed(found)]


def newest_of(connection: Connection, conversation_id: str, sender: Sender) -> Message | None:
    query = select(messages).where(messages.c.conversation_id == conversation_id, messages.c.sender == sender.value)
    found = connection.execute(query.order_by(messages.c.seq.desc()).limit(1)).mappings().first()
    return _message(found) if found else None


def note_reading(
    connection: Connection, message_id: str, understanding: Understanding | None, feeling: FeltAs | None
) -> None:
    """Keep what the models made of a message."""
    connection.execute(
        update(messages)
        .where(messages.c.id == message_id)
        .values(
            intent=understanding.intent if understanding else None,
            confidence=understanding.confidence if understanding else None,
            understanding=asdict(understanding) if understanding else None,
            feeling=asdict(feeling) if feeling else None,
        )
    )


def mark_failed(connection: Connection, message_id: str) -> None:
    connection.execute(update(messages).where(messages.c.id == message_id).values(failed=True))


def rate(connection: Connection, message_id: str, helpful: bool, at: datetime) -> None:
    connection.execute(update(messages).where(messages.c.id == message_id).values(helpful=helpful, rated_at=at))


def feeling_of(kept: dict[str, Any] | None) -> FeltAs | None:
    """From the JSON in which it is kept."""
    return FeltAs(**{**kept, "evidence": tuple(kept["evidence"])}) if kept else None


def _message(row: RowMapping) -> Message:
    return Message(
        id=row["id"],
        conversation_id=row["conversation_id"],
        seq=row["seq"],
        client_id=row["client_id"],
        sender=Sender(row["sender"]),
        name=row["name"],
        text=row["text"],
        parts=tuple(row["parts"]),
        at=row["at"],
        understanding=_understanding(row["understanding"]),
        feeling=feeling_of(row["feeling"]),
        failed=row["failed"],
        recalled=row["recalled_at"] is not None,
        helpful=row["helpful"],
    )


def _understanding(kept: dict[str, Any] | None) -> Understanding | None:
    if not kept:
        return None
    ranking: Sequence[Sequence[Any]] = kept["ranking"]
    pairs = tuple((str(intent), float(confidence)) for intent, confidence in ranking)
    return Understanding(kept["intent"], kept["confidence"], pairs, tuple(kept["entities"]))
