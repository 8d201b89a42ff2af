"""交接班 and 开工卡: what is left to the next shift, and what the new one must know is out of date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

LONGEST_NOTE = 500
SOON = timedelta(days=3)  # what ends within so long is marked before it ends


class Kind(StrEnum):
    CASE = "case"
    TICKET = "ticket"
    PROMISE = "promise"
    NOTE = "note"

    @property
    def zh(self) -> str:
        return {Kind.CASE: "会话", Kind.TICKET: "工单", Kind.PROMISE: "承诺", Kind.NOTE: "备注"}[self]


@dataclass(frozen=True)
class Left:
    """Something open that the leaving agent has."""

    kind: Kind
    subject_id: str
    conversation_id: str | None
    words: str
    due_at: datetime | None = None


def ends(valid_until: date | None, today: date) -> str | None:
    """What is to be said of knowledge with a last day; None where there is nothing to say yet."""
    if valid_until is None or valid_until > today + SOON:
        return None
    return f"{valid_until:%m-%d} 已过期" if valid_until < today else f"{valid_until:%m-%d} 到期"


_DAY = re.compile(r"(?:(20\d\d)\s*年)?\s*(1[0-2]|0?[1-9])\s*月\s*(3[01]|[12]\d|0?[1-9])\s*[日号]")


def day_passed(text: str, today: date) -> str | None:
    """The last day that a text names, where it is over: an activity that has ended is still told."""
    days = list(_days(text, today))
    if not days or max(days) >= today:
        return None
    return f"提到的 {max(days):%m-%d} 已经过去"


def _days(text: str, today: date) -> Iterator[date]:
    """A day without its year is the one nearest to today."""
    for year, month, day in _DAY.findall(text):
        years = [int(year)] if year else [today.year - 1, today.year, today.year + 1]
        found = [made for one in years if (made := _made(one, int(month), int(day)))]
        if found:
            yield min(found, key=lambda one: abs(one - today))


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # 30 February: no day, so nothing is told of it
        return None
