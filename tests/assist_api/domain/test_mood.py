"""The feeling that a whole talk has, from the feelings of its messages."""

import pytest

from assist_api.domain.mood import of_the_talk


@pytest.mark.parametrize("before", ["angry", "dissatisfied"])
def test_a_neutral_message_calms_nobody(before: str) -> None:
    assert of_the_talk(before, "neutral", calm=False) == before


def test_it_rises_with_an_unhappier_message_and_does_not_fall_with_a_milder_one() -> None:
    assert of_the_talk("dissatisfied", "angry", calm=False) == "angry"
    assert of_the_talk("angry", "dissatisfied", calm=False) == "angry"


@pytest.mark.parametrize(("felt", "after"), [("satisfied", "satisfied"), ("neutral", "neutral"), ("angry", "neutral")])
def test_it_falls_when_the_shopper_calms_down(felt: str, after: str) -> None:
    assert of_the_talk("angry", felt, calm=True) == after


def test_of_a_calm_talk_the_newest_message_tells() -> None:
    assert of_the_talk("satisfied", "neutral", calm=False) == "neutral"
