"""Receipts of handovers: what was shown to the shopper, and each correction as one of its own. They only grow."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, RowMapping, insert, select

from assist_api.domain.messages import Message
from assist_api.domain.receipt import Receipt
from assist_api.store.schema import receipts


def add(connection: Connection, message: Message, receipt: Receipt, at: datetime) -> None:
    values = {
        "message_id": message.id,
        "conversation_id": message.conversation_id,
        "seq": message.seq,
        "body": receipt.part(),
        "changed": receipt.changed.value,
        "at": at,
    }
    connection.execute(insert(receipts).values(**values))


def of(connection: Connection, conversation_id: str) -> list[RowMapping]:
    """Oldest first."""
    query = select(receipts).where(receipts.c.conversation_id == conversation_id)
    return list(connection.execute(query.order_by(receipts.c.seq)).mappings())
