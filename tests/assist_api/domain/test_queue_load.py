from datetime import UTC, datetime, timedelta

from assist_api.domain.queue_load import an_hour, days_in, minutes_a_case, most_people

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)  # in the shop


def at(*minutes: float) -> list[datetime]:
    return [NOON + timedelta(minutes=each) for each in minutes]


def test_handovers_are_counted_by_the_hour_of_day_in_the_shop() -> None:
    counted = an_hour([*at(0, 10, 70), NOON + timedelta(days=1)], days=2)
    assert (counted[12], counted[13], counted[4]) == (1.5, 0.5, 0.0)


def test_days_are_counted_with_the_first_and_the_last() -> None:
    assert days_in([NOON, NOON + timedelta(days=2)]) == 3
    assert days_in([]) == 0


def test_people_at_the_peak_are_the_cases_that_run_at_once() -> None:
    assert most_people(at(0, 2, 4, 11), minutes_a_case=5, side_by_side=1) == 3
    assert most_people(at(0, 2, 4, 11), minutes_a_case=5, side_by_side=2) == 2
    assert most_people(at(0, 5, 10), minutes_a_case=5, side_by_side=1) == 1
    assert most_people([], minutes_a_case=5, side_by_side=1) == 0


def test_a_case_takes_the_median_of_what_was_measured() -> None:
    assert minutes_a_case([(NOON, NOON + timedelta(minutes=each)) for each in (2, 4, 60)]) == 4
    assert minutes_a_case([]) is None
