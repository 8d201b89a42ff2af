"""What was asked for, decided and given to make a complaint good."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping, select, update

from assist_api.domain.compensation import State
from assist_api.errors import CompensationNotFound
from assist_api.store.insert_once import insert_once
from assist_api.store.schema import compensations


def add(connection: Connection, values: Mapping[str, Any]) -> bool:
    """Whether it is new; False where its key is known."""
    return insert_once(connection, compensations, values)


def by_key(connection: Connection, key: str) -> RowMapping:
    return connection.execute(select(compensations).where(compensations.c.key == key)).mappings().one()


def get(connection: Connection, compensation_id: str) -> RowMapping:
    query = select(compensations).where(compensations.c.id == compensation_id)
    found = connection.execute(query).mappings().first()
    if found is None:
        raise CompensationNotFound
    return found


def move(connection: Connection, compensation_id: str, before: State, after: State, **values: Any) -> bool:
    """Only from the state in which it was read: of two who decide at once one does."""
    query = update(compensations).where(compensations.c.id == compensation_id, compensations.c.state == before.value)
    return connection.execute(query.values(state=after.value, **values)).rowcount == 1


def of_ticket(connection: Connection, ticket_id: str) -> list[RowMapping]:
    query = select(compensations).where(compensations.c.ticket_id == ticket_id)
    return list(connection.execute(query.order_by(compensations.c.asked_at, compensations.c.id)).mappings())


def in_state(connection: Connection, state: State) -> list[RowMapping]:
    query = select(compensations).where(compensations.c.state == state.value)
    return list(connection.execute(query.order_by(compensations.c.asked_at)).mappings())
