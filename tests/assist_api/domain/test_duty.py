from datetime import timedelta

import pytest

from assist_api.domain.duty import Duty
from tests.assist_api.conftest import OPENING

HOURS = ("09:00", "23:00")


@pytest.mark.parametrize(("hours", "is_open"), [(0, True), (12, False), (20.9, False), (21, True)])
def test_people_are_on_duty_in_the_shops_hours(hours: float, is_open: bool) -> None:
    assert Duty.of(HOURS, 1).open_at(OPENING + timedelta(hours=hours)) is is_open


@pytest.mark.parametrize("hours", [12, 14, 20])
def test_after_closing_and_before_opening_the_next_one_is_the_same_morning(hours: int) -> None:
    morning = OPENING + timedelta(hours=21)
    assert Duty.of(HOURS, 0).next_opening(OPENING + timedelta(hours=hours)) == morning
