"""Conversations: found, locked, written. Who may see one is part of the query."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, func, insert, select, update

from assist_api.domain.conversation import Conversation, FirstAnswer, State
from assist_api.errors import ConversationNotFound
from assist_api.store.schema import conversations, staff

_JOINED = conversations.outerjoin(staff, staff.c.id == conversations.c.agent_id)
_COLUMNS = (*conversations.c, staff.c.name.label("agent_name"))
_KEPT = (
    "shopper_id", "shopper_name", "epoch", "session", "last_seq", "agent_id", "page_product_id",
    "feeling", "urgency", "topic", "updated_at", "waiting_since", "closed_at", "unanswered_since", "bot_helps",
    "fresh_after", "first_answer",
)  # fmt: skip


def add(connection: Connection, conversation: Conversation) -> None:
    values = {name: getattr(conversation, name) for name in _KEPT}
    values |= {"id": conversation.id, "state": conversation.state.value, "opened_at": conversation.opened_at}
    connection.execute(insert(conversations).values(**values, last_text="", last_from=""))


def get(connection: Connection, conversation_id: str) -> Conversation:
    return _one(connection, conversations.c.id == conversation_id)


def get_locked(connection: Connection, conversation_id: str) -> Conversation:
    """Held until the commit, so that sequence numbers have no gap and an epoch no second owner."""
    return _one(connection, conversations.c.id == conversation_id, locked=True)


def find_of_shopper(connection: Connection, shopper_id: str) -> Conversation | None:
    """The shopper's newest conversation, whatever device it was opened on."""
    return _first(connection, conversations.c.shopper_id == shopper_id)


def save(connection: Connection, conversation: Conversation) -> None:
    values = {name: getattr(conversation, name) for name in _KEPT}
    _write(connection, conversation.id, {**values, "state": conversation.state.value})


def note_last(connection: Connection, conversation: Conversation, text: str, sender: str) -> None:
    """Write `conversation` and the newest line that the desk's list shows of it."""
    save(connection, conversation)
    _write(connection, conversation.id, {"last_text": text[:120], "last_from": sender})


def rows(
    connection: Connection,
    *,
    states: Sequence[State],
    agent_id: str | None = None,
    limit: int = 100,
) -> list[tuple[Conversation, str, str]]:
    """Each with its last line and who wrote it; newest first."""
    query = _select().where(conversations.c.state.in_([state.value for state in states]))
    if agent_id:
        query = query.where(conversations.c.agent_id == agent_id)
    query = query.where(conversations.c.last_seq > 0).order_by(conversations.c.updated_at.desc()).limit(limit)
    return [(_conversation(row), row["last_text"], row["last_from"]) for row in connection.execute(query).mappings()]


def row(connection: Connection, conversation_id: str) -> tuple[Conversation, str, str]:
    found = connection.execute(_select().where(conversations.c.id == conversation_id)).mappings().first()
    if found is None:
        raise ConversationNotFound
    return _conversation(found), found["last_text"], found["last_from"]


def waiting(connection: Connection) -> list[Conversation]:
    query = _select().where(conversations.c.state == State.WAITING.value)
    return [_conversation(found) for found in connection.execute(query).mappings()]


def waiting_by_mode(connection: Connection, since: datetime) -> list[str]:
    """Those that have waited since then or longer because a person answers first, and whom nobody helps yet."""
    waits = (conversations.c.state == State.WAITING.value) & (conversations.c.first_answer == FirstAnswer.PERSON.value)
    alone = conversations.c.bot_helps.is_(False) & (conversations.c.waiting_since <= since)
    return list(connection.scalars(select(conversations.c.id).where(waits, alone)))


def count_by_state(connection: Connection) -> dict[str, int]:
    query = select(conversations.c.state, func.count()).group_by(conversations.c.state)
    return {str(state): int(count) for state, count in connection.execute(query)}


def _select() -> Select[Any]:
    return select(*_COLUMNS).select_from(_JOINED)


def _one(connection: Connection, which: ColumnElement[bool], *, locked: bool = False) -> Conversation:
    query = _select().where(which)
    if locked:
        query = query.with_for_update(of=conversations)
    found = connection.execute(query).mappings().first()
    if found is None:
        raise ConversationNotFound
    return _conversation(found)


def _first(connection: Connection, which: ColumnElement[bool]) -> Conversation | None:
    query = _select().where(which).order_by(conversations.c.updated_at.desc()).limit(1)
    found = connection.execute(query).mappings().first()
    return _conversation(found) if found else None


def _write(connection: Connection, conversation_id: str, values: dict[str, Any]) -> None:
    connection.execute(update(conversations).where(conversations.c.id == conversation_id).values(**values))


def _conversation(found: RowMapping) -> Conversation:
    kept = {name: found[name] for name in _KEPT} | {"first_answer": FirstAnswer(found["first_answer"])}
    return Conversation(
        id=found["id"],
        state=State(found["state"]),
        opened_at=found["opened_at"],
        agent_name=found["agent_name"],
        **kept,
    )
