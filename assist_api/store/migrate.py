"""Bring the database to the newest schema."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine

MIGRATIONS = Path(__file__).parents[1] / "migrations"


def migrate(engine: Engine, revision: str = "head") -> None:
    """All of it or nothing. Raises RuntimeError where a row would be left that refers to none."""
    with engine.connect() as connection, _tables_may_be_replaced(connection), connection.begin():
        command.upgrade(config(connection), revision)
        _refuse_lost_rows(connection)


def config(connection: object) -> Config:
    """Alembic's configuration, bound to an open connection."""
    found = Config()
    found.set_main_option("script_location", str(MIGRATIONS))
    found.attributes["connection"] = connection
    return found


@contextmanager
def _tables_may_be_replaced(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by dropping it for a copy, which its foreign keys forbid once rows refer to it.

    They can be switched only outside a transaction, hence before SQLAlchemy begins one.
    """
    raw = connection.connection.driver_connection
    if connection.dialect.name != "sqlite" or raw is None:
        yield
        return
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


def _refuse_lost_rows(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    if lost := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        raise RuntimeError(f"the migration would leave rows that refer to none: {lost[:5]}")
