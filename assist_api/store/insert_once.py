"""Inserting a row that may be there already, on both databases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_once(connection: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    """Whether the row is new; a second one of the same key waits for the first on PostgreSQL, and is not stored."""
    query = _INSERTS[connection.dialect.name](table).values(**values).on_conflict_do_nothing()
    return connection.execute(query.returning(*table.primary_key)).first() is not None
