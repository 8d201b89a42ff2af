"""Counts for operations, and what supervisors read of suggestions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from statistics import median
from typing import Any

from sqlalchemy import RowMapping

from assist_api.domain.outcomes import TAKEN
from assist_api.store import conversations, outcomes
from assist_api.store.unit_of_work import UnitOfWork

WITHOUT_OUTCOME = "open"


def count_by_state(unit: UnitOfWork) -> dict[str, int]:
    return conversations.count_by_state(unit.connection)


def suggestions(unit: UnitOfWork, since: datetime) -> dict[str, Any]:
    """What became of those shown since then, by kind, and how soon questions were answered with and without them."""
    rows = outcomes.shown(unit.connection, since)
    seen = [row for row in rows if not row["held_out"]]
    kinds = sorted({row["kind"] for row in seen})
    waits = outcomes.waits(unit.connection, since)
    return {
        "all": _became(seen),
        "kinds": {kind: _became(row for row in seen if row["kind"] == kind) for kind in kinds},
        "held_out": sum(row["number"] for row in rows if row["held_out"]),
        "with_suggestions": _answered([wait for wait in waits if not wait[0]]),
        "without": _answered([wait for wait in waits if wait[0]]),
    }


def _became(rows: Iterable[RowMapping]) -> dict[str, Any]:
    """How many were shown, how many met each outcome, and the share of those that were taken, edited or not."""
    outcome: dict[str, int] = {}
    for row in rows:
        name = row["outcome"] or WITHOUT_OUTCOME
        outcome[name] = outcome.get(name, 0) + row["number"]
    shown = sum(outcome.values())
    taken = sum(outcome.get(one.value, 0) for one in TAKEN)
    return {"shown": shown, "outcomes": outcome, "taken_share": round(taken / shown, 4) if shown else None}


def _answered(waits: Sequence[tuple[bool, datetime, datetime]]) -> dict[str, Any]:
    """How many questions were answered, and half of them within how many seconds."""
    seconds = [(answered - asked).total_seconds() for _, asked, answered in waits]
    return {"questions": len(seconds), "median_wait_s": round(median(seconds), 1) if seconds else None}
