"""The trainers' inbox as it is read: a page of it, how many there are of what, one item.

An item that is folded into an equal one is never listed; its equal stands for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Text, case, func, select, type_coerce, update

from assist_api.domain.inbox import BANDS, NO_BAND, Filters
from assist_api.domain.teaching import Lacks, State
from assist_api.errors import InboxItemNotFound
from assist_api.store.schema import inbox_items as items

LISTED = tuple(column for column in items.c if column.name not in ("vector", "private", "key"))


@dataclass(frozen=True)
class Counted:
    """How many items have these things in common."""

    intent: str | None
    confidence: str
    channel: str
    feeling: str | None
    product: str | None
    reason: str  # all of an item's reasons, as JSON
    number: int


def page(
    connection: Connection, filters: Filters, order: str, after: tuple[Any, str] | None, limit: int
) -> list[RowMapping]:
    """`after`: the value of `order` and the id of the last item of the page before."""
    column = items.c[order]
    query = select(*LISTED, items.c.private.is_not(None).label("hides")).where(*_narrowed(filters))
    if after:
        value, item_id = after
        query = query.where((column < value) | ((column == value) & (items.c.id < item_id)))
    return list(connection.execute(query.order_by(column.desc(), items.c.id.desc()).limit(limit)).mappings())


def counted(connection: Connection, filters: Filters) -> list[Counted]:
    """All that the filters leave, those of facets aside: each facet is counted as if it alone were open."""
    plain = Filters(
        filters.state, words=filters.words, since=filters.since, until=filters.until, cluster=filters.cluster
    )
    groups = (items.c.intent, _BAND, items.c.channel, items.c.feeling, items.c.product_id, _WRITTEN)
    query = select(*groups, func.count()).where(*_narrowed(plain)).group_by(*groups)
    return [Counted(*row) for row in connection.execute(query)]


def standing(connection: Connection) -> list[tuple[State, Lacks, int]]:
    """How many there are in each state, and what they lack."""
    groups = (items.c.state, items.c.lacks)
    query = select(*groups, func.count()).where(items.c.folded_into.is_(None)).group_by(*groups)
    return [(State(state), Lacks(lacks), int(number)) for state, lacks, number in connection.execute(query)]


def get(connection: Connection, item_id: str) -> RowMapping:
    found = connection.execute(select(items).where(items.c.id == item_id)).mappings().first()
    if found is None:
        raise InboxItemNotFound
    return found


def put_state(connection: Connection, item_id: str, state: State) -> None:
    connection.execute(update(items).where(items.c.id == item_id).values(state=state.value))


_BAND: ColumnElement[str] = case(
    *((items.c.confidence < most, name) for name, (_, most) in BANDS.items()), else_=NO_BAND
).label("band")
_WRITTEN: ColumnElement[str] = type_coerce(items.c.reasons, Text)  # the JSON itself


def _narrowed(filters: Filters) -> list[ColumnElement[bool]]:
    asked = {field.name: getattr(filters, field.name) for field in fields(filters)}
    chosen = [_CONDITIONS[name](value) for name, value in asked.items() if value is not None]
    return [items.c.folded_into.is_(None), *chosen]


def _in_band(band: str) -> ColumnElement[bool]:
    if band == NO_BAND:
        return items.c.confidence.is_(None)
    least, most = BANDS[band]
    return (items.c.confidence >= least) & (items.c.confidence < most)


_CONDITIONS: Mapping[str, Callable[[Any], ColumnElement[bool]]] = {
    "state": lambda state: items.c.state == state.value,
    "intent": lambda intent: items.c.intent == intent,
    "reason": lambda reason: _WRITTEN.contains(f'"{reason}"', autoescape=True),
    "confidence": _in_band,
    "channel": lambda channel: items.c.channel == channel,
    "feeling": lambda feeling: items.c.feeling == feeling,
    "product": lambda product: items.c.product_id == product,
    "cluster": lambda cluster: items.c.cluster == cluster,
    "words": lambda words: items.c.text.icontains(words, autoescape=True),
    "since": lambda since: items.c.at >= since,
    "until": lambda until: items.c.at < until,
}
