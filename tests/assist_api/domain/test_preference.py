from datetime import date, timedelta

import pytest

from assist_api.domain.outcomes import Outcome
from assist_api.domain.preference import HALF_LIFE_DAYS, LIMIT, NOTHING_KNOWN, Count, Preferences, pushed

TODAY = date(2026, 11, 23)


def count(outcome: Outcome, number: int = 1, **more: object) -> Count:
    given = {"kind": "entry", "source_id": "returns.how", "intent": "request_return", "rank": 0, "day": TODAY, **more}
    return Count(outcome=outcome, number=number, **given)  # type: ignore[arg-type]


def push(*counts: Count, source: str = "returns.how", intent: str = "request_return", kind: str = "entry") -> float:
    others = (count(Outcome.SENT, 20, source_id="other"), count(Outcome.DISMISSED, 20, source_id="other"))
    return Preferences.of([*others, *counts], TODAY).push(kind, source, intent)


def test_where_nothing_is_known_nothing_is_pushed() -> None:
    assert NOTHING_KNOWN.push("entry", "returns.how", "request_return") == 0
    assert NOTHING_KNOWN.words("entry", "returns.how") == ""


def test_what_was_taken_rises_and_what_was_refused_falls() -> None:
    assert push(count(Outcome.SENT, 5)) > 0 > push(count(Outcome.DISMISSED, 5))


def test_an_edited_one_rises_less_than_one_sent_as_it_was() -> None:
    assert push(count(Outcome.SENT, 5)) > push(count(Outcome.EDITED, 5)) > 0


@pytest.mark.parametrize("outcome", [Outcome.SENT, Outcome.DISMISSED])
def test_the_push_is_bounded(outcome: Outcome) -> None:
    assert abs(push(count(outcome, 100_000))) == LIMIT


def test_one_outcome_moves_little() -> None:
    assert abs(push(count(Outcome.DISMISSED))) < LIMIT / 2


def test_a_refusal_further_down_weighs_less() -> None:
    assert push(count(Outcome.IGNORED, 4, rank=0)) < push(count(Outcome.IGNORED, 4, rank=2)) < 0


def test_one_that_was_not_read_counts_for_nothing() -> None:
    assert push(count(Outcome.UNREAD, 50)) == push()


def test_old_outcomes_fade() -> None:
    old = TODAY - timedelta(days=4 * HALF_LIFE_DAYS)
    assert 0 < push(count(Outcome.SENT, 5, day=old)) < push(count(Outcome.SENT, 5)) / 3


def test_one_intent_teaches_another_less_than_itself() -> None:
    taken = count(Outcome.SENT, 4)
    assert push(taken) > push(taken, intent="ask_return_policy") > 0


def test_a_source_that_was_never_shown_is_known_by_its_kind_alone() -> None:
    taken = count(Outcome.SENT, 8, kind="fact", source_id="parcel")
    assert push(taken, kind="fact", source="parcel") > push(taken, kind="fact", source="stock") > 0


def test_the_counts_are_told_in_words() -> None:
    counts = [count(Outcome.SENT, 12), count(Outcome.EDITED, 3), count(Outcome.IGNORED, 2), count(Outcome.UNREAD, 9)]
    assert Preferences.of(counts, TODAY).words("entry", "returns.how") == "同事采用 12 次、改写 3 次、没用 2 次"


def test_a_push_of_the_limit_makes_an_even_chance_62_percent() -> None:
    assert pushed(0.5, LIMIT) == pytest.approx(0.622, abs=0.001)
    assert pushed(0.8, 0) == pytest.approx(0.8)
