"""Tags and notes on a shopper, and what happened in the shopper's cases before."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import Connection, RowMapping, delete, func, insert, select

from assist_api.store.insert_once import insert_once
from assist_api.store.schema import audit, conversations, decisions, shopper_notes, shopper_tags

_TOLD = ("close", "return_to_bot")  # of the audit log; with what was done to orders


def tags_of(connection: Connection, shopper_id: str) -> list[RowMapping]:
    query = select(shopper_tags).where(shopper_tags.c.shopper_id == shopper_id)
    return list(connection.execute(query.order_by(shopper_tags.c.at, shopper_tags.c.tag)).mappings())


def add_tag(connection: Connection, shopper_id: str, tag: str, by: str, at: datetime) -> None:
    """Once: a shopper may have several conversations, and two agents one idea."""
    insert_once(connection, shopper_tags, {"shopper_id": shopper_id, "tag": tag, "by": by, "at": at})


def remove_tag(connection: Connection, shopper_id: str, tag: str) -> bool:
    """Whether there was one."""
    query = delete(shopper_tags).where(shopper_tags.c.shopper_id == shopper_id, shopper_tags.c.tag == tag)
    return connection.execute(query).rowcount > 0


def usual_tags(connection: Connection, limit: int) -> list[str]:
    """Those that the team uses most."""
    times = func.count()
    query = select(shopper_tags.c.tag).group_by(shopper_tags.c.tag).order_by(times.desc(), shopper_tags.c.tag)
    return list(connection.scalars(query.limit(limit)))


def notes_of(connection: Connection, shopper_id: str) -> list[RowMapping]:
    """Newest first."""
    query = select(shopper_notes).where(shopper_notes.c.shopper_id == shopper_id)
    return list(connection.execute(query.order_by(shopper_notes.c.at.desc(), shopper_notes.c.id)).mappings())


def add_note(connection: Connection, shopper_id: str, text: str, by: str, at: datetime) -> None:
    values = {"id": f"sn{secrets.token_hex(10)}", "shopper_id": shopper_id, "text": text, "by": by, "at": at}
    connection.execute(insert(shopper_notes).values(**values))


def note(connection: Connection, shopper_id: str, note_id: str) -> RowMapping | None:
    query = select(shopper_notes).where(shopper_notes.c.id == note_id, shopper_notes.c.shopper_id == shopper_id)
    return connection.execute(query).mappings().first()


def remove_note(connection: Connection, note_id: str) -> None:
    connection.execute(delete(shopper_notes).where(shopper_notes.c.id == note_id))


def handovers_of(connection: Connection, shopper_id: str, limit: int) -> list[RowMapping]:
    """Newest first."""
    query = select(decisions.c.at, decisions.c.reasons).join(
        conversations, conversations.c.id == decisions.c.conversation_id
    )
    mine = query.where(conversations.c.shopper_id == shopper_id, decisions.c.handover)
    return list(connection.execute(mine.order_by(decisions.c.at.desc()).limit(limit)).mappings())


def deeds_of(connection: Connection, shopper_id: str, limit: int) -> list[RowMapping]:
    """How people ended the shopper's cases, and what they did to orders; newest first."""
    query = select(audit.c.at, audit.c.who, audit.c.what, audit.c.detail).join(
        conversations, conversations.c.id == audit.c.conversation_id
    )
    told = audit.c.what.in_(_TOLD) | audit.c.what.startswith("order.", autoescape=True)
    mine = query.where(conversations.c.shopper_id == shopper_id, told)
    return list(connection.execute(mine.order_by(audit.c.at.desc()).limit(limit)).mappings())
