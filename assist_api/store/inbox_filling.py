"""What comes into the trainers' inbox, and what is found out about it afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, case, insert, select, text, update

from assist_api.domain.inbox import Said
from assist_api.domain.messages import Sender
from assist_api.domain.outcomes import Outcome
from assist_api.domain.teaching import NOT_UNDERSTOOD, Lacks, Reason, Signals, State, Weights, teaching_order
from assist_api.store.schema import (
    conversations,
    decisions,
    feeling_marks,
    inbox_items,
    messages,
    resolutions,
    suggestions,
)

IN_ONE_QUERY = 500  # values: SQLite takes 32,766 at most, and long lists are slow to plan
_SHOPPERS = (messages.c.sender == Sender.SHOPPER.value) & (messages.c.text != "")


# What belongs into it


def reasons_since(connection: Connection, since: datetime, unsure_below: float) -> dict[str, set[Reason]]:
    """Shoppers' messages, by id, that something has happened to since then that a trainer should look at."""
    found: dict[str, set[Reason]] = {}
    for reason, query in _reasons(since, unsure_below):
        for message_id in filter(None, connection.execute(query).scalars()):
            found.setdefault(message_id, set()).add(reason)
    return found


def _reasons(since: datetime, unsure_below: float) -> Iterator[tuple[Reason, Select[Any]]]:
    said = select(messages.c.id).where(_SHOPPERS, messages.c.at >= since)
    yield Reason.UNSURE, said.where(messages.c.confidence < unsure_below, messages.c.intent != NOT_UNDERSTOOD)
    yield Reason.FALLBACK, said.where((messages.c.intent == NOT_UNDERSTOOD) | messages.c.failed)
    yield Reason.HANDOVER, said.join(decisions, decisions.c.message_id == messages.c.id).where(decisions.c.handover)
    yield Reason.THUMBS_DOWN, _not_helped(since)
    yield Reason.THUMBS_DOWN, _rated_badly(since)
    yield Reason.CORRECTED, _felt_otherwise(since)
    yield Reason.CORRECTED, _suggested_wrongly(since)


def _not_helped(since: datetime) -> Select[Any]:
    """The shopper's last words before they said that a person's answer has not helped."""
    said = messages.alias("said")
    joined = resolutions.join(said, said.c.id == resolutions.c.message_id)
    query = select(_words_before(said)).select_from(joined)
    return query.where(resolutions.c.at >= since, resolutions.c.solved.is_(False))


def _rated_badly(since: datetime) -> Select[Any]:
    """The shopper's last words before an answer of the bot that was no help."""
    rated = messages.alias("rated")
    return select(_words_before(rated)).where(rated.c.rated_at >= since, rated.c.helpful.is_(False))


def _words_before(said: Any) -> Any:
    earlier = messages.alias("earlier")
    words = (earlier.c.sender == Sender.SHOPPER.value) & (earlier.c.text != "")
    before = (earlier.c.conversation_id == said.c.conversation_id) & (earlier.c.seq < said.c.seq)
    newest = select(earlier.c.id).where(words, before).order_by(earlier.c.seq.desc()).limit(1)
    return newest.correlate(said).scalar_subquery()


def _felt_otherwise(since: datetime) -> Select[Any]:
    """An agent says that the message is felt otherwise than the model felt it."""
    joined = feeling_marks.join(messages, messages.c.id == feeling_marks.c.message_id)
    differs = feeling_marks.c.model["label"].as_string() != feeling_marks.c.label
    return select(messages.c.id).select_from(joined).where(_SHOPPERS, feeling_marks.c.at >= since, differs)


def _suggested_wrongly(since: datetime) -> Select[Any]:
    """What was suggested for it had to be rewritten."""
    asked = (messages.c.conversation_id == suggestions.c.conversation_id) & (messages.c.seq == suggestions.c.for_seq)
    rewritten = suggestions.c.outcome.in_([Outcome.EDITED.value, Outcome.REPLACED.value])
    query = select(messages.c.id).select_from(suggestions.join(messages, asked))
    return query.where(_SHOPPERS, suggestions.c.outcome_at >= since, rewritten)


def said(connection: Connection, message_ids: Sequence[str]) -> list[Said]:
    joined = messages.join(conversations, conversations.c.id == messages.c.conversation_id)
    about = ("shopper_id", "shopper_name", "page_product_id")
    columns = (*messages.c, *(conversations.c[name] for name in about))
    rows = _in_pieces(connection, select(*columns).select_from(joined), messages.c.id, message_ids)
    return [_said(row) for row in rows]


