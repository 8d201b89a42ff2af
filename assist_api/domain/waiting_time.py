"""How long a shopper waits for a person: a range from what the shop has measured, and the sentence that says it.

Nothing is promised where it is not known: with nobody there, or nobody who takes cases, no minutes are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from statistics import quantiles
from typing import Any

from assist_api.domain.duty import Duty
from assist_api.domain.presence import Colleague, Skill, Status
from assist_api.domain.shop_time import SHOP_TIME, clock
from assist_api.domain.wishes import CallbackRules

_MINUTE = timedelta(minutes=1)
_HOURS_BESIDE = 1  # the hour before and after belong to one time of day


@dataclass(frozen=True)
class WaitingRules:
    """The parsed waiting.toml, with the shop's hours and the number of cases an agent has side by side."""

    hours: tuple[str, str]
    side_by_side: int
    least: timedelta
    most: timedelta
    measured_from: int
    looked_back: int
    pick_up: timedelta
    silent_after: timedelta
    callback: CallbackRules

    @classmethod
    def of(cls, table: Mapping[str, Any], hours: Sequence[str], side_by_side: int) -> WaitingRules:
        handling = table["handling"]
        return cls(
            hours=(hours[0], hours[1]),
            side_by_side=side_by_side,
            least=handling["least_minutes"] * _MINUTE,
            most=handling["most_minutes"] * _MINUTE,
            measured_from=handling["measured_from"],
            looked_back=handling["looked_back"],
            pick_up=table["pick_up"]["most_minutes"] * _MINUTE,
            silent_after=table["silence"]["after_minutes"] * _MINUTE,
            callback=CallbackRules.of(table["callback"]["windows"], table["callback"]["days"]),
        )


@dataclass(frozen=True)
class Phase:
    """An agent had a case."""

    began: datetime
    ended: datetime

    @property
    def lasted(self) -> timedelta:
        return self.ended - self.began


@dataclass(frozen=True)
class Pace:
    """In what time an agent is done with a case: half of them between the two."""

    least: timedelta
    most: timedelta


def pace(phases: Sequence[Phase], rules: WaitingRules, now: datetime) -> Pace:
    """The middle half of the shop's own, of this time of day where there are enough; else what the file says."""
    at_this_time = [phase for phase in phases if _same_time(phase.began, now)]
    among = next((some for some in (at_this_time, phases) if len(some) >= rules.measured_from), None)
    if among is None:
        return Pace(rules.least, rules.most)
    first, _, third = quantiles([phase.lasted.total_seconds() for phase in among], n=4)
    return Pace(timedelta(seconds=first), timedelta(seconds=third))


def _same_time(one: datetime, other: datetime) -> bool:
    apart = abs(one.astimezone(SHOP_TIME).hour - other.astimezone(SHOP_TIME).hour)
    return min(apart, 24 - apart) <= _HOURS_BESIDE


@dataclass(frozen=True)
class Crew:
    """Who may take a case: `places` they have side by side, `free` of them."""

    present: int
    places: int
    free: int


def crew(colleagues: Iterable[Colleague], skill: Skill | None) -> Crew:
    """Where nobody has the skill, everybody who takes cases counts: that is how they are given out."""
    present = [one for one in colleagues if one.present]
    taking = [one for one in present if one.status is Status.ONLINE]
    able = [one for one in taking if one.can(skill)] or taking
    return Crew(len(present), sum(one.limit for one in able), sum(max(0, one.limit - one.load) for one in able))


@dataclass(frozen=True)
class Wait:
    """`least` and `most` in minutes; None where nothing can be said. `attended`: somebody is there in opening hours."""

    place: int
    least: int | None
    most: int | None
    attended: bool
    sentence: str

    @property
    def ahead(self) -> int:
        return self.place - 1


def wait(place: int, there: Crew, measured: Pace, rules: WaitingRules, now: datetime) -> Wait:
    duty = Duty.of(rules.hours, there.present)
    if not duty.open_at(now) or not there.present:
        return Wait(place, None, None, False, _nobody(duty, now))
    if not there.places:
        return Wait(place, None, None, True, f"{_ahead(place)}，客服都在忙，暂时说不准要等多久")
    least, most = _minutes(place, there, measured, rules)
    return Wait(place, least, most, True, f"{_ahead(place)}，预计等待 {least}–{most} 分钟")


def _minutes(place: int, there: Crew, measured: Pace, rules: WaitingRules) -> tuple[int, int]:
    """One place becomes free each time a case is done, and there are `places` of them in work."""
    before = max(0, place - there.free)
    least, most = before * measured.least / there.places, before * measured.most / there.places
    soonest = max(1, int(least / _MINUTE))
    return soonest, max(soonest + 1, ceil(max(most, rules.pick_up) / _MINUTE))


def _ahead(place: int) -> str:
    return f"前面还有 {place - 1} 位" if place > 1 else "您是下一位"


def _nobody(duty: Duty, now: datetime) -> str:
    if not duty.open_at(now):
        return f"现在是人工休息时间（每天 {duty.hours}），{clock(duty.next_opening(now), now)} 上班后按顺序回复您"
    return "人工客服暂时都不在线，上线后按顺序回复您"
