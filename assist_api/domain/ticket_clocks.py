"""By when what has to be done for a ticket, when to warn, and what is broken. Pure; hours come from tickets.toml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from assist_api.domain.duty import Duty
from assist_api.domain.ticket_life import Ticket
from assist_api.domain.tickets import Level


class Clock(StrEnum):
    SUPERVISOR = "supervisor"
    OFFER = "offer"
    CLOSE = "close"
    ALARM = "alarm"

    @property
    def zh(self) -> str:
        return _CLOCK_ZH[self]


_CLOCK_ZH = {
    Clock.SUPERVISOR: "主管介入",
    Clock.OFFER: "给出方案",
    Clock.CLOSE: "办结",
    Clock.ALARM: "72 小时红线",
}


class Running(StrEnum):
    RUNS = "runs"
    WARNS = "warns"
    BROKEN = "broken"
    PAUSED = "paused"
    MET = "met"
    MISSED = "missed"  # done, but late


@dataclass(frozen=True)
class Limit:
    within: timedelta
    warn: timedelta  # before it breaks


@dataclass(frozen=True)
class TicketRules:
    """The parsed tickets.toml, and when people are there to do what it asks."""

    limits: Mapping[tuple[Level, Clock], Limit]
    ask_after: timedelta  # from told to asking whether it helped
    answer: timedelta  # without an answer it is closed
    follow_every: timedelta  # a parcel that stands still
    duty: Duty

    @classmethod
    def of(cls, table: Mapping[str, Any], hours: Sequence[str]) -> TicketRules:
        limits = {
            (Level(int(number)), Clock(name)): Limit(
                timedelta(hours=given["hours"]), timedelta(minutes=given["warn_minutes"])
            )
            for number, clocks in table["level"].items()
            for name, given in clocks.items()
        }
        loop = table["loop"]
        return cls(
            limits,
            ask_after=timedelta(minutes=loop["ask_after_minutes"]),
            answer=timedelta(hours=loop["answer_hours"]),
            follow_every=timedelta(hours=table["stagnant"]["every_hours"]),
            duty=Duty.of(hours, 0),
        )

    def counted_from(self, opened: datetime) -> datetime:
        """Nobody can do anything about what comes in at night before the shop opens."""
        return opened if self.duty.open_at(opened) else self.duty.next_opening(opened)


@dataclass(frozen=True)
class Reading:
    """How a clock stands at one moment."""

    clock: Clock
    due_at: datetime
    running: Running

    @property
    def is_open(self) -> bool:
        return self.running not in (Running.MET, Running.MISSED)


NEVER_PAUSED = frozenset({Clock.SUPERVISOR, Clock.ALARM})
_MET_BY: Mapping[Clock, str] = {
    Clock.SUPERVISOR: "supervised_at",
    Clock.OFFER: "offered_at",
    Clock.CLOSE: "solved_at",
    Clock.ALARM: "solved_at",
}


def clocks(ticket: Ticket, rules: TicketRules, now: datetime) -> list[Reading]:
    """Those of its level, the earliest first."""
    found = [
        _read(ticket, clock, limit, _due(ticket, clock, limit, rules, now), now)
        for (level, clock), limit in rules.limits.items()
        if level is ticket.level
    ]
    return sorted(found, key=lambda reading: reading.due_at)


def _due(ticket: Ticket, clock: Clock, limit: Limit, rules: TicketRules, now: datetime) -> datetime:
    """Who waits for the shopper loses no time by it, and the night counts for nothing; only the alarm runs through."""
    begins = ticket.clocks_from if clock is Clock.ALARM else rules.counted_from(ticket.clocks_from)
    return begins + limit.within + (timedelta() if clock in NEVER_PAUSED else ticket.paused_for(now))


def _read(ticket: Ticket, clock: Clock, limit: Limit, due: datetime, now: datetime) -> Reading:
    """The supervisor's clock and the alarm know no pause."""
    pauses = clock not in NEVER_PAUSED
    met: datetime | None = getattr(ticket, _MET_BY[clock]) or ticket.closed_at
    if met:
        return Reading(clock, due, Running.MET if met <= due else Running.MISSED)
    if now >= due:
        return Reading(clock, due, Running.BROKEN)
    if pauses and ticket.paused_at:
        return Reading(clock, due, Running.PAUSED)
    return Reading(clock, due, Running.WARNS if now >= due - limit.warn else Running.RUNS)


def next_clock(readings: Sequence[Reading]) -> Reading | None:
    """The one that presses: the first to break of those that are not met."""
    return next((reading for reading in readings if reading.is_open), None)


@dataclass(frozen=True)
class Warning:
    clock: Clock
    running: Running  # warns or broken
    due_at: datetime

    @property
    def mark(self) -> str:
        return f"{self.clock}:{self.running}"

    @property
    def words(self) -> str:
        return f"{self.clock.zh}已超时" if self.running is Running.BROKEN else f"{self.clock.zh}即将超时"


def warnings(ticket: Ticket, rules: TicketRules, now: datetime) -> list[Warning]:
    """What is to be said now and was not said before: once before a clock breaks and once when it is broken."""
    found = [
        Warning(reading.clock, reading.running, reading.due_at)
        for reading in clocks(ticket, rules, now)
        if reading.running in (Running.WARNS, Running.BROKEN)
    ]
    return [warning for warning in found if warning.mark not in ticket.warned]


def in_order(tickets: Sequence[Ticket], rules: TicketRules, now: datetime) -> list[Ticket]:
    """By the clock that presses most; what is paused or met after that, closed ones last and newest first."""
    return sorted(tickets, key=lambda ticket: _pressing(ticket, rules, now))


def _pressing(ticket: Ticket, rules: TicketRules, now: datetime) -> tuple[int, float]:
    if not ticket.is_open:
        return (3, -(ticket.closed_at or ticket.opened_at).timestamp())
    running = [each for each in clocks(ticket, rules, now) if each.is_open and each.running is not Running.PAUSED]
    if running:
        return (0, running[0].due_at.timestamp())
    return (1 if ticket.solved_at is None else 2, ticket.opened_at.timestamp())
