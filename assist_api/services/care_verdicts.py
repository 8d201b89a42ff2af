"""What trainers have looked at in the data and found right, so that it is not shown to them again."""

from __future__ import annotations

from datetime import datetime

from assist_api.services.people import Agent
from assist_api.store import care_verdicts
from assist_api.store.unit_of_work import UnitOfWork


def keys(unit: UnitOfWork) -> set[str]:
    return care_verdicts.keys(unit.connection)


def settle(unit: UnitOfWork, key: str, trainer: Agent, now: datetime) -> None:
    """Twice is once."""
    if key not in care_verdicts.keys(unit.connection):
        care_verdicts.add(unit.connection, key, trainer.id, now)
