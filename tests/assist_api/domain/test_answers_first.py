from datetime import timedelta

import pytest

from assist_api.domain.answers_first import First, Mode

IDS = [f"c{number}" for number in range(2000)]


def mode(first: First, share: float = 0.3) -> Mode:
    return Mode(first, share, timedelta(seconds=60))


def to_persons(chosen: Mode, *, attended: bool = True) -> set[str]:
    return {one for one in IDS if chosen.starts_with_person(one, attended=attended)}


def test_bot_first_sends_nobody_and_person_first_everybody() -> None:
    assert to_persons(mode(First.BOT)) == set()
    assert to_persons(mode(First.PERSON)) == set(IDS)


def test_mixed_sends_its_share_and_always_the_same() -> None:
    sent = to_persons(mode(First.MIXED))
    assert len(sent) / len(IDS) == pytest.approx(0.3, abs=0.05)
    assert sent == to_persons(mode(First.MIXED))


def test_a_larger_share_keeps_those_of_a_smaller_one() -> None:
    assert to_persons(mode(First.MIXED, 0.1)) < to_persons(mode(First.MIXED, 0.5))


@pytest.mark.parametrize("first", list(First))
def test_with_nobody_there_the_bot_answers_whatever_the_mode(first: First) -> None:
    assert to_persons(mode(first, 1.0), attended=False) == set()
