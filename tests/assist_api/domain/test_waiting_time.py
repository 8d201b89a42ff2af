"""What is said of the wait is what was measured, and nothing where nothing is known."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from assist_api.domain.presence import Colleague, Skill, Status
from assist_api.domain.waiting_time import Crew, Pace, Phase, Wait, WaitingRules, crew, pace, wait
from tests.assist_api.conftest import OPENING

FILE = Path(__file__).parents[3] / "assist_api" / "waiting.toml"
RULES = WaitingRules.of(tomllib.loads(FILE.read_text("utf8")), ("09:00", "23:00"), 5)
PACE = Pace(timedelta(minutes=4), timedelta(minutes=12))


def told(place: int, there: Crew, now: datetime = OPENING) -> Wait:
    return wait(place, there, PACE, RULES, now)


def colleague(
    name: str, load: int = 0, status: Status = Status.ONLINE, *skills: Skill, present: bool = True
) -> Colleague:
    return Colleague(name, name, ("agent",), status, None, present, frozenset(skills), load, 5)


@pytest.mark.parametrize(
    ("place", "there", "minutes"),
    [
        (1, Crew(1, 5, 2), (1, 2)),  # somebody is free
        (3, Crew(1, 5, 0), (2, 8)),  # three cases must be done, five are in work
        (3, Crew(2, 10, 0), (1, 4)),  # twice the people, half the time
        (6, Crew(1, 5, 5), (1, 3)),
    ],
)
def test_the_range_follows_place_free_places_and_people(place: int, there: Crew, minutes: tuple[int, int]) -> None:
    found = told(place, there)
    assert (found.least, found.most) == minutes


def test_the_sentence_names_who_is_ahead_and_the_range() -> None:
    assert told(3, Crew(1, 5, 0)).sentence == "前面还有 2 位，预计等待 2–8 分钟"
    assert told(1, Crew(1, 5, 1)).sentence == "您是下一位，预计等待 1–2 分钟"


def test_with_nobody_there_no_minutes_are_named() -> None:
    found = told(1, Crew(0, 0, 0))
    assert (found.least, found.most, found.attended) == (None, None, False)
    assert "不在线" in found.sentence


def test_outside_the_hours_it_is_said_when_somebody_is_back() -> None:
    found = told(1, Crew(2, 10, 10), OPENING + timedelta(hours=11))
    assert "明天 09:00" in found.sentence
    assert not found.attended


def test_where_those_who_are_there_take_nothing_new_no_minutes_are_named() -> None:
    found = told(2, Crew(2, 0, 0))
    assert found.attended
    assert found.sentence == "前面还有 1 位，客服都在忙，暂时说不准要等多久"


def phases(number: int, minutes: int, at: datetime = OPENING) -> list[Phase]:
    return [Phase(at, at + timedelta(minutes=minutes)) for _ in range(number)]


def test_the_files_figures_count_until_enough_is_measured() -> None:
    assert pace(phases(RULES.measured_from - 1, 30), RULES, OPENING) == PACE
    measured = pace(phases(RULES.measured_from, 30), RULES, OPENING)
    assert measured.least == measured.most == timedelta(minutes=30)


def test_this_time_of_day_counts_before_the_whole_day() -> None:
    evening = OPENING + timedelta(hours=7)
    both = [*phases(40, 5, OPENING), *phases(40, 20, evening)]
    assert pace(both, RULES, evening).least == timedelta(minutes=20)
    assert pace(both, RULES, OPENING).most == timedelta(minutes=5)
    assert pace(phases(40, 5, OPENING), RULES, evening).most == timedelta(minutes=5)


def test_half_of_the_cases_lie_in_the_range() -> None:
    spread = [Phase(OPENING, OPENING + timedelta(minutes=number)) for number in range(1, 40)]
    found = pace(spread, RULES, OPENING)
    inside = [one for one in spread if found.least <= one.lasted <= found.most]
    assert len(inside) / len(spread) == pytest.approx(0.5, abs=0.06)


def test_who_can_take_the_case_counts_and_everybody_where_nobody_has_the_skill() -> None:
    team = [
        colleague("a", 5, Status.ONLINE, Skill.LOGISTICS),
        colleague("b", 1, Status.ONLINE, Skill.PRE_SALES),
        colleague("c", 0, Status.AWAY),
        colleague("d", 0, present=False),
    ]
    assert crew(team, Skill.LOGISTICS) == Crew(3, 5, 0)
    assert crew(team, None) == Crew(3, 10, 4)
    assert crew(team, Skill.COMPLAINTS) == Crew(3, 10, 4)
