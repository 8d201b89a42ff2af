"""Counts for operations."""

from __future__ import annotations

from assist_api.store import conversations
from assist_api.store.unit_of_work import UnitOfWork


def count_by_state(unit: UnitOfWork) -> dict[str, int]:
    return conversations.count_by_state(unit.connection)
