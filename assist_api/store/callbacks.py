"""Calls that shoppers wished for. Once it is made, the number is kept masked only."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import Connection, RowMapping, insert, select, update

from assist_api.domain.wishes import Window, masked_number
from assist_api.errors import CallbackNotFound
from assist_api.store.schema import callbacks


def add(connection: Connection, message_id: str, conversation_id: str, ticket_id: str, phone: str, at: Window) -> None:
    values = {"conversation_id": conversation_id, "message_id": message_id, "ticket_id": ticket_id, "phone": phone}
    row_id = f"b{secrets.token_hex(8)}"
    connection.execute(insert(callbacks).values(id=row_id, begins_at=at.begins, ends_at=at.ends, **values))


def of(connection: Connection, conversation_id: str) -> list[RowMapping]:
    """Those still to be made first."""
    query = select(callbacks).where(callbacks.c.conversation_id == conversation_id)
    return list(connection.execute(query.order_by(callbacks.c.done_at.is_not(None), callbacks.c.begins_at)).mappings())


def done(connection: Connection, conversation_id: str, callback_id: str, by: str, at: datetime) -> None:
    one = (callbacks.c.id == callback_id) & (callbacks.c.conversation_id == conversation_id)
    found = connection.execute(select(callbacks).where(one)).mappings().first()
    if found is None:
        raise CallbackNotFound
    if found["done_at"] is None:
        kept = masked_number(found["phone"])
        connection.execute(update(callbacks).where(one).values(phone=kept, done_at=at, done_by=by))
