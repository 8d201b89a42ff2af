"""Canned replies and their pictures. What was deleted stays, unseen: the starter library must not bring it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, or_, select, update

from assist_api.domain.canned import CannedReply, Wording
from assist_api.domain.pictures import Kind
from assist_api.store.pictures import Picture
from assist_api.store.schema import canned, canned_pictures, messages


def visible(connection: Connection, staff_id: str | None) -> list[CannedReply]:
    """The team's, and this member's own."""
    query = select(canned).where(canned.c.deleted_at.is_(None))
    query = query.where(or_(canned.c.staff_id.is_(None), canned.c.staff_id == staff_id))
    ordered = query.order_by(canned.c.category, canned.c.uses.desc(), canned.c.id)
    return [_reply(row) for row in connection.execute(ordered).mappings()]


def everyones(connection: Connection) -> list[CannedReply]:
    query = select(canned).where(canned.c.deleted_at.is_(None)).order_by(canned.c.id)
    return [_reply(row) for row in connection.execute(query).mappings()]


def version(connection: Connection) -> str:
    """Changes with every reply that is made, edited or deleted; not with its use."""
    count, newest = connection.execute(select(func.count(), func.max(canned.c.updated_at))).one()
    return f"{count} {newest}"


def find(connection: Connection, canned_id: str) -> CannedReply | None:
    query = select(canned).where(canned.c.id == canned_id, canned.c.deleted_at.is_(None))
    row = connection.execute(query).mappings().first()
    return _reply(row) if row else None


def known_ids(connection: Connection) -> dict[str, bool]:
    """Every id that ever was, and whether it is deleted."""
    rows = connection.execute(select(canned.c.id, canned.c.deleted_at))
    return {row.id: row.deleted_at is not None for row in rows}


def add(connection: Connection, reply: CannedReply) -> None:
    connection.execute(
        insert(canned).values(
            id=reply.id,
            staff_id=reply.staff_id,
            uses=reply.uses,
            updated_at=reply.updated_at,
            updated_by=reply.updated_by,
            **_columns(reply.wording),
        )
    )


def change(connection: Connection, canned_id: str, wording: Wording, at: datetime, by: str) -> None:
    query = update(canned).where(canned.c.id == canned_id)
    connection.execute(query.values(updated_at=at, updated_by=by, **_columns(wording)))


def delete(connection: Connection, canned_id: str, at: datetime, by: str) -> None:
    query = update(canned).where(canned.c.id == canned_id)
    connection.execute(query.values(deleted_at=at, updated_at=at, updated_by=by))


def count_use(connection: Connection, canned_id: str, message_id: str) -> None:
    connection.execute(update(messages).where(messages.c.id == message_id).values(canned_id=canned_id))
    connection.execute(update(canned).where(canned.c.id == canned_id).values(uses=canned.c.uses + 1))


def uncount_use(connection: Connection, message_id: str) -> None:
    """The message was taken back."""
    used = select(messages.c.canned_id).where(messages.c.id == message_id).scalar_subquery()
    connection.execute(update(canned).where(canned.c.id == used).values(uses=canned.c.uses - 1))


def add_picture(connection: Connection, picture_id: str, picture: Picture, at: datetime) -> None:
    connection.execute(insert(canned_pictures).values(id=picture_id, kind=picture.kind.value, data=picture.data, at=at))


def picture(connection: Connection, picture_id: str) -> Picture | None:
    query = select(canned_pictures.c.kind, canned_pictures.c.data).where(canned_pictures.c.id == picture_id)
    found = connection.execute(query).first()
    return Picture(Kind(found.kind), found.data) if found else None


def _columns(wording: Wording) -> dict[str, Any]:
    lists = {"intents": list(wording.intents), "examples": list(wording.examples)}
    names = ("category", "title", "text", "shortcut", "picture")
    return {**{name: getattr(wording, name) for name in names}, **lists}


def _reply(row: RowMapping) -> CannedReply:
    intents: Sequence[str] = row["intents"]
    wording = Wording(
        row["category"],
        row["title"],
        row["text"],
        row["shortcut"],
        tuple(intents),
        tuple(row["examples"]),
        row["picture"],
    )
    return CannedReply(row["id"], row["staff_id"], wording, row["uses"], row["updated_at"], row["updated_by"])
