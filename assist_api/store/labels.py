"""Labels, a row a part of a message. What was taken back stays: agreement is measured on what was said first."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, Select, func, insert, select, update

from assist_api.domain.entity_marks import EntityMark
from assist_api.domain.labels import Decision, Opinion, Part, Ruling
from assist_api.domain.teaching import State
from assist_api.store.schema import inbox_items as items
from assist_api.store.schema import labels, staff

IN_ONE_QUERY = 500
_LIVE = labels.c.undone_at.is_(None)


def lock(connection: Connection, item_ids: Sequence[str]) -> dict[str, RowMapping]:
    """The items, held until the end of the transaction: of two annotators at one time the second waits."""
    columns = (items.c.id, items.c.text, items.c.state, items.c.intent, items.c.ranking, items.c.neighbour_intent)
    query = select(*columns).where(items.c.id.in_(item_ids)).order_by(items.c.id).with_for_update()
    return {row["id"]: row for row in connection.execute(query).mappings()}


def opinions(connection: Connection, item_ids: Sequence[str]) -> dict[str, list[Opinion]]:
    """What counts now of these messages, in the order in which it was said."""
    return _by_item(connection, _said().where(labels.c.item_id.in_(item_ids), _LIVE))


def first_opinions(connection: Connection) -> dict[str, list[Opinion]]:
    """What each annotator said first of a message that two have spoken of, also where it was changed since; not what
    was taken back, nor a reviewer's word."""
    counted = labels.c.settles.is_(False) & (_LIVE | labels.c.undone_by.is_not(None))
    query = _said().where(labels.c.item_id.in_(_with_second()), counted, labels.c.decision != Decision.SKIP.value)
    return {item: _earliest(said) for item, said in _by_item(connection, query).items()}


def twice_labelled(connection: Connection) -> dict[str, list[Opinion]]:
    """What counts now of all messages that a second annotator has spoken of and that are not written yet."""
    open_ones = select(items.c.id).where(items.c.id.in_(_with_second()), items.c.state != State.WRITTEN.value)
    return _by_item(connection, _said().where(labels.c.item_id.in_(open_ones), _LIVE))


def drafts(connection: Connection) -> dict[str, list[Opinion]]:
    """What counts now of all messages that are labelled and not written yet."""
    labelled = select(items.c.id).where(items.c.state.in_((State.LABELLED.value, State.OUT_OF_SCOPE.value)))
    return _by_item(connection, _said().where(labels.c.item_id.in_(labelled), _LIVE))


def add(
    connection: Connection, rulings: Iterable[tuple[str, Ruling, bool]], annotator_id: str, act: str, at: datetime,
    *, settles: bool = False,
) -> None:  # fmt: skip
    """`rulings`: (item, what was decided of it, whether another had spoken before)."""
    rows = [
        {
            "id": f"l{secrets.token_hex(10)}",
            "item_id": item_id,
            "annotator_id": annotator_id,
            "act_id": act,
            "part": number,
            "decision": ruling.decision.value,
            "intent": part.intent,
            "text": part.text,
            "entities": None if part.marks is None else [asdict(mark) for mark in part.marks],
            "second": second,
            "settles": settles,
            "at": at,
        }
        for item_id, ruling, second in rulings
        for number, part in enumerate(ruling.parts)
    ]
    if rows:
        connection.execute(insert(labels), rows)


def is_known(connection: Connection, annotator_id: str, act: str) -> bool:
    """Whether this act has been done before, by a try whose answer was lost."""
    query = select(labels.c.id).where(labels.c.annotator_id == annotator_id, labels.c.act_id == act).limit(1)
    return connection.execute(query).first() is not None


def replace(connection: Connection, item_ids: Sequence[str], annotator_id: str, act: str, at: datetime) -> None:
    """What the annotator said before of these makes way for what `act` says."""
    own = labels.c.item_id.in_(item_ids) & (labels.c.annotator_id == annotator_id) & _LIVE
    connection.execute(update(labels).where(own).values(undone_at=at, undone_by=act))


def last_act(connection: Connection, annotator_id: str) -> str | None:
    query = select(labels.c.act_id).where(labels.c.annotator_id == annotator_id, _LIVE)
    return connection.execute(query.order_by(labels.c.at.desc(), labels.c.id.desc()).limit(1)).scalar()


def items_of_act(connection: Connection, annotator_id: str, act: str) -> list[str]:
    """Of an act that counts, or none."""
    query = select(labels.c.item_id).where(labels.c.annotator_id == annotator_id, labels.c.act_id == act, _LIVE)
    return list(connection.execute(query.distinct()).scalars())


def take_back(connection: Connection, annotator_id: str, act: str, at: datetime) -> None:
    """The act counts no more; what had made way for it counts again."""
    own = labels.c.annotator_id == annotator_id
    connection.execute(update(labels).where(own, labels.c.act_id == act, _LIVE).values(undone_at=at))
    connection.execute(update(labels).where(own, labels.c.undone_by == act).values(undone_at=None, undone_by=None))


def put_state(connection: Connection, item_ids: Sequence[str], state: State) -> None:
    connection.execute(update(items).where(items.c.id.in_(item_ids)).values(state=state.value))


def items_of_labels(connection: Connection, label_ids: Sequence[str]) -> list[str]:
    return list(connection.execute(select(labels.c.item_id).where(labels.c.id.in_(label_ids)).distinct()).scalars())


def made_since(connection: Connection, annotator_id: str, since: datetime) -> int:
    """How many messages the annotator has decided."""
    query = select(func.count(labels.c.item_id.distinct()))
    query = query.where(labels.c.annotator_id == annotator_id, labels.c.at >= since, _LIVE)
    return int(connection.execute(query).scalar_one())


def _with_second() -> Select[Any]:
    return select(labels.c.item_id).where(labels.c.second, _LIVE | labels.c.undone_by.is_not(None))


def _said() -> Select[Any]:
    joined = labels.join(staff, staff.c.id == labels.c.annotator_id)
    order = (labels.c.item_id, labels.c.at, labels.c.annotator_id, labels.c.act_id, labels.c.part)
    return select(*labels.c, staff.c.name.label("by")).select_from(joined).order_by(*order)


def _by_item(connection: Connection, query: Select[Any]) -> dict[str, list[Opinion]]:
    acts = groupby(connection.execute(query), key=lambda row: (row.item_id, row.annotator_id, row.act_id))
    found: dict[str, list[Opinion]] = {}
    for (item_id, *_), rows in acts:
        found.setdefault(item_id, []).append(_opinion(list(rows)))
    return found


def _opinion(rows: Sequence[Row[Any]]) -> Opinion:
    first = rows[0]
    parts = tuple(Part(row.text, row.intent, _marks(row.entities)) for row in rows)
    ids = tuple(row.id for row in rows)
    return Opinion(first.annotator_id, first.by, Ruling(Decision(first.decision), parts), ids, first.at, first.settles)


def _marks(kept: Sequence[dict[str, Any]] | None) -> tuple[EntityMark, ...] | None:
    return None if kept is None else tuple(EntityMark(**one) for one in kept)


def _earliest(said: Sequence[Opinion]) -> list[Opinion]:
    first: dict[str, Opinion] = {}
    for one in said:
        first.setdefault(one.annotator_id, one)
    return list(first.values())
