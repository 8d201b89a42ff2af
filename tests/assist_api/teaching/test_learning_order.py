"""What is labelled next: in doubt, of a frequent kind, and unlike what was chosen before."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from assist_api.teaching.learning_order import doubts, learn, next_to_label
from tests.assist_api.domain.test_teaching import RULES

RULES_OF_ORDER = RULES.learning
PRIOR = RULES_OF_ORDER.prior
Floats = NDArray[np.float64]


def kind(number: int, size: int, spread: float = 0.1) -> Floats:
    """Messages that point one way, each a little aside."""
    made = np.random.default_rng(number).normal(0, spread, (size, 16))
    made[:, number] += 1
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True))


def order(known: Floats, intents: list[str], open_ones: Floats, copies: list[int] | None = None) -> list[int]:
    learned = learn(known, intents, PRIOR)
    return next_to_label(learned, open_ones, np.array(copies or [1] * len(open_ones)), RULES_OF_ORDER)


def test_where_nothing_is_known_each_frequent_kind_has_its_turn_before_any_has_two() -> None:
    kinds = [kind(number, 20) for number in range(4)]
    first = order(np.empty((0, 16)), [], np.concatenate(kinds))[:4]
    assert sorted(place // 20 for place in first) == [0, 1, 2, 3]


def test_the_more_frequent_kind_comes_first() -> None:
    assert order(np.empty((0, 16)), [], np.concatenate([kind(0, 3), kind(1, 30)]))[0] >= 3


def test_a_message_with_many_copies_is_as_frequent_as_they_are() -> None:
    both = np.concatenate([kind(0, 5), kind(1, 1)])
    nothing = np.empty((0, 16))
    assert order(nothing, [], both)[0] < 5
    assert order(nothing, [], both, [1, 1, 1, 1, 1, 50])[0] == 5


def test_what_the_known_sentences_are_sure_of_comes_after_what_they_know_nothing_of() -> None:
    known = np.concatenate([kind(0, 30), kind(1, 30)])
    first = order(known, ["a"] * 30 + ["b"] * 30, np.concatenate([kind(0, 30), kind(2, 5)]))[:3]
    assert min(first) >= 30


def test_a_message_between_two_intents_is_in_doubt_and_one_within_an_intent_is_not() -> None:
    learned = learn(np.concatenate([kind(0, 30), kind(1, 30)]), ["a"] * 30 + ["b"] * 30, PRIOR)
    between, within = doubts(learned, np.eye(16)[[0, 0]] * 0.5 + np.eye(16)[[1, 0]] * 0.5, RULES_OF_ORDER.margin_scale)
    assert between == pytest.approx(1, abs=0.3)
    assert within < 0.1


@pytest.mark.parametrize("intents", [[], ["a"]])
def test_without_two_intents_all_are_in_doubt_alike(intents: list[str]) -> None:
    learned = learn(kind(0, len(intents)), intents, PRIOR)
    assert doubts(learned, kind(1, 3), RULES_OF_ORDER.margin_scale).tolist() == [1, 1, 1]


def test_each_is_chosen_once_and_all_of_them_where_there_are_few() -> None:
    assert sorted(order(kind(0, 5), list("aabbb"), kind(1, 9))) == list(range(9))
    assert order(kind(0, 5), list("aabbb"), np.empty((0, 16))) == []


def test_a_choice_is_worth_what_it_takes_off_the_variance_as_if_it_were_known() -> None:
    """The quick bookkeeping agrees with learning anew after every choice."""
    known, waiting = kind(0, 6, 0.5), np.concatenate([kind(number, 8, 0.5) for number in range(5)])
    alike = replace(RULES_OF_ORDER, margin_scale=1e9)  # all in doubt: what is left is variance alone
    chosen = next_to_label(learn(known, ["a"] * 6, PRIOR), waiting, np.ones(40, np.int64), alike)[:6]
    for number, place in enumerate(chosen):
        seen = np.concatenate([known, waiting[chosen[:number]]])
        left = [at for at in range(40) if at not in chosen[:number]]
        assert place == min(left, key=lambda at: variance(np.concatenate([seen, waiting[[at]]]), waiting))


def variance(known: Floats, of: Floats) -> float:
    return float(np.einsum("ij,jk,ik->", of, learn(known, ["a"] * len(known), PRIOR).inverse, of))
