"""Beyond some size the vectors lie in lists: the same sentences are found as one by one."""

from dataclasses import replace

import numpy as np
import pytest

from knowledge_base import index as indexes
from knowledge_base.evidence import Query, candidates
from knowledge_base.index import Index
from knowledge_base.segment import Segment
from knowledge_base.sentences import sentences
from tests.knowledge_base.builders import CharacterEncoder, entry, words

AN_ENTRY, QUERIES = 10, 50


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Some thousand sentences of the repository."""
    return list(dict.fromkeys(sentences()))[::6]


@pytest.fixture(scope="module")
def exact(texts: list[str]) -> Index:
    asked = texts[QUERIES:]
    groups = [asked[start : start + AN_ENTRY] for start in range(0, len(asked), AN_ENTRY)]
    entries = [entry(f"a.e{number}", question=one[0], variants=tuple(one[1:])) for number, one in enumerate(groups)]
    return indexes.make(entries, "source", CharacterEncoder(), words())


@pytest.fixture(scope="module")
def in_lists(exact: Index) -> Index:
    whole = Segment.merged([(exact.base, exact.base.everything)], exact_until=1000)
    return replace(exact, base=whole)


def test_the_switch_is_made_by_size(exact: Index, in_lists: Index) -> None:
    assert exact.base.dense.is_exact and not in_lists.base.dense.is_exact
    assert len(in_lists.base.dense) == len(exact.base.dense) > 2000


def test_lists_give_the_same_first_entries_with_the_same_evidence(
    texts: list[str], exact: Index, in_lists: Index
) -> None:
    same = []
    for text, vector in zip(texts[:QUERIES], CharacterEncoder().encode(texts[:QUERIES]), strict=True):
        one, other = (candidates(index, Query.of(vector, words()(text))) for index in (exact, in_lists))
        first = one.places[one.evidence.sum(axis=1).argmax()]
        same.append(first == other.places[other.evidence.sum(axis=1).argmax()])
        if same[-1]:
            assert other.evidence[other.places == first] == pytest.approx(one.evidence[one.places == first], abs=1e-2)
    assert np.mean(same) >= 0.96


def test_entries_come_and_go_beside_lists(in_lists: Index) -> None:
    new = indexes.segment([entry("invoice.can")], CharacterEncoder().encode, words(), 10.0)
    changed = in_lists.joined(new).without(["a.e0"])
    assert not changed.base.dense.is_exact
    vector = CharacterEncoder().encode(["可以开发票吗"])[0]
    found = candidates(changed, Query.of(vector, words()("可以开发票吗")))
    assert changed.entry(int(found.places[found.evidence[:, 0].argmax()])).id == "invoice.can"
    assert "a.e0" not in {changed.entry(int(place)).id for place in found.places}
