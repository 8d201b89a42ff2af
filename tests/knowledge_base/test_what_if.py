"""An entry with other words is tried without anybody noticing, and told apart where it matters."""

from knowledge_base.evidence import Query
from knowledge_base.search import Knowledge
from knowledge_base.what_if import confident, with_change
from tests.knowledge_base.builders import CALIBRATION, TOPICS, CharacterEncoder, entry, words

CHANGED = entry("invoice.can", variants=("抬头怎么填写", "发票怎么开"))


def knowledge() -> Knowledge:
    return Knowledge.of([entry(name) for name in TOPICS], CharacterEncoder(), words(), CALIBRATION)


def best(known: Knowledge, text: str) -> list[str]:
    return [hit.entry.id for hit in known.search(text, 1)]


def queries(known: Knowledge, *texts: str) -> list[Query]:
    vectors = known.encoder.encode(texts)
    return [Query.of(vector, known.cut(text)) for vector, text in zip(vectors, texts, strict=True)]


def test_another_wording_is_found_in_the_copy_alone() -> None:
    known = knowledge()
    after = with_change(known, "invoice.can", CHANGED)
    assert best(after, "抬头怎么填写") == ["invoice.can"]
    assert best(known, "抬头怎么填写") == []


def test_an_entry_that_ended_is_gone_from_the_copy_alone() -> None:
    known = knowledge()
    assert best(with_change(known, "invoice.can", None), "可以开发票吗") == []
    assert best(known, "可以开发票吗") == ["invoice.can"]


def test_a_question_that_no_version_is_sure_of_is_told_apart() -> None:
    known = knowledge()
    sure = confident(known, [entry("invoice.can"), CHANGED], queries(known, "抬头怎么填写", "可以开发票吗", "几点发货"))
    assert (sure > known.threshold).tolist() == [True, True, False]


def test_an_entry_beside_the_index_is_as_sure_as_within_it() -> None:
    known = knowledge()
    (hit,) = known.search("给开发票吗", 1)
    (sure,) = confident(known, [entry("invoice.can")], queries(known, "给开发票吗"))
    assert abs(hit.confidence - sure) < 0.001
