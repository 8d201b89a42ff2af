from __future__ import annotations

import pytest

from bot import score_card
from bot.readings import Reading


def read(right: str, said: str, confidence: float = 0.9, guess: str = "", text: str = "一句话") -> Reading:
    return Reading(text, right, said, guess or said, confidence)


def test_the_summary_counts_what_was_not_understood_as_wrong() -> None:
    told = score_card.summary([read("greet", "greet"), read("greet", "nlu_fallback", 0.2, "greet")])
    assert (told["size"], told["accuracy"], told["unsure"]) == (2, 0.5, 0.5)


def test_macro_f1_is_the_mean_over_the_intents_that_occur() -> None:
    told = score_card.summary([read("greet", "greet"), read("thank", "greet"), read("thank", "thank")])
    assert told["macro_f1"] == pytest.approx((2 / 3 + 2 / 3) / 2)


def test_an_intent_has_precision_recall_and_f1() -> None:
    found = score_card.per_intent([read("a", "a"), read("a", "b"), read("b", "b"), read("b", "b")])
    assert found["a"] == {"there": 2, "precision": 1.0, "recall": 0.5, "f1": pytest.approx(2 / 3)}
    assert found["b"]["precision"] == pytest.approx(2 / 3)


def test_an_intent_that_is_only_said_has_no_recall() -> None:
    assert score_card.per_intent([read("a", "b")])["b"]["recall"] is None


def test_confusions_come_with_the_most_frequent_first() -> None:
    readings = [read("a", "b"), read("b", "a"), read("b", "a"), read("a", "a")]
    assert score_card.confusions(readings) == [["b", "a", 2], ["a", "b", 1]]


def test_the_curve_sets_confidence_against_being_right() -> None:
    curve = score_card.reliability([read("a", "a", 0.95), read("a", "b", 0.85), read("a", "a", 1.0)])
    assert [(bin["from"], bin["count"], bin["right"]) for bin in curve] == [(0.8, 1, 0.0), (0.9, 2, 1.0)]


def test_a_guess_below_the_threshold_counts_for_the_curve() -> None:
    assert score_card.reliability([read("a", "nlu_fallback", 0.2, "a")])[0]["right"] == 1.0


def test_one_who_is_as_sure_as_he_is_right_has_no_calibration_error() -> None:
    readings = [read("a", "a", 0.5), read("a", "b", 0.5)]
    assert score_card.summary(readings)["calibration_error"] == 0
    assert score_card.summary([read("a", "b", 1.0)])["calibration_error"] == 1


def test_won_and_lost_are_sentences_that_only_one_of_the_two_understands() -> None:
    new = [read("a", "a", text="一"), read("b", "a", text="二"), read("c", "c", text="三")]
    live = [read("a", "b", text="一"), read("b", "b", text="二"), read("c", "c", text="三")]
    told = score_card.changes(new, live)
    assert told["won"] == [{"text": "一", "right": "a", "new": "a", "live": "b"}]
    assert told["lost"] == [{"text": "二", "right": "b", "new": "a", "live": "b"}]


@pytest.mark.parametrize(("won", "lost", "chance"), [(0, 0, 1.0), (1, 1, 1.0), (5, 0, 0.0625), (10, 0, 0.001953125)])
def test_luck_explains_a_small_difference_and_not_a_large_one(won: int, lost: int, chance: float) -> None:
    assert score_card.sign_test(won, lost) == chance == score_card.sign_test(lost, won)


def test_speed_is_told_by_percentiles() -> None:
    told = score_card.speed([Reading("", "a", "a", "a", 1, ms) for ms in range(1, 101)], 1.5, 4_800_000)
    assert (told["p50_ms"], told["load_s"], told["bytes"]) == (pytest.approx(50.5), 1.5, 4_800_000)
