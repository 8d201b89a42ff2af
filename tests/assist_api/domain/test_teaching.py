"""What teaches most stands first."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

import assist_api
from assist_api.domain.teaching import Signals, TeachingRules, frequency, likeliest, margin_of, teaching_order

RULES = TeachingRules.of(tomllib.loads((Path(assist_api.__file__).parent / "teaching.toml").read_text("utf-8")))
PLAIN = Signals(margin=0.5, size=4, disagreement=0.5, newness=0.5)


def order(signals: Signals) -> float:
    return teaching_order(signals, RULES.weights)


@pytest.mark.parametrize(
    "better",
    [
        replace(PLAIN, margin=0.1),
        replace(PLAIN, size=40),
        replace(PLAIN, disagreement=1.0),
        replace(PLAIN, newness=0.9),
    ],
)
def test_each_signal_alone_moves_a_message_up(better: Signals) -> None:
    assert order(better) > order(PLAIN)


def test_what_is_not_known_yet_counts_as_neither_high_nor_low() -> None:
    unknown = Signals(None, 4, None, None)
    assert order(Signals(1.0, 4, 0.0, 0.0)) < order(unknown) < order(Signals(0.0, 4, 1.0, 1.0))


def test_a_cluster_larger_than_often_counts_no_more() -> None:
    assert frequency(1, 200) == 0
    assert frequency(200, 200) == frequency(5000, 200) == 1


def test_the_margin_lies_between_the_two_likeliest_intents_and_the_fallback_is_none() -> None:
    assert margin_of([("nlu_fallback", 0.25), ("greet", 0.2), ("thank", 0.15)]) == pytest.approx(0.05)
    assert margin_of([("greet", 0.7)]) == pytest.approx(0.7)
    assert margin_of([]) is None


def test_of_a_message_that_was_not_understood_the_likeliest_is_proposed() -> None:
    assert likeliest("nlu_fallback", [("nlu_fallback", 0.25), ("greet", 0.2)]) == "greet"
    assert likeliest("thank", [("thank", 0.4), ("greet", 0.3)]) == "thank"
    assert likeliest(None, []) is None


def test_those_chosen_to_be_next_come_before_all_others_in_their_turn() -> None:
    best = Signals(margin=0.0, size=10_000, disagreement=1.0, newness=1.0)
    dull = Signals(margin=1.0, size=1, disagreement=0.0, newness=0.0)
    turns = [order(replace(dull, turn=turn)) for turn in (0, 1, 500)]
    assert turns == sorted(turns, reverse=True)
    assert turns[-1] > order(best)
