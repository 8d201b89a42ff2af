"""Staff, their sessions, and API keys. Tokens and keys are kept as SHA-256 only."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from assist_api.domain.presence import Status
from assist_api.store.schema import api_keys, sessions, staff


@dataclass(frozen=True)
class Agent:
    id: str
    name: str
    roles: tuple[str, ...]


def add_staff(connection: Connection, agent: Agent, password_hash: str) -> None:
    values = {"id": agent.id, "name": agent.name, "password_hash": password_hash, "roles": list(agent.roles)}
    connection.execute(insert(staff).values(**values, active=True, skills=[], status=Status.ONLINE.value))


def holding(connection: Connection, roles: Collection[str]) -> set[str]:
    """The names of the active members who have one of the roles."""
    found = connection.execute(select(staff.c.name, staff.c.roles).where(staff.c.active))
    return {row.name for row in found if not set(roles).isdisjoint(row.roles)}


def set_password(connection: Connection, name: str, password_hash: str, roles: Sequence[str]) -> None:
    query = update(staff).where(staff.c.name == name)
    connection.execute(query.values(password_hash=password_hash, roles=list(roles), active=True))


def find_staff(connection: Connection, name: str) -> tuple[Agent, str] | None:
    """An active member with the hash of the password."""
    found = connection.execute(select(staff).where(staff.c.name == name, staff.c.active)).mappings().first()
    return (Agent(found["id"], found["name"], tuple(found["roles"])), found["password_hash"]) if found else None


def open_session(connection: Connection, token_hash: str, staff_id: str, now: datetime, expires_at: datetime) -> None:
    connection.execute(delete(sessions).where(sessions.c.expires_at < now))
    connection.execute(insert(sessions).values(token_hash=token_hash, staff_id=staff_id, expires_at=expires_at))


def close_session(connection: Connection, token_hash: str) -> None:
    connection.execute(delete(sessions).where(sessions.c.token_hash == token_hash))


def agent_of_session(connection: Connection, token_hash: str, now: datetime) -> Agent | None:
    query = select(staff).join(sessions, sessions.c.staff_id == staff.c.id)
    query = query.where(sessions.c.token_hash == token_hash, sessions.c.expires_at > now, staff.c.active)
    found = connection.execute(query).mappings().first()
    return Agent(found["id"], found["name"], tuple(found["roles"])) if found else None


def note_desk(connection: Connection, token_hash: str, seen_at: datetime | None) -> None:
    """Heart-beat of an open desk; None when it closes."""
    connection.execute(update(sessions).where(sessions.c.token_hash == token_hash).values(desk_seen_at=seen_at))


def on_duty(connection: Connection, since: datetime) -> set[str]:
    """The ids of the members who have a desk that was heard of after `since`."""
    query = select(sessions.c.staff_id).where(sessions.c.desk_seen_at >= since)
    return set(connection.scalars(query))


def add_api_key(connection: Connection, key_hash: str, name: str, now: datetime) -> None:
    if not knows_api_key(connection, key_hash):
        connection.execute(insert(api_keys).values(key_hash=key_hash, name=name, created_at=now))


def knows_api_key(connection: Connection, key_hash: str) -> bool:
    return connection.scalar(select(api_keys.c.name).where(api_keys.c.key_hash == key_hash)) is not None
