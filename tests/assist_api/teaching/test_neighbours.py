from collections.abc import Sequence

import numpy as np
import pytest

from assist_api.teaching.neighbours import VectorBook


def vector(*numbers: float) -> bytes:
    return np.array(numbers, dtype=np.float16).tobytes()


VECTORS = {"a": vector(1, 0), "b": vector(0.8, 0.6), "c": vector(0, 1), "d": vector(-1, 0)}


def book(*names: str) -> VectorBook:
    made = VectorBook()
    made.keep(names, VECTORS)
    return made


def near(made: VectorBook, least: float = 0.5, limit: int = 9) -> Sequence[str]:
    return [name for name, _ in made.near(VECTORS["a"], least, limit)]


def test_the_nearest_come_first_and_what_is_not_like_enough_does_not_come() -> None:
    assert near(book("c", "b", "a", "d")) == ["a", "b"]
    assert near(book("c", "b", "a", "d"), least=-1, limit=3) == ["a", "b", "c"]
    assert dict(book("b").near(VECTORS["a"], 0, 1))["b"] == pytest.approx(0.8, abs=1e-3)


def test_the_length_of_a_vector_does_not_matter() -> None:
    made = VectorBook()
    made.keep(["long"], {"long": vector(40, 30)})
    assert made.near(VECTORS["a"], 0, 1)[0][1] == pytest.approx(0.8, abs=1e-3)


def test_only_what_is_missing_is_asked_for_and_what_waits_no_more_is_let_go() -> None:
    made = book("a", "b")
    assert made.missing(["b", "c"]) == ["c"]
    made.keep(["b", "c"], {"c": VECTORS["c"]})
    assert near(made, least=-1) == ["b", "c"]


def test_an_empty_book_finds_nothing() -> None:
    made = book("a")
    made.keep([], {})
    assert near(made, least=-1) == [] and near(VectorBook()) == []
