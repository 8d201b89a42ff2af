"""Agents' marks on the feeling of messages: one an agent and message, the newest counts."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, insert, select, update

from assist_api.domain.feeling_marks import Decided, Label
from assist_api.domain.messages import FeltAs, Message, masked
from assist_api.errors import FeelingMarkNotFound
from assist_api.store.messages import feeling_of
from assist_api.store.schema import feeling_marks as marks
from assist_api.store.schema import messages, staff


def model_of(connection: Connection, message_id: str) -> FeltAs | None:
    """What the model had read of a message that is marked."""
    query = select(marks.c.model).where(marks.c.message_id == message_id).limit(1)
    return feeling_of(connection.execute(query).scalar())


def put(connection: Connection, message: Message, model: FeltAs, label: Label, agent_id: str, at: datetime) -> None:
    """Marked anew, it waits for the trainer anew. The text is kept masked: it is written for training."""
    own = (marks.c.message_id == message.id) & (marks.c.agent_id == agent_id)
    said = {"label": label.value, "at": at, "decided": None, "decided_by": None, "decided_at": None}
    if connection.execute(update(marks).where(own).values(**said)).rowcount == 0:
        connection.execute(
            insert(marks).values(
                id=f"f{secrets.token_hex(10)}",
                message_id=message.id,
                agent_id=agent_id,
                text=masked(message.text),
                model=asdict(model),
                **said,
            )
        )


def correct(connection: Connection, message: Message, felt: FeltAs) -> None:
    """The message is felt so from now on: by the desk, by the summary, by every later decision."""
    connection.execute(update(messages).where(messages.c.id == message.id).values(feeling=asdict(felt)))


def newest(connection: Connection, limit: int) -> list[RowMapping]:
    return list(connection.execute(_joined().order_by(marks.c.at.desc()).limit(limit)).mappings())


def accepted(connection: Connection) -> list[RowMapping]:
    """What training may learn from, in the order in which it was accepted; ids part what came at one time."""
    query = _joined().where(marks.c.decided == Decided.ACCEPTED.value)
    return list(connection.execute(query.order_by(marks.c.decided_at, marks.c.id)).mappings())


def on_message_of(connection: Connection, mark_id: str) -> Sequence[RowMapping]:
    """The mark and all others on the same message."""
    same = select(marks.c.message_id).where(marks.c.id == mark_id).scalar_subquery()
    found = connection.execute(_joined().where(marks.c.message_id == same)).mappings().all()
    if not found:
        raise FeelingMarkNotFound
    return found


def decide(connection: Connection, mark_id: str, decided: Decided, by: str, at: datetime) -> None:
    values = {"decided": decided.value, "decided_by": by, "decided_at": at}
    connection.execute(update(marks).where(marks.c.id == mark_id).values(**values))


def _joined() -> Select[Any]:
    columns = (*marks.c, staff.c.name.label("by"), messages.c.conversation_id)
    joined = marks.join(staff, staff.c.id == marks.c.agent_id).join(messages, messages.c.id == marks.c.message_id)
    return select(*columns).select_from(joined)
