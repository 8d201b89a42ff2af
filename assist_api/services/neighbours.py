"""The vectors of the messages that wait for a label, for whoever compares them."""

from __future__ import annotations

from collections.abc import Sequence

from assist_api.store import labelling_queue
from assist_api.store.unit_of_work import UnitOfWork

IN_ONE_QUERY = 5_000


def waiting(unit: UnitOfWork) -> list[str]:
    return labelling_queue.all_waiting(unit.connection)


def vectors(unit: UnitOfWork, item_ids: Sequence[str]) -> dict[str, bytes]:
    """Of those that have been encoded."""
    found: dict[str, bytes] = {}
    for start in range(0, len(item_ids), IN_ONE_QUERY):
        found |= labelling_queue.vectors(unit.connection, item_ids[start : start + IN_ONE_QUERY])
    return found
