"""One transaction and what it wants to tell the world. The only place that commits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine

from assist_api.domain.events import Event

P = ParamSpec("P")
T = TypeVar("T")


class UnitOfWork:
    """`connection` for the store's queries; `emit` collects events, which leave only after the commit."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.events: list[Event] = []

    def emit(self, *events: Event) -> None:
        self.events.extend(events)


Service = Callable[Concatenate[UnitOfWork, P], T]


def in_transaction(engine: Engine, service: Service[P, T], *args: P.args, **kwargs: P.kwargs) -> tuple[T, list[Event]]:
    with engine.begin() as connection:
        unit = UnitOfWork(connection)
        result = service(unit, *args, **kwargs)
    return result, unit.events


def reading(engine: Engine, service: Service[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a service that only reads; on SQLite it takes no write lock."""
    with engine.connect().execution_options(reading=True) as connection, connection.begin():
        return service(UnitOfWork(connection), *args, **kwargs)
