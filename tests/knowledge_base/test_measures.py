from pathlib import Path

import numpy as np
import pytest

from knowledge_base import measures
from tests.knowledge_base.builders import CharacterEncoder


def test_average_precision_counts_the_places_of_the_right_ones() -> None:
    right = np.array([True, False, True])
    assert measures.average_precision(np.array([3.0, 2, 1], np.float32), right) == pytest.approx((1 + 2 / 3) / 2)
    assert measures.average_precision(np.array([2.0, 3, 1], np.float32), right) == pytest.approx((1 / 2 + 2 / 3) / 2)


def test_rank_correlation_shares_the_ranks_of_equals() -> None:
    assert measures.average_ranks(np.array([10, 20, 20, 30])).tolist() == [1, 2.5, 2.5, 4]
    assert measures.spearman(np.array([1, 2, 3]), np.array([10, 20, 90])) == pytest.approx(1)
    assert measures.spearman(np.array([1, 2, 3]), np.array([3, 2, 1])) == pytest.approx(-1)


def test_retrieval_is_perfect_where_the_right_lines_are_the_nearest(tmp_path: Path) -> None:
    lines = ["0\t几点发货\t\t1\t2", "1\t几点能发货\t\t0\t2", "2\t开发票\t\t0\t1"]
    path = tmp_path / "select.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert measures.retrieval(path, CharacterEncoder().encode) == pytest.approx(1)


def test_retrieval_asks_the_queries_of_the_named_intents_alone(tmp_path: Path) -> None:
    lines = ["0\t几点发货\t出库\t1\t2", "1\t开票吗\t出库\t0\t2", "2\t几点开票\t发票\t1\t0"]
    path = tmp_path / "select.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert measures.retrieval(path, CharacterEncoder().encode, {"发票"}) == pytest.approx(1)
    assert measures.retrieval(path, CharacterEncoder().encode, {"出库"}) < 1


def test_similarity_follows_the_grades(tmp_path: Path) -> None:
    path = tmp_path / "sts.txt"
    path.write_text("5\t几点发货\t几点发货\n3\t几点发货\t几点退货\n1\t几点发货\t开票吗", encoding="utf-8")
    assert measures.similarity(path, CharacterEncoder().encode) == pytest.approx(1)
