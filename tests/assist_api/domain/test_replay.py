from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assist_api.domain.answers_first import First, Mode
from assist_api.domain.handover import ATTENDED, Circumstances, Turn, decide
from assist_api.domain.replay import Change, Matter, Step, compare, decided_alike
from tests.assist_api.domain.test_handover import THRESHOLDS, turn

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
STRICT = replace(THRESHOLDS, threshold=2.0)
EAGER = replace(THRESHOLDS, threshold=0.5)


def matter(*turns: Turn, known: Circumstances = ATTENDED) -> Matter:
    """As the thresholds in force decided it, message by message."""
    steps = []
    for number in range(len(turns)):
        heard = turns[: number + 1]
        decided = decide(heard, THRESHOLDS, known)
        steps.append(Step(f"m{number}", NOON + timedelta(minutes=number), heard, known, decided))
    return Matter("c1", tuple(steps))


CALM = turn("运费多少", "ask_shipping_fee")
UNHAPPY = turn("太慢了", "urge_delivery", unhappy=0.9)
ANGRY = turn("你们是骗子", "complain", angry=0.9)


@pytest.mark.parametrize(
    ("past", "thresholds", "change"),
    [
        (matter(CALM), EAGER, Change.NEITHER),
        (matter(CALM, UNHAPPY), EAGER, Change.GAINED),
        (matter(UNHAPPY, replace(UNHAPPY, text="还是慢")), STRICT, Change.LOST),
        (matter(UNHAPPY, replace(UNHAPPY, text="还是慢")), EAGER, Change.EARLIER),
        (matter(turn("转人工"), ANGRY, replace(ANGRY, text="骗子 转人工")), STRICT, Change.LATER),
        (matter(CALM, ANGRY), EAGER, Change.SAME),
    ],
)
def test_each_change_is_named(past: Matter, thresholds: object, change: Change) -> None:
    assert compare([past], thresholds)[0].change is change  # type: ignore[arg-type]


def test_the_thresholds_in_force_change_nothing() -> None:
    past = [matter(CALM), matter(UNHAPPY, ANGRY), matter(turn("转人工"))]
    assert {one.change for one in compare(past, THRESHOLDS)} == {Change.NEITHER, Change.SAME}
    assert decided_alike(past, THRESHOLDS) == (4, 4)


def test_another_mode_puts_those_into_the_queue_who_came_while_somebody_was_there() -> None:
    mode = Mode(First.PERSON, 0.3, timedelta(seconds=60))
    by_day, by_night = matter(CALM), matter(CALM, known=Circumstances(agents=0))
    changes = [one.change for one in compare([by_day, by_night], replace(THRESHOLDS, mode=mode))]
    assert changes == [Change.GAINED, Change.NEITHER]
