"""The inbox's messages as what a classifier can learn from, and which of them are to be labelled next."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from assist_api.domain.learning_order import Stand
from assist_api.domain.teaching import State
from assist_api.store.inbox_filling import IN_ONE_QUERY, change
from assist_api.store.schema import inbox_items as items

_OPEN = (items.c.state == State.OPEN.value, items.c.folded_into.is_(None), items.c.vector.is_not(None))


def stand(connection: Connection) -> Stand:
    waiting = select(func.count()).select_from(items).where(*_OPEN)
    decided = select(func.count()).select_from(items).where(items.c.state != State.OPEN.value)
    return Stand(*(int(connection.execute(query).scalar_one()) for query in (waiting, decided)))


def waiting(connection: Connection, most: int) -> list[tuple[str, bytes, int]]:
    """Id, vector and number of copies of those that wait for a label, the newest first."""
    query = select(items.c.id, items.c.vector, items.c.copies).where(*_OPEN)
    newest = query.order_by(items.c.at.desc(), items.c.id.desc()).limit(most)
    return [(row.id, row.vector, row.copies) for row in connection.execute(newest)]


def vectors(connection: Connection, item_ids: Sequence[str]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for start in range(0, len(item_ids), IN_ONE_QUERY):
        there = items.c.id.in_(item_ids[start : start + IN_ONE_QUERY]) & items.c.vector.is_not(None)
        found |= {row.id: row.vector for row in connection.execute(select(items.c.id, items.c.vector).where(there))}
    return found


def put_turns(connection: Connection, item_ids: Sequence[str]) -> list[str]:
    """These are next, in this order, and no others. Tells all whose turn is another now."""
    before = list(connection.execute(select(items.c.id).where(items.c.turn.is_not(None))).scalars())
    gone = [item for item in before if item not in set(item_ids)]
    turns = [*((item, None) for item in gone), *((item, turn) for turn, item in enumerate(item_ids))]
    change(connection, [{"of": item, "turn": turn} for item, turn in turns])
    return [item for item, _ in turns]
