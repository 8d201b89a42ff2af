"""Messages by the words in them. Both databases index the same pairs of letters (domain.search), each in its own way.

SQLite: a full-text table whose terms are the pairs; a word is the phrase of its pairs. PostgreSQL: an array of the
pairs under a GIN index, and the words looked for once more among the rows it gives: an array knows no order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, literal_column, or_, select, text

from assist_api.domain import search
from assist_api.domain.messages import Message, Sender
from assist_api.domain.search import Filters
from assist_api.store.schema import conversations, message_search, messages, staff

FOUND_BY = frozenset({Sender.SHOPPER, Sender.BOT, Sender.AGENT})  # notices are everywhere and say nothing


def add(connection: Connection, message: Message) -> None:
    letters = search.searchable(message.text, message.parts)
    if message.sender in FOUND_BY and letters:
        connection.execute(text(_ADD[connection.dialect.name]), _row(connection, message.id, letters))


def remove(connection: Connection, message_id: str) -> None:
    connection.execute(text("DELETE FROM message_search WHERE message_id = :id"), {"id": message_id})


def find(connection: Connection, words: Sequence[str], filters: Filters, limit: int, skip: int = 0) -> list[RowMapping]:
    """Newest first. Without words, the last message of each conversation that the filters leave."""
    dialect = connection.dialect.name
    joined = messages.join(conversations, conversations.c.id == messages.c.conversation_id)
    query = select(*_COLUMNS).select_from(joined.outerjoin(staff, staff.c.id == conversations.c.agent_id))
    if words:
        query = query.where(messages.c.id.in_(_ids(dialect, words)))
    else:
        query = query.where(messages.c.seq == conversations.c.last_seq)
    query = query.where(*_narrowed(dialect, filters))
    return list(connection.execute(query.order_by(messages.c.at.desc()).limit(limit).offset(skip)).mappings())


_COLUMNS = (
    messages.c.conversation_id,
    messages.c.seq,
    messages.c.sender,
    messages.c.name,
    messages.c.text,
    messages.c.at,
    conversations.c.shopper_name,
    conversations.c.state,
    staff.c.name.label("agent_name"),
)
_ADD = {
    "sqlite": "INSERT INTO message_search (message_id, pairs) VALUES (:id, :pairs)",
    "postgresql": "INSERT INTO message_search (message_id, letters, pairs) VALUES (:id, :letters, :pairs)",
}


def _row(connection: Connection, message_id: str, letters: str) -> dict[str, Any]:
    pairs = search.pairs(letters)
    if connection.dialect.name == "sqlite":
        return {"id": message_id, "pairs": " ".join(pairs)}
    return {"id": message_id, "letters": letters, "pairs": sorted({*pairs, *letters})}


def _ids(dialect: str, words: Sequence[str]) -> Select[Any]:
    return _BY_DIALECT[dialect](words)


def _sqlite_ids(words: Sequence[str]) -> Select[Any]:
    asked = " AND ".join(_phrase(word) for word in words)
    index: ColumnElement[str] = literal_column("message_search")
    return select(message_search.c.message_id).where(index.op("MATCH")(asked))


def _phrase(word: str) -> str:
    """A single letter is the beginning of a pair."""
    inside = search.pairs(word)[: len(word) - 1]
    return f'"{" ".join(inside)}"' if inside else f'"{word}"*'


def _postgres_ids(words: Sequence[str]) -> Select[Any]:
    pairs = sorted({pair for word in words for pair in (search.pairs(word)[:-1] or [word])})
    stand = [message_search.c.letters.contains(word, autoescape=True) for word in words]
    return select(message_search.c.message_id).where(message_search.c.pairs.contains(pairs), *stand)


_BY_DIALECT: dict[str, Callable[[Sequence[str]], Select[Any]]] = {"sqlite": _sqlite_ids, "postgresql": _postgres_ids}


def _narrowed(dialect: str, filters: Filters) -> list[ColumnElement[bool]]:
    asked = [(name, getattr(filters, name)) for name in _CONDITIONS]
    return [_CONDITIONS[name](dialect, value) for name, value in asked if value is not None]


def _of_shopper(_dialect: str, shopper: str) -> ColumnElement[bool]:
    named = conversations.c.shopper_name.contains(shopper, autoescape=True)
    return or_(named, conversations.c.shopper_id == shopper)


def _about_order(dialect: str, number: str) -> ColumnElement[bool]:
    query = select(messages.c.conversation_id).where(messages.c.id.in_(_ids(dialect, search.words(number))))
    return conversations.c.id.in_(query)


def _with_agent(_dialect: str, name: str) -> ColumnElement[bool]:
    wrote = (messages.c.sender == Sender.AGENT.value) & (messages.c.name == name)
    return conversations.c.id.in_(select(messages.c.conversation_id).where(wrote))


_CONDITIONS: dict[str, Callable[[str, Any], ColumnElement[bool]]] = {
    "shopper": _of_shopper,
    "order": _about_order,
    "agent": _with_agent,
    "state": lambda _dialect, state: conversations.c.state == state,
    "since": lambda _dialect, since: messages.c.at >= since,
    "until": lambda _dialect, until: messages.c.at < until,
}
