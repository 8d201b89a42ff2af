import numpy as np
import pytest

from knowledge_base import index as indexes
from knowledge_base.evidence import EVIDENCE, NO_ROW, Candidates, Query, candidates
from knowledge_base.index import Index
from tests.knowledge_base.builders import TOPICS, CharacterEncoder, entry, words


def index() -> Index:
    return indexes.make([entry(name) for name in TOPICS], "source", CharacterEncoder(), words())


def ask(text: str, asking: int = NO_ROW, among: Index | None = None) -> Candidates:
    return candidates(among or index(), Query.of(CharacterEncoder().encode([text])[0], words()(text)), asking)


def evidence(found: Candidates, place: int) -> dict[str, float]:
    (row,) = found.evidence[found.places == place]
    return dict(zip(EVIDENCE, row.tolist(), strict=True))


def test_evidence_is_what_the_vectors_and_the_terms_of_an_entry_say() -> None:
    found = evidence(ask("可以开发票吗"), 2)
    encoder = CharacterEncoder()
    scores = encoder.encode(entry("invoice.can").texts) @ encoder.encode(["可以开发票吗"])[0]
    middle = encoder.encode(entry("invoice.can").texts).sum(axis=0)
    assert found["nearest sentence"] == pytest.approx(1, abs=1e-5)
    assert found["mean of the nearest three"] == pytest.approx(np.sort(scores)[-3:].mean(), abs=1e-5)
    assert found["middle of all sentences"] == pytest.approx(scores.sum() / np.linalg.norm(middle), abs=1e-5)
    assert found["best share of terms"] > 0.9


def test_a_sentence_that_asks_itself_leaves_no_trace() -> None:
    rest = [entry(name) for name in TOPICS]
    rest[2] = entry("invoice.can", question=rest[2].variants[0], variants=rest[2].variants[1:])
    without = indexes.make(rest, "source", CharacterEncoder(), words())
    asking, absent = evidence(ask("可以开发票吗", asking=8), 2), evidence(ask("可以开发票吗", among=without), 2)
    dense = EVIDENCE[:3]
    assert [asking[name] for name in dense] == pytest.approx([absent[name] for name in dense], abs=1e-5)
    assert asking["best share of terms"] < 0.9
    assert asking["terms that mark the entry"] < evidence(ask("可以开发票吗"), 2)["terms that mark the entry"]


def test_terms_that_stand_in_one_entry_alone_mark_it() -> None:
    found = ask("发票")
    marked = {place: evidence(found, place)["terms that mark the entry"] for place in found.places.tolist()}
    assert max(marked, key=lambda place: marked[place]) == 2
    assert marked[2] > 5 * marked[0] > 0 == marked[1]  # 发 stands in 发货 too


def test_more_terms_say_it_more_surely() -> None:
    few, many = (evidence(ask(text), 2)["terms that mark the entry"] for text in ("发票", "可以开发票吗"))
    assert many > few


def test_a_message_without_a_term_is_judged_by_its_vector_alone() -> None:
    assert evidence(ask("？？"), 2)["terms that mark the entry"] == 0


def test_the_nearest_sentence_is_named() -> None:
    found = ask("退货邮费谁承担")
    assert index().text(1, int(found.nearest[found.places == 1][0])) == "退货邮费谁承担"


def test_an_entry_in_the_small_part_is_judged_as_one_in_the_large_part() -> None:
    parted = (
        index()
        .without(["invoice.can"])
        .joined(
            indexes.segment([entry("invoice.can")], CharacterEncoder().encode, words(), index().base.lexical.average)
        )
    )
    found = ask("可以开发票吗", among=parted)
    place = next(one for one in found.places if parted.entry(one).id == "invoice.can")
    assert evidence(found, place) == pytest.approx(evidence(ask("可以开发票吗"), 2), abs=0.02)
