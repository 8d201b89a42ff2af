from __future__ import annotations

from datetime import timedelta

from actions.services import attempts
from actions.services.attempts import LOCKED_FOR, MOST, Attempts
from tests.actions.conftest import NOW


def tried(*keys: str, times: int = MOST) -> Attempts:
    known = Attempts()
    for _ in range(times):
        known.note_wrong(keys, NOW)
    return known


def test_the_fifth_wrong_try_locks_and_the_fourth_does_not() -> None:
    assert tried("talk", "order").locked(("talk",), NOW)
    assert not tried("talk", "order", times=MOST - 1).locked(("talk",), NOW)


def test_an_order_stays_locked_in_another_talk() -> None:
    assert tried("talk", "order").locked(("other talk", "order"), NOW)
    assert not tried("talk", "order").locked(("other talk", "other order"), NOW)


def test_the_lock_runs_out() -> None:
    assert tried("talk").locked(("talk",), NOW + LOCKED_FOR - timedelta(seconds=1))
    assert not tried("talk").locked(("talk",), NOW + LOCKED_FOR)


def test_a_flood_of_numbers_costs_no_memory() -> None:
    known = Attempts()
    for number in range(attempts._KEPT + 50):
        known.note_wrong((str(number),), NOW)
    assert len(known._wrong) == attempts._KEPT
