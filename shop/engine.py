"""Engines for a shop's database: SQLite made safe for many threads, PostgreSQL with a short patience."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.engine import URL, make_url

_BUSY_MS = 3000
_CONNECT_S = 3


def engine_for(url: str | URL) -> Engine:
    address = make_url(url)
    return _sqlite(address) if address.get_backend_name() == "sqlite" else _postgres(address)


def _postgres(url: URL) -> Engine:
    return create_engine(url, pool_pre_ping=True, pool_timeout=_CONNECT_S, connect_args={"connect_timeout": _CONNECT_S})


def _sqlite(url: URL) -> Engine:
    """In memory there is one connection, which threads take in turn; a file gets a pool."""
    arguments: dict[str, Any] = {"check_same_thread": False, "timeout": _BUSY_MS / 1000}
    if url.database in (None, "", ":memory:"):
        engine = create_engine(url, poolclass=QueuePool, pool_size=1, max_overflow=0, connect_args=arguments)
    else:
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, connect_args=arguments)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver's own BEGIN would come too late; ours is sent below
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes its lock at once: upgrading later could fail, whatever the busy time-out."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
