"""What handovers ask of the team: how many an hour, and how many people at once."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil
from statistics import median

from assist_api.domain.shop_time import SHOP_TIME, shop_day

HOURS = 24


def an_hour(moments: Sequence[datetime], days: int) -> list[float]:
    """Mean over the days, by the hour of day in the shop."""
    counted = Counter(moment.astimezone(SHOP_TIME).hour for moment in moments)
    return [round(counted[hour] / max(days, 1), 2) for hour in range(HOURS)]


def days_in(moments: Sequence[datetime]) -> int:
    """Days from the first to the last, both counted."""
    return (shop_day(max(moments)) - shop_day(min(moments))).days + 1 if moments else 0


def most_people(moments: Sequence[datetime], minutes_a_case: float, side_by_side: int) -> int:
    """People needed in the fullest moment, so that nobody waits. Each has `side_by_side` cases at once."""
    running: list[datetime] = []
    most = 0
    for moment in sorted(moments):
        while running and running[0] <= moment:
            heapq.heappop(running)
        heapq.heappush(running, moment + timedelta(minutes=minutes_a_case))
        most = max(most, len(running))
    return ceil(most / side_by_side)


def minutes_a_case(phases: Sequence[tuple[datetime, datetime]]) -> float | None:
    """The median, from (taken, done); None where nothing was measured."""
    return round(median((done - taken).total_seconds() / 60 for taken, done in phases), 1) if phases else None
