from __future__ import annotations

import pytest

from assist_api.domain.entity_marks import EntityMark
from assist_api.domain.labels import Spans
from assist_api.domain.mark_agreement import Overlap, by_kind, overlap


def spans(*marks: tuple[int, int, str]) -> Spans:
    return frozenset((0, EntityMark(*mark)) for mark in marks)


BLACK, LARGE = (0, 2, "colour"), (3, 5, "size")
PAIRS = [
    (spans(BLACK, LARGE), spans(BLACK)),
    (spans(BLACK), spans((0, 3, "colour"))),
    (spans(), spans()),
]


def test_it_is_twice_what_both_marked_over_all_that_was_marked() -> None:
    found = overlap(PAIRS)
    assert found == Overlap(one=3, other=2, both=1)
    assert found.f1 == pytest.approx(0.4)


def test_it_does_not_matter_who_comes_first() -> None:
    assert overlap([(other, one) for one, other in PAIRS]).f1 == overlap(PAIRS).f1


def test_the_same_letters_as_another_kind_are_not_the_same() -> None:
    assert overlap([(spans(BLACK), spans((0, 2, "size")))]).f1 == 0


def test_each_kind_has_its_own_the_most_marked_first() -> None:
    assert by_kind(PAIRS) == [("colour", Overlap(2, 2, 1)), ("size", Overlap(1, 0, 0))]


def test_where_nobody_marked_anything_there_is_nothing_to_measure() -> None:
    assert overlap([(spans(), spans())]).f1 is None and by_kind([(spans(), spans())]) == []
