"""Whether what a person did has helped, as the shopper says."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from assist_api.store.schema import resolutions


def note(connection: Connection, conversation_id: str, message_id: str, *, solved: bool, at: datetime) -> None:
    """`message_id`: of the answer."""
    values = {"message_id": message_id, "conversation_id": conversation_id, "solved": solved, "at": at}
    connection.execute(insert(resolutions).values(**values))


def count(connection: Connection, since: datetime) -> dict[bool, int]:
    query = select(resolutions.c.solved, func.count()).where(resolutions.c.at >= since)
    return {bool(solved): int(number) for solved, number in connection.execute(query.group_by(resolutions.c.solved))}


def newest(connection: Connection, conversation_id: str) -> bool | None:
    query = select(resolutions.c.solved).where(resolutions.c.conversation_id == conversation_id)
    return connection.scalar(query.order_by(resolutions.c.at.desc()).limit(1))