def _said(row: RowMapping) -> Said:
    understanding, feeling = row["understanding"] or {}, row["feeling"] or {}
    return Said(
        row["id"],
        row["conversation_id"],
        row["text"],
        row["at"],
        row["shopper_name"] if row["shopper_id"] else "",  # a visitor has none
        row["page_product_id"],
        feeling.get("label"),
        row["intent"],
        row["confidence"],
        [(str(name), float(confidence)) for name, confidence in understanding.get("ranking", ())],
    )


# What is there


def lock(connection: Connection) -> None:
    """Two processes that fill the inbox at once would each miss what the other folds into; SQLite has one writer."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE inbox_items IN SHARE ROW EXCLUSIVE MODE"))


def known_ids(connection: Connection, ids: Sequence[str]) -> set[str]:
    return {row["id"] for row in _in_pieces(connection, select(inbox_items.c.id), inbox_items.c.id, ids)}


def reasons_of(connection: Connection, message_ids: Sequence[str]) -> dict[str, tuple[str, set[str]]]:
    """By message: its item, and the reasons that it is there for."""
    columns = select(inbox_items.c.message_id, inbox_items.c.id, inbox_items.c.reasons)
    rows = _in_pieces(connection, columns, inbox_items.c.message_id, message_ids)
    return {row["message_id"]: (row["id"], set(row["reasons"])) for row in rows}


def heads(connection: Connection, keys: Sequence[str]) -> dict[str, RowMapping]:
    """By key: the item that stands for all that are equal to it. What was written and comes back begins anew."""
    standing = select(inbox_items).where(
        inbox_items.c.folded_into.is_(None), inbox_items.c.state != State.WRITTEN.value
    )
    return {row["key"]: row for row in _in_pieces(connection, standing, inbox_items.c.key, keys)}


# Writing


def add(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        connection.execute(insert(inbox_items), list(rows))


def change(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Each row names its item as `of`, and the columns that are to change; all rows the same ones."""
    changes = list(rows)
    if not changes:
        return
    values: dict[str, Any] = {name: bindparam(name) for name in changes[0] if name != "of"}
    connection.execute(update(inbox_items).where(inbox_items.c.id == bindparam("of")).values(**values), changes)


def add_copies(connection: Connection, more: Mapping[str, int]) -> None:
    query = update(inbox_items).where(inbox_items.c.id == bindparam("of"))
    grown = {name: inbox_items.c[name] + bindparam("more") for name in ("copies", "cluster_size")}
    if more:
        connection.execute(query.values(**grown), [{"of": item, "more": count} for item, count in more.items()])


def lacking(connection: Connection, what: Lacks, limit: int) -> list[RowMapping]:
    """What is worth most first."""
    query = select(inbox_items).where(inbox_items.c.lacks == what.value, inbox_items.c.folded_into.is_(None))
    return list(connection.execute(query.order_by(inbox_items.c.score.desc()).limit(limit)).mappings())


def finish(connection: Connection, lacked: Lacks, ids: Sequence[str]) -> None:
    """What they lacked is there now; whoever has a vector and no understanding lacks that."""
    without = (inbox_items.c.intent.is_(None)) & (lacked == Lacks.VECTOR)
    next_one = case((without, Lacks.READING.value), else_=Lacks.NOTHING.value)
    for piece in _pieces(ids):
        connection.execute(update(inbox_items).where(inbox_items.c.id.in_(piece)).values(lacks=next_one))


def reasons_of_item(connection: Connection, item_id: str) -> list[str]:
    found: list[str] = connection.execute(select(inbox_items.c.reasons).where(inbox_items.c.id == item_id)).scalar_one()
    return found


def copies_of(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    query = select(inbox_items.c.id, inbox_items.c.copies)
    return {row["id"]: row["copies"] for row in _in_pieces(connection, query, inbox_items.c.id, ids)}


def rescore(connection: Connection, ids: Sequence[str], weights: Weights) -> None:
    """Bring the place of these items up to date with what is known of them."""
    found = _in_pieces(connection, select(*_SIGNALS), inbox_items.c.id, ids)
    change(connection, [{"of": row["id"], "score": teaching_order(signals_of(row), weights)} for row in found])


_SIGNALS = tuple(
    inbox_items.c[name] for name in ("id", "margin", "cluster_size", "copies", "disagreement", "newness", "turn")
)


def signals_of(row: Mapping[Any, Any]) -> Signals:
    size = max(row["cluster_size"], row["copies"])
    return Signals(row["margin"], size, row["disagreement"], row["newness"], row["turn"])


def _in_pieces(connection: Connection, query: Select[Any], column: Any, values: Sequence[str]) -> Iterator[RowMapping]:
    for piece in _pieces(values):
        yield from connection.execute(query.where(column.in_(piece))).mappings().all()


def _pieces(values: Sequence[str]) -> Iterator[list[str]]:
    return (list(values[start : start + IN_ONE_QUERY]) for start in range(0, len(values), IN_ONE_QUERY))
