"""主管悄悄话: kept for the agent they were said to and for supervisors."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import Connection, RowMapping, insert, select

from assist_api.store.schema import staff, whispers

_FROM, _TO = staff.alias("from_staff"), staff.alias("to_staff")
_SHOWN = select(whispers, _FROM.c.name.label("by"), _TO.c.name.label("to_name")).select_from(
    whispers.join(_FROM, _FROM.c.id == whispers.c.from_id).join(_TO, _TO.c.id == whispers.c.to_id)
)


def add(connection: Connection, conversation_id: str, from_id: str, to_id: str, text: str, at: datetime) -> RowMapping:
    whisper_id = f"w{secrets.token_hex(10)}"
    values = {"id": whisper_id, "conversation_id": conversation_id, "from_id": from_id, "to_id": to_id}
    connection.execute(insert(whispers).values(**values, text=text, at=at))
    return connection.execute(_SHOWN.where(whispers.c.id == whisper_id)).mappings().one()


def of(connection: Connection, conversation_id: str, to_id: str | None) -> list[RowMapping]:
    """All of a conversation, or those said to one agent."""
    query = _SHOWN.where(whispers.c.conversation_id == conversation_id)
    if to_id is not None:
        query = query.where(whispers.c.to_id == to_id)
    return list(connection.execute(query.order_by(whispers.c.at)).mappings())
