import numpy as np
import pytest

from knowledge_base.bm25 import Bm25
from knowledge_base.fusion import Calibration, Layout

VECTORS = np.array([[1, 0], [0, 1], [0, 1], [0, 1]], dtype=np.float32)


def layout() -> Layout:
    return Layout.of([0, 0, 1, 1], VECTORS)


def test_evidence_is_the_nearest_the_middle_and_the_best_share_of_terms() -> None:
    dense, lexical = VECTORS @ np.array([1, 0], np.float32), np.array([0.2, 0.4, 0.1, 0], np.float32)
    found = layout().evidence(dense, lexical)
    assert found[0] == pytest.approx([1, np.sqrt(0.5), 0.4], abs=1e-6)
    assert found[1] == pytest.approx([0, 0, 0.1], abs=1e-6)


def test_a_sentence_that_is_held_out_leaves_no_trace() -> None:
    dense, lexical = VECTORS @ np.array([1, 0], np.float32), np.array([0.9, 0.4, 0, 0], np.float32)
    found = layout().without(0, VECTORS).evidence(dense, lexical)
    assert found[0] == pytest.approx([0, 0, 0.4], abs=1e-6)


def test_more_evidence_is_more_confidence() -> None:
    low, high = Calibration([2.0, 1.0, 1.0], -1.0, 0.5).confidence(np.array([[0, 0, 0], [1, 1, 0]], np.float32))
    assert 0 < low < high < 1


def test_a_text_that_holds_all_terms_beats_one_that_holds_some() -> None:
    scores = Bm25([["退货", "运费"], ["退货", "流程"], ["发票"]]).scores(["退货", "运费"])
    assert scores[0] > scores[1] > scores[2] == 0


def test_a_rare_term_weighs_more_than_a_common_one() -> None:
    scores = Bm25([["怎么", "退"], ["怎么", "洗"], ["怎么", "买"], ["退", "多少"], ["洗"]]).scores(["怎么", "洗"])
    assert scores.argmax() == 1
    assert scores[4] > scores[0]


def test_terms_that_no_text_holds_count_against_the_match() -> None:
    bm25 = Bm25([["退货", "运费"], ["发票"]])
    assert bm25.scores(["退货", "火星"])[0] < bm25.scores(["退货"])[0]


def test_a_query_without_terms_matches_nothing() -> None:
    assert Bm25([["退货"]]).scores([]).tolist() == [0]
