import numpy as np
import pytest

from assist_api.feeling.calibrate import FALSE_ALARMS, NEUTRAL, alone, together
from assist_api.feeling.data import LABELS
from assist_api.feeling.linear import Floats, Linear

TARGETS = np.repeat(np.arange(len(LABELS)), 500)
ONE = Linear(np.eye(len(LABELS)), np.zeros(len(LABELS)))  # hands its input on as odds


def guesses(seed: int, right: float = 2.0) -> Floats:
    noise = np.random.default_rng(seed).normal(size=(len(TARGETS), len(LABELS)))
    return noise + right * np.eye(len(LABELS))[TARGETS]


def alarms(odds: Floats) -> float:
    return float((odds[TARGETS == NEUTRAL].argmax(axis=1) > NEUTRAL).mean())


def test_neutral_alone_is_lifted_until_false_alarms_are_rare() -> None:
    odds = guesses(1, right=1.0)
    words = alone(ONE, odds, TARGETS).words
    assert words.bias[NEUTRAL] > 0
    assert words.bias.sum() == words.bias[NEUTRAL]
    assert alarms(odds @ words.weights + words.bias) <= FALSE_ALARMS < alarms(odds)


def test_where_false_alarms_are_rare_nothing_is_lifted() -> None:
    assert alone(ONE, guesses(1, right=9.0), TARGETS).words.bias.tolist() == [0.0] * 4


def test_overconfident_odds_are_tempered() -> None:
    odds = guesses(1)
    mild, loud = alone(ONE, odds, TARGETS).words, alone(ONE, odds * 5, TARGETS).words
    assert loud.weights[0, 0] == pytest.approx(mild.weights[0, 0] / 5, rel=0.02)


def test_two_sources_together_are_right_more_often_and_still_careful() -> None:
    words, vectors = guesses(1, right=1.5), guesses(2, right=1.5)
    by_words = alone(ONE, words, TARGETS)
    sentence = together(by_words, words, ONE, vectors, TARGETS).sentence
    assert sentence
    told = words @ by_words.words.weights + by_words.words.bias
    joined = np.array([sentence.joined(*pair) for pair in zip(told, vectors, strict=True)])
    assert (joined.argmax(axis=1) == TARGETS).mean() > (words.argmax(axis=1) == TARGETS).mean() + 0.05
    assert alarms(joined) <= FALSE_ALARMS


def test_a_source_that_knows_nothing_counts_next_to_nothing() -> None:
    words, noise = guesses(1), guesses(2, right=0.0)
    sentence = together(alone(ONE, words, TARGETS), words, ONE, noise, TARGETS).sentence
    assert sentence
    assert abs(sentence.vector.weights[0, 0]) < 0.1
