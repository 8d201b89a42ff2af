"""Logging in and out, and whose session or key a request carries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from assist_api.errors import NotSignedIn, WrongPassword
from assist_api.store import casework, people
from assist_api.store.people import Agent as Agent
from assist_api.store.unit_of_work import UnitOfWork

Verify = Callable[[str, str], bool]  # (hash, password)


def log_in(
    unit: UnitOfWork, name: str, password: str, verify: Verify, token_hash: str, now: datetime, lasts: timedelta
) -> Agent:
    """Unknown name and wrong password read the same."""
    found = people.find_staff(unit.connection, name)
    if found is None or not verify(found[1], password):
        raise WrongPassword
    people.open_session(unit.connection, token_hash, found[0].id, now, now + lasts)
    casework.keep_audit(unit.connection, name, "log_in", now)
    return found[0]


def log_out(unit: UnitOfWork, token_hash: str) -> None:
    people.close_session(unit.connection, token_hash)


def who(unit: UnitOfWork, token_hash: str, now: datetime) -> Agent:
    agent = people.agent_of_session(unit.connection, token_hash, now)
    if agent is None:
        raise NotSignedIn
    return agent


def knows_key(unit: UnitOfWork, key_hash: str) -> bool:
    return people.knows_api_key(unit.connection, key_hash)


def ensure_staff(unit: UnitOfWork, agent: Agent, password_hash: str) -> None:
    """Add the member, or give a known one this password and these roles."""
    if people.find_staff(unit.connection, agent.name):
        people.set_password(unit.connection, agent.name, password_hash, agent.roles)
    else:
        people.add_staff(unit.connection, agent, password_hash)


def ensure_api_key(unit: UnitOfWork, key_hash: str, name: str, now: datetime) -> None:
    people.add_api_key(unit.connection, key_hash, name, now)
