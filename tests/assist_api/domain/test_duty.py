from datetime import timedelta

import pytest

from assist_api.domain.duty import Duty, wait_minutes, waiting_sentence
from tests.assist_api.conftest import OPENING

HOURS = ("09:00", "23:00")


def test_in_opening_hours_the_place_and_a_range_are_told() -> None:
    assert "前面还有 2 位，预计等待 4–15 分钟" in waiting_sentence(3, Duty.of(HOURS, 1), OPENING)


def test_at_night_the_hours_are_told_and_nothing_is_promised() -> None:
    told = waiting_sentence(1, Duty.of(HOURS, 3), OPENING + timedelta(hours=12))
    assert "09:00–23:00" in told
    assert "预计" not in told


def test_with_nobody_there_that_is_said() -> None:
    assert "都不在线" in waiting_sentence(1, Duty.of(HOURS, 0), OPENING)


@pytest.mark.parametrize(("place", "agents", "minutes"), [(1, 1, (1, 5)), (1, 4, (1, 5)), (5, 4, (2, 10))])
def test_more_agents_shorten_the_wait(place: int, agents: int, minutes: tuple[int, int]) -> None:
    assert wait_minutes(place, agents) == minutes
