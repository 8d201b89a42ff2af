"""Between rows and the values of shop.models."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import Column, Connection, Row, Select, Table, bindparam, insert, select

from shop.protocol import NotFound

T = TypeVar("T")
Rows = Mapping[str, Sequence[Row[Any]]]


def columns_of(table: Table, thing: object) -> dict[str, Any]:
    """The fields of a model that are columns of the table."""
    return {column.name: getattr(thing, column.name) for column in table.columns if hasattr(thing, column.name)}


def put(connection: Connection, table: Table, thing: object, **more: Any) -> None:
    connection.execute(insert(table).values(**columns_of(table, thing), **more))


def model(kind: type[T], row: Row[Any], **parts: Any) -> T:
    return kind(**{name: row[at] for name, at in _shared(cast(Any, kind), row._fields)} | parts)


@cache
def _shared(kind: Any, columns: tuple[str, ...]) -> Sequence[tuple[str, int]]:
    """The fields of a model that are columns, and where: asked for every row."""
    names = (field.name for field in fields(kind))
    return [(name, columns.index(name)) for name in names if name in columns]


def only(things: Sequence[T]) -> T:
    if len(things) != 1:
        raise NotFound
    return things[0]


def ids(rows: Iterable[Row[Any]]) -> list[str]:
    return [row.id for row in rows]


def grouped(connection: Connection, parent: Column[Any], keys: Sequence[str], *order_by: Any) -> Rows:
    """The children of all the parents, in one query."""
    found: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    if not keys:
        return found
    query, at = _children(parent, order_by)
    for row in connection.execute(query, {"keys": keys}):
        found[row[at]].append(row)
    return found


@cache
def _children(parent: Column[Any], order_by: tuple[Any, ...]) -> tuple[Select[Any], int]:
    """The query, and where its rows name their parent: building it costs as much as running it."""
    table = parent.table
    wanted = parent.in_(bindparam("keys", expanding=True))
    return select(table).where(wanted).order_by(*order_by, *table.primary_key), table.columns.keys().index(parent.name)
