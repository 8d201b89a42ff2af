"""How long agents had their cases, read from the audit log."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, select

from assist_api.store.schema import audit

_BEGINS = ("take",)
_ENDS = ("give_back", "return_to_bot", "close")


def closed(connection: Connection, limit: int) -> list[tuple[datetime, datetime]]:
    """(taken, done) of the newest; one that was taken over or handed on meanwhile is one from first to last."""
    moves = audit.c.what.in_((*_BEGINS, *_ENDS)) & audit.c.conversation_id.is_not(None)
    query = select(audit.c.conversation_id, audit.c.what, audit.c.at).where(moves)
    newest = connection.execute(query.order_by(audit.c.at.desc()).limit(2 * limit)).all()
    return list(_pairs([(str(one), str(what), at) for one, what, at in reversed(newest)]))


def _pairs(moves: list[tuple[str, str, datetime]]) -> Iterator[tuple[datetime, datetime]]:
    begun: dict[str, datetime] = {}
    for conversation_id, what, at in moves:
        if what in _BEGINS:
            begun.setdefault(conversation_id, at)
        elif conversation_id in begun:
            yield begun.pop(conversation_id), at
