"""The clocks of each level: warned before they break, once, and standing still while the shopper is waited for."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from assist_api.domain.ticket_clocks import Clock, Running, clocks, in_order, next_clock, warnings
from assist_api.domain.ticket_life import State, Ticket
from assist_api.domain.tickets import Level
from tests.assist_api.domain.ticket_builder import OPENED, RULES, ticket


def after(**passed: float) -> datetime:
    return OPENED + timedelta(**passed)


def running(of: Ticket, clock: Clock, now: datetime) -> Running:
    return next(reading.running for reading in clocks(of, RULES, now) if reading.clock is clock)


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (Level.SERIOUS, {Clock.SUPERVISOR: 1, Clock.CLOSE: 24, Clock.ALARM: 72}),
        (Level.DELAY, {Clock.OFFER: 4, Clock.CLOSE: 24, Clock.ALARM: 72}),
        (Level.SMALL, {Clock.CLOSE: 24, Clock.ALARM: 72}),
    ],
)
def test_each_level_has_its_clocks(level: Level, expected: dict[Clock, float]) -> None:
    read = clocks(ticket(level=level), RULES, OPENED)
    assert {each.clock: (each.due_at - OPENED) / timedelta(hours=1) for each in read} == expected


def test_what_comes_in_at_night_is_due_from_the_next_opening_and_only_the_alarm_runs_through() -> None:
    night, opening = after(hours=12.5), after(hours=21)
    read = {each.clock: each.due_at for each in clocks(ticket(level=Level.DELAY, opened_at=night), RULES, night)}
    assert read[Clock.OFFER] == opening + timedelta(hours=4)
    assert read[Clock.CLOSE] == opening + timedelta(hours=24)
    assert read[Clock.ALARM] == night + timedelta(hours=72)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (after(hours=2), Running.RUNS),
        (after(hours=3), Running.WARNS),
        (after(hours=4), Running.BROKEN),
    ],
)
def test_a_clock_runs_then_warns_then_is_broken(now: datetime, expected: Running) -> None:
    assert running(ticket(), Clock.OFFER, now) is expected


def test_what_was_done_in_time_is_met_and_what_was_done_late_is_missed() -> None:
    assert running(ticket(offered_at=after(hours=3)), Clock.OFFER, after(hours=9)) is Running.MET
    assert running(ticket(offered_at=after(hours=5)), Clock.OFFER, after(hours=9)) is Running.MISSED


def test_while_the_shopper_is_waited_for_the_clock_stands_still() -> None:
    waiting = ticket().waiting(after(hours=1))
    assert running(waiting, Clock.OFFER, after(hours=9)) is Running.PAUSED
    going = waiting.going_on(after(hours=9))
    assert running(going, Clock.OFFER, after(hours=9)) is Running.RUNS
    assert running(going, Clock.OFFER, after(hours=12)) is Running.BROKEN


def test_the_supervisors_clock_and_the_alarm_know_no_pause() -> None:
    waiting = ticket(level=Level.SERIOUS).waiting(OPENED)
    assert running(waiting, Clock.SUPERVISOR, after(hours=1)) is Running.BROKEN
    assert running(waiting, Clock.ALARM, after(hours=72)) is Running.BROKEN


def test_the_next_clock_is_the_first_that_is_not_met() -> None:
    pressing = next_clock(clocks(ticket(offered_at=after(hours=1)), RULES, after(hours=2)))
    assert pressing
    assert pressing.clock is Clock.CLOSE


def test_each_warning_is_given_once_and_once_more_when_it_is_broken() -> None:
    (soon,) = warnings(ticket(), RULES, after(hours=3))
    assert (soon.words, soon.running) == ("给出方案即将超时", Running.WARNS)
    warned = ticket(warned=(soon.mark,))
    assert warnings(warned, RULES, after(hours=3.5)) == []
    (broken,) = warnings(warned, RULES, after(hours=4))
    assert broken.words == "给出方案已超时"


def test_a_ticket_of_another_level_has_the_clocks_of_that_level() -> None:
    raised = replace(ticket(level=Level.SMALL), level=Level.SERIOUS)
    assert running(raised, Clock.SUPERVISOR, after(hours=2)) is Running.BROKEN


def test_the_list_is_ordered_by_what_presses() -> None:
    serious = ticket(id="serious", level=Level.SERIOUS)
    delayed = ticket(id="delayed")
    waiting = ticket(id="waiting").waiting(OPENED)
    solved = ticket(id="solved", state=State.DONE, offered_at=OPENED, solved_at=OPENED)
    closed = ticket(id="closed", state=State.CLOSED, closed_at=OPENED)
    order = in_order([closed, solved, waiting, delayed, serious], RULES, after(minutes=5))
    assert [one.id for one in order] == ["serious", "delayed", "waiting", "solved", "closed"]
