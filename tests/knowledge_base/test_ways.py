import numpy as np
import pytest

from knowledge_base import ways
from tests.knowledge_base.builders import TOPICS, CharacterEncoder, entry, words

ENTRIES = [entry(name) for name in TOPICS]
QUESTIONS = ["几点能发货呀", "退货邮费是谁出", "能给我开个发票吗", "一米七五穿什么码"]
RIGHT = [frozenset({place}) for place in range(4)]


@pytest.mark.parametrize(
    "way",
    [ways.tfidf, ways.logistic, ways.bm25(words()), ways.nearest(CharacterEncoder())],
    ids=["tfidf", "logistic", "bm25", "nearest"],
)
def test_every_way_finds_the_entry_that_shares_the_words(way: ways.Way) -> None:
    assert ways.among(way(ENTRIES, QUESTIONS), RIGHT, 1) == 1


def test_an_entry_scores_as_its_best_sentence() -> None:
    scores = ways.by_entry(np.array([[1.0, 5, 2, 3]]), np.array([0, 0, 1, 1]))
    assert scores.tolist() == [[5, 3]]


def test_a_question_is_right_by_any_of_its_entries_among_the_first() -> None:
    scores = np.array([[3.0, 2, 1], [1.0, 2, 3]])
    assert ways.among(scores, [frozenset({0, 1}), frozenset({1})], 1) == 0.5
    assert ways.among(scores, [frozenset({0, 1}), frozenset({1})], 2) == 1
