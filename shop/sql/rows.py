"""Between rows and the values of shop.models."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Row, Table, insert, select

from shop.protocol import NotFound

T = TypeVar("T")
Rows = Mapping[str, Sequence[Row[Any]]]


def columns_of(table: Table, thing: object) -> dict[str, Any]:
    """The fields of a model that are columns of the table."""
    return {column.name: getattr(thing, column.name) for column in table.columns if hasattr(thing, column.name)}


def put(connection: Connection, table: Table, thing: object, **more: Any) -> None:
    connection.execute(insert(table).values(**columns_of(table, thing), **more))


def model(kind: type[T], row: Row[Any], **parts: Any) -> T:
    held = row._mapping
    names = (field.name for field in fields(kind))  # type: ignore[arg-type]
    return kind(**{name: held[name] for name in names if name in held and name not in parts}, **parts)


def only(things: Sequence[T]) -> T:
    if len(things) != 1:
        raise NotFound
    return things[0]


def ids(rows: Iterable[Row[Any]]) -> list[str]:
    return [row.id for row in rows]


def grouped(connection: Connection, parent: Column[Any], keys: Sequence[str], *order_by: Any) -> Rows:
    """The children of all the parents, in one query."""
    table = parent.table
    found: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(select(table).where(parent.in_(keys)).order_by(*order_by, *table.primary_key)):
        found[row._mapping[parent.name]].append(row)
    return found
