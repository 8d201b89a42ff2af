"""Which messages an annotator has before them: claimed for a while, so that two do not do the same work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, delete, exists, func, insert, or_, select

from assist_api.domain.labels import ENOUGH, Decision
from assist_api.domain.teaching import State
from assist_api.store.inbox import LISTED
from assist_api.store.schema import inbox_items as items
from assist_api.store.schema import label_claims as claims
from assist_api.store.schema import labels

SHOWN = (*LISTED, items.c.private.is_not(None).label("hides"))
_LIVE = labels.c.undone_at.is_(None)
_WAITING = and_(items.c.state == State.OPEN.value, items.c.folded_into.is_(None))


def unlabelled(
    connection: Connection, staff_id: str, now: datetime, limit: int, without: Sequence[str] = ()
) -> list[RowMapping]:
    """Those that teach most first, but for what others have before them. `without`: what the page holds already."""
    query = select(*SHOWN).where(_WAITING, items.c.id.not_in(without), _unclaimed(staff_id, now))
    return _rows(connection, query.order_by(items.c.score.desc(), items.c.id.desc()).limit(limit))


def for_a_second_look(
    connection: Connection, staff_id: str, now: datetime, limit: int, without: Sequence[str] = ()
) -> list[RowMapping]:
    """What one other has labelled, by the items' ids: they are hashes, so that the first ones are a random sample."""
    query = select(*SHOWN).where(_once_labelled(staff_id), items.c.id.not_in(without), _unclaimed(staff_id, now))
    return _rows(connection, query.order_by(items.c.id).limit(limit))


def one(connection: Connection, item_id: str) -> RowMapping | None:
    return connection.execute(select(*SHOWN).where(items.c.id == item_id)).mappings().first()


def some(connection: Connection, item_ids: Sequence[str]) -> list[RowMapping]:
    return _rows(connection, select(*SHOWN).where(items.c.id.in_(item_ids)))


def waiting(connection: Connection, item_ids: Sequence[str]) -> list[RowMapping]:
    """Those of them that still wait for a label."""
    return _rows(connection, select(*SHOWN).where(_WAITING, items.c.id.in_(item_ids)))


def vectors(connection: Connection, item_ids: Sequence[str]) -> dict[str, bytes]:
    """Of those that have one."""
    query = select(items.c.id, items.c.vector).where(items.c.id.in_(item_ids), items.c.vector.is_not(None))
    return {row.id: row.vector for row in connection.execute(query)}


def all_waiting(connection: Connection) -> list[str]:
    """The ids of all that wait for a label and can be compared."""
    return list(connection.execute(select(items.c.id).where(_WAITING, items.c.vector.is_not(None))).scalars())


def claim(connection: Connection, item_ids: Sequence[str], staff_id: str, until: datetime) -> None:
    connection.execute(delete(claims).where(claims.c.item_id.in_(item_ids)))
    if item_ids:
        connection.execute(insert(claims), [{"item_id": one, "staff_id": staff_id, "until": until} for one in item_ids])


def release(connection: Connection, item_ids: Sequence[str]) -> None:
    """What is decided is nobody's any more: a second annotator may have it."""
    connection.execute(delete(claims).where(claims.c.item_id.in_(item_ids)))


def let_go(connection: Connection, staff_id: str) -> None:
    """All that the annotator had claimed."""
    connection.execute(delete(claims).where(claims.c.staff_id == staff_id))


def count_unlabelled(connection: Connection) -> int:
    return int(connection.execute(select(func.count()).select_from(items).where(_WAITING)).scalar_one())


def count_for_a_second_look(connection: Connection, staff_id: str) -> int:
    query = select(func.count()).select_from(items).where(_once_labelled(staff_id))
    return int(connection.execute(query).scalar_one())


def _unclaimed(staff_id: str, now: datetime) -> ColumnElement[bool]:
    others = claims.c.item_id == items.c.id, claims.c.staff_id != staff_id, claims.c.until > now
    return ~exists().where(*others)


def _once_labelled(staff_id: str) -> ColumnElement[bool]:
    """Exactly one has spoken, and it was somebody else; whoever skipped it is not asked again."""
    speaks = _LIVE & (labels.c.decision != Decision.SKIP.value)
    spoken = select(labels.c.item_id).where(speaks).group_by(labels.c.item_id)
    once = spoken.having(func.count(labels.c.annotator_id.distinct()) < ENOUGH)
    mine = select(labels.c.item_id).where(_LIVE, labels.c.annotator_id == staff_id)
    labelled = or_(items.c.state == State.LABELLED.value, items.c.state == State.OUT_OF_SCOPE.value)
    return and_(labelled, items.c.id.in_(once), items.c.id.not_in(mine))


def _rows(connection: Connection, query: Select[Any]) -> list[RowMapping]:
    return list(connection.execute(query).mappings())
