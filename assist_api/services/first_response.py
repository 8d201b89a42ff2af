"""How soon who waits for a person hears from us: the first line, the agent, the agent's first message."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from assist_api.store import waits
from assist_api.store.unit_of_work import UnitOfWork


def report(unit: UnitOfWork, since: datetime, within: timedelta) -> dict[str, Any]:
    """Of the waits that began since then, in seconds; `late`: first lines that came after `within`."""
    rows = waits.since(unit.connection, since)
    first = [(row.greeted_at - row.heard_at).total_seconds() for row in rows if row.greeted_at]
    taken = [(row.taken_at - row.heard_at).total_seconds() for row in rows if row.taken_at]
    answered = [(row.answered_at - row.heard_at).total_seconds() for row in rows if row.answered_at]
    late = sum(one > within.total_seconds() for one in first)
    return {
        "waits": len(rows),
        "first_line": {**_spread(first), "late": late},
        "taken": _spread(taken),
        "answered": _spread(answered),
    }


def _spread(seconds: Sequence[float]) -> dict[str, Any]:
    ordered = sorted(seconds)
    return {"number": len(ordered), "median_s": _quantile(ordered, 0.5), "p95_s": _quantile(ordered, 0.95)}


def _quantile(ordered: Sequence[float], share: float) -> float | None:
    """The smallest value that so large a share of them does not exceed."""
    if not ordered:
        return None
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1)
