from pathlib import Path

import numpy as np
import pytest

from knowledge_base.dense import Dense
from knowledge_base.onnx_encoder import Floats

EXACT, IN_LISTS = 10_000, 100


def vectors(size: int = 3000, dimension: int = 16) -> Floats:
    """Around some middles, as sentences are around what they mean."""
    random = np.random.default_rng(7)
    middles = random.standard_normal((size // 10, dimension))
    found = middles[random.integers(0, len(middles), size)] + 0.3 * random.standard_normal((size, dimension))
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture(params=[EXACT, IN_LISTS], ids=["exact", "in lists"])
def dense(request: pytest.FixtureRequest) -> Dense:
    return Dense.of([vectors()], request.param)


def test_few_vectors_are_compared_one_by_one_and_many_lie_in_lists() -> None:
    assert Dense.of([vectors()], EXACT).is_exact
    assert not Dense.of([vectors()], IN_LISTS).is_exact


def test_the_nearest_come_first(dense: Dense) -> None:
    asked = vectors()[17]
    rows = dense.nearest(asked, 10)
    scores = vectors()[rows] @ asked
    assert rows[0] == 17
    assert list(scores) == sorted(scores, reverse=True)


def test_lists_find_what_comparing_all_finds() -> None:
    exact, lists = Dense.of([vectors()], EXACT), Dense.of([vectors()], IN_LISTS)
    shared = [len({*exact.nearest(one, 10)} & {*lists.nearest(one, 10)}) for one in vectors()[:100]]
    assert np.mean(shared) > 9.5


def test_what_is_not_alive_leaves_its_place_to_the_next(dense: Dense) -> None:
    asked, alive = vectors()[17], np.ones(3000, dtype=bool)
    first, second, third = dense.nearest(asked, 3)
    alive[[first, second]] = False
    assert dense.nearest(asked, 1, alive) == [third]


def test_vectors_are_read_back(dense: Dense) -> None:
    rows = np.array([2999, 0, 17])
    assert np.abs(dense.vectors(rows) - vectors()[rows]).max() < 1e-3
    assert dense.vectors(np.empty(0, dtype=np.int64)).shape == (0, 16)


def test_more_are_asked_for_than_there_are() -> None:
    assert sorted(Dense.of([vectors()[:3]]).nearest(vectors()[0], 10)) == [0, 1, 2]


def test_parts_follow_one_another() -> None:
    whole = Dense.of([vectors()[:1000], vectors()[1000:]], EXACT)
    assert np.array_equal(whole.everything, vectors())


def test_a_file_is_mapped_and_outlives_its_name(dense: Dense, tmp_path: Path) -> None:
    path = tmp_path / "vectors.faiss"
    dense.save(path)
    opened = Dense.open(path)
    assert str(path) in Path("/proc/self/maps").read_text()
    path.unlink()
    assert np.array_equal(opened.nearest(vectors()[5], 10), dense.nearest(vectors()[5], 10))
    assert np.array_equal(opened.vectors(np.array([5])), dense.vectors(np.array([5])))
