"""Suggestions as shown to an agent. What became of them is in `outcomes`."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update

from assist_api.store.schema import suggestions


def keep(
    connection: Connection,
    conversation_id: str,
    for_seq: int,
    order_id: str,
    bodies: list[dict[str, Any]],
    held_out: bool,
    at: datetime,
) -> list[dict[str, Any]]:
    """Keep what is shown for the message `for_seq`; what was shown first stays, so that its outcomes stay true."""
    if known := kept_for(connection, conversation_id, for_seq, order_id):
        return [row["body"] for row in known]
    kept = [{**body, "id": f"g{secrets.token_hex(8)}"} for body in bodies]
    for rank, body in enumerate(kept):
        connection.execute(
            insert(suggestions).values(
                id=body["id"],
                conversation_id=conversation_id,
                for_seq=for_seq,
                order_id=order_id,
                rank=rank,
                body=body,
                shown_at=at,
                held_out=held_out,
                kind=body["source"]["kind"],
                source_id=body["source"]["id"],
            )
        )
    return kept


def kept_for(connection: Connection, conversation_id: str, for_seq: int, order_id: str) -> Sequence[RowMapping]:
    query = select(suggestions.c.body, suggestions.c.held_out).where(
        suggestions.c.conversation_id == conversation_id,
        suggestions.c.for_seq == for_seq,
        suggestions.c.order_id == order_id,
    )
    return connection.execute(query.order_by(suggestions.c.rank)).mappings().all()


def bodies_of(connection: Connection, conversation_id: str) -> Sequence[dict[str, Any]]:
    """Of everything that was ever shown in the conversation."""
    return connection.scalars(select(suggestions.c.body).where(suggestions.c.conversation_id == conversation_id)).all()


def renew(connection: Connection, suggestion_id: str, body: dict[str, Any]) -> None:
    connection.execute(update(suggestions).where(suggestions.c.id == suggestion_id).values(body=body))


def find(connection: Connection, conversation_id: str, suggestion_id: str) -> RowMapping | None:
    query = select(suggestions).where(
        suggestions.c.id == suggestion_id, suggestions.c.conversation_id == conversation_id
    )
    return connection.execute(query).mappings().first()
