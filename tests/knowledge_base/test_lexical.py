from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from knowledge_base.bm25 import Bm25
from knowledge_base.lexical import Hashes, Keys, Postings

TEXTS = [["退货", "运费", "运费"], ["退货", "流程"], ["发票"]]


def keys(*terms: str) -> Keys:
    return np.unique(Hashes().of(terms))


def postings(texts: Sequence[Sequence[str]] = TEXTS, average: float | None = None) -> Postings:
    return Postings.of([Hashes().of(text) for text in texts], average)


def scores(found: Postings, *terms: str) -> list[float]:
    wanted = keys(*terms)
    return list(found.scores(wanted, np.ones(len(wanted), np.float32)))


def test_a_term_is_held_by_the_sentences_it_stands_in() -> None:
    wanted = Hashes().of(["退货", "发票", "火星"])
    assert list(postings().holders(wanted)) == [2, 1, 0]


def test_a_term_that_stands_twice_weighs_more_but_not_twice() -> None:
    once, twice, never = scores(postings([["退货", "运费"], ["运费", "运费"], ["发票"]]), "运费")
    assert once < twice < 2 * once
    assert never == 0


def test_every_sentence_gives_back_its_terms() -> None:
    assert [set(row) for row in postings([*TEXTS, []]).by_row] == [set(Hashes().of(text)) for text in [*TEXTS, []]]


def test_terms_are_counted_in_ranges_of_sentences() -> None:
    wanted = Hashes().of(["退货", "发票", "火星"])
    counted = postings().counts(wanted, np.array([0, 1]), np.array([2, 3]))
    assert counted.tolist() == [[2, 0, 0], [1, 1, 0]]


def test_merged_postings_are_those_of_the_kept_sentences() -> None:
    keep = np.array([True, False, True])
    merged = Postings.merged(
        [(postings(), keep), (postings([["流程"], ["运费"]], average=2.0), np.array([True, True]))]
    )
    afresh = postings([TEXTS[0], TEXTS[2], ["流程"], ["运费"]], average=2.0)
    for name in ("keys", "starts", "rows", "weights"):
        assert np.array_equal(getattr(merged, name), getattr(afresh, name)), name


def test_postings_are_read_from_mapped_files(tmp_path: Path) -> None:
    postings().save(tmp_path)
    opened = Postings.open(tmp_path, size=3, average=2.0)
    assert isinstance(opened.rows, np.memmap)
    assert scores(opened, "退货", "流程") == scores(postings(), "退货", "流程")


def test_nothing_is_found_among_no_sentences() -> None:
    assert scores(postings([]), "退货") == []


def test_a_text_that_holds_all_terms_beats_one_that_holds_some() -> None:
    found = Bm25([["退货", "运费"], ["退货", "流程"], ["发票"]]).scores(["退货", "运费"])
    assert found[0] > found[1] > found[2] == 0


def test_a_rare_term_weighs_more_than_a_common_one() -> None:
    found = Bm25([["怎么", "退"], ["怎么", "洗"], ["怎么", "买"], ["退", "多少"], ["洗"]]).scores(["怎么", "洗"])
    assert found.argmax() == 1
    assert found[4] > found[0]


def test_terms_that_no_text_holds_count_against_the_match() -> None:
    bm25 = Bm25([["退货", "运费"], ["发票"]])
    assert bm25.scores(["退货", "火星"])[0] < bm25.scores(["退货"])[0]


def test_a_query_without_terms_matches_nothing() -> None:
    assert Bm25([["退货"]]).scores([]).tolist() == [0]


def test_weights_are_those_of_bm25() -> None:
    (score,) = Bm25([["退货"]]).scores(["退货"])
    assert score == pytest.approx(1.0)
