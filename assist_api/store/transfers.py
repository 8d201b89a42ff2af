"""Transfers of cases: offered, answered, and over when nobody answers."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, insert, or_, select, update

from assist_api.domain.conversation import State as Owned
from assist_api.domain.presence import Skill
from assist_api.domain.transfers import State, Transfer
from assist_api.store.schema import conversations, staff, transfers

_FROM, _TO = staff.alias("from_staff"), staff.alias("to_staff")


def add(
    connection: Connection,
    conversation_id: str,
    from_id: str,
    to_id: str | None,
    skill: Skill | None,
    note: str,
    at: datetime,
    until: datetime,
) -> Transfer:
    """To a person it is open until answered; to a skill it is done."""
    transfer_id = f"t{secrets.token_hex(10)}"
    values = {"id": transfer_id, "conversation_id": conversation_id, "from_id": from_id, "to_id": to_id, "note": note}
    state = State.OPEN if to_id else State.QUEUED
    asked = skill.value if skill else None
    query = insert(transfers).values(**values, skill=asked, at=at, until=until, state=state.value, answer="")
    connection.execute(query)
    return get(connection, transfer_id)


def get(connection: Connection, transfer_id: str) -> Transfer:
    return _transfer(connection.execute(_select().where(transfers.c.id == transfer_id)).mappings().one())


def find(connection: Connection, transfer_id: str) -> Transfer | None:
    found = connection.execute(_select().where(transfers.c.id == transfer_id)).mappings().first()
    return _transfer(found) if found else None


def settle(connection: Connection, transfer_id: str, state: State, at: datetime, answer: str = "") -> bool:
    """Whether this call ended it: of two answers the first counts."""
    query = update(transfers).where(transfers.c.id == transfer_id, transfers.c.state == State.OPEN.value)
    return connection.execute(query.values(state=state.value, answered_at=at, answer=answer)).rowcount == 1


def open_of(connection: Connection, conversation_id: str) -> Transfer | None:
    query = _select().where(transfers.c.conversation_id == conversation_id, transfers.c.state == State.OPEN.value)
    found = connection.execute(query).mappings().first()
    return _transfer(found) if found else None


def open_with(connection: Connection, staff_id: str) -> list[Transfer]:
    """Those that wait for this member's answer, and those that this member waits for."""
    mine = or_(transfers.c.to_id == staff_id, transfers.c.from_id == staff_id)
    query = _select().where(transfers.c.state == State.OPEN.value, mine).order_by(transfers.c.at)
    return [_transfer(row) for row in connection.execute(query).mappings()]


def of(connection: Connection, conversation_id: str) -> list[Transfer]:
    query = _select().where(transfers.c.conversation_id == conversation_id).order_by(transfers.c.at)
    return [_transfer(row) for row in connection.execute(query).mappings()]


def over(connection: Connection, now: datetime) -> list[Transfer]:
    """Open ones that nobody answered in time, or whose case its agent does not have any more."""
    waits = conversations.c.state == Owned.WAITING.value
    held = (conversations.c.state == Owned.AGENT.value) & (conversations.c.agent_id == transfers.c.from_id)
    gone = (transfers.c.until <= now) | ~(held | waits)
    query = _select().where(transfers.c.state == State.OPEN.value, gone)
    return [_transfer(row) for row in connection.execute(query).mappings()]


def _select() -> Select[Any]:
    names = (conversations.c.shopper_name, _FROM.c.name.label("from_name"), _TO.c.name.label("to_name"))
    joined = (
        transfers.join(conversations, conversations.c.id == transfers.c.conversation_id)
        .join(_FROM, _FROM.c.id == transfers.c.from_id)
        .outerjoin(_TO, _TO.c.id == transfers.c.to_id)
    )
    return select(transfers, *names).select_from(joined)


def _transfer(row: RowMapping) -> Transfer:
    kept = ("id", "conversation_id", "from_id", "from_name", "to_id", "to_name", "note", "at", "until", "answer")
    return Transfer(
        **{name: row[name] for name in kept},
        shopper_name=row["shopper_name"],
        skill=Skill(row["skill"]) if row["skill"] else None,
        state=State(row["state"]),
        answered_at=row["answered_at"],
    )
