"""Entries come, change and go one by one while others search."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from knowledge_base import index as indexes
from knowledge_base.fusion import Calibration
from knowledge_base.index import Index
from knowledge_base.onnx_encoder import Floats
from knowledge_base.search import Knowledge
from tests.knowledge_base.builders import CALIBRATION, TOPICS, CharacterEncoder, entry, words


@pytest.fixture
def knowledge() -> Knowledge:
    return Knowledge.of([entry(name) for name in TOPICS], CharacterEncoder(), words(), CALIBRATION)


def found(knowledge: Knowledge, text: str, threshold: float = 0.5) -> list[str]:
    return [hit.entry.id for hit in knowledge.search(text, limit=10, threshold=threshold)]


def test_a_new_entry_is_found_at_once(knowledge: Knowledge) -> None:
    assert found(knowledge, "支持货到付款吗") == []
    knowledge.put([entry("payment.cod", question="支持货到付款吗", variants=("能不能货到再付钱",))])
    assert found(knowledge, "支持货到付款吗") == ["payment.cod"]
    assert found(knowledge, "退货运费谁出") == ["returns.fee"]


def test_an_entry_that_is_put_again_takes_the_place_of_the_old_one(knowledge: Knowledge) -> None:
    knowledge.put([entry("invoice.can", answer="可以的")])
    (hit,) = [hit for hit in knowledge.search("发票怎么开", 10, threshold=0.0) if hit.entry.id == "invoice.can"]
    assert hit.entry.answer == "可以的"
    knowledge.put([entry("invoice.can", answer="都可以")])
    assert knowledge.search("发票怎么开")[0].entry.answer == "都可以"
    assert len(knowledge.index.entries) == len(TOPICS)


def test_of_two_entries_with_one_id_the_last_counts(knowledge: Knowledge) -> None:
    knowledge.put([entry("a.b", answer="一"), entry("a.b", answer="二")])
    assert knowledge.search("a.b的问题")[0].entry.answer == "二"


@pytest.mark.parametrize("name", ["invoice.can", "payment.cod"], ids=["built", "put since"])
def test_an_entry_that_is_removed_is_found_no_more(knowledge: Knowledge, name: str) -> None:
    knowledge.put([entry("payment.cod")])
    question = entry(name).question
    assert name in found(knowledge, question)
    knowledge.remove([name, "never.there"])
    assert name not in found(knowledge, question, threshold=0.0)


def test_a_removed_entry_makes_room_for_the_next_best(knowledge: Knowledge) -> None:
    twins = [entry(f"twin.{number}", question="可以开发票吗", variants=("能开发票不",)) for number in range(80)]
    knowledge.put(twins)
    knowledge.index = knowledge.index.compacted()
    knowledge.remove([twin.id for twin in twins[1:]])
    assert set(found(knowledge, "可以开发票吗")) == {"twin.0", "invoice.can"}


def test_all_may_go_and_come_again(knowledge: Knowledge) -> None:
    knowledge.remove(list(TOPICS))
    assert found(knowledge, "可以开发票吗", threshold=0.0) == []
    knowledge.put([entry("invoice.can")])
    assert found(knowledge, "可以开发票吗") == ["invoice.can"]


def test_a_knowledge_may_begin_with_nothing() -> None:
    knowledge = Knowledge.of([], CharacterEncoder(), words(), CALIBRATION)
    assert found(knowledge, "可以开发票吗", threshold=0.0) == []
    knowledge.put([entry("invoice.can")])
    assert found(knowledge, "可以开发票吗") == ["invoice.can"]


def test_a_search_goes_on_with_the_index_it_began_with(knowledge: Knowledge) -> None:
    began, changed = Event(), Event()

    class Slow(CharacterEncoder):
        def encode(self, texts: Sequence[str]) -> Floats:
            began.set()
            assert changed.wait(10)
            return super().encode(texts)

    slow = Knowledge(knowledge.index, knowledge.calibration, Slow(), knowledge.cut)
    with ThreadPoolExecutor(1) as pool:
        result = pool.submit(slow.search, "可以开发票吗")
        assert began.wait(10)
        slow.remove(["invoice.can"])
        changed.set()
        assert [hit.entry.id for hit in result.result()] == ["invoice.can"]
    assert found(slow, "可以开发票吗") == []


def test_many_may_search_while_one_writes(knowledge: Knowledge) -> None:
    def ask(_: int) -> list[str]:
        return found(knowledge, "退货运费谁出")

    with ThreadPoolExecutor(4) as pool:
        asked = pool.map(ask, range(40))
        for number in range(20):
            knowledge.put([entry(f"new.e{number % 5}", answer=str(number))])
            knowledge.remove([f"new.e{(number + 2) % 5}"])
        assert set(map(tuple, asked)) == {("returns.fee",)}


def test_parts_are_made_one_when_many_came(monkeypatch: pytest.MonkeyPatch, knowledge: Knowledge) -> None:
    monkeypatch.setattr(indexes, "TAIL_AT_MOST", 5)
    knowledge.put([entry("a.a"), entry("a.b")])
    assert len(knowledge.index.tail.entries) == 2
    knowledge.put([entry("a.c")])
    assert is_of_one_part(knowledge.index)
    assert found(knowledge, "a.b的问题")[0] == "a.b"


def test_parts_are_made_one_when_much_is_gone(knowledge: Knowledge) -> None:
    knowledge.remove(["invoice.can"])
    assert is_of_one_part(knowledge.index)
    assert len(knowledge.index.base.dense) == knowledge.index.base.lexical.size == 12


def test_one_part_finds_what_two_parts_found(knowledge: Knowledge) -> None:
    knowledge.put([entry("payment.cod"), entry("size.advice", answer="按身高")])
    before = knowledge.search("穿几码合适", 10, threshold=0.0)
    knowledge.index = knowledge.index.compacted()
    after = knowledge.search("穿几码合适", 10, threshold=0.0)
    assert [hit.entry for hit in after] == [hit.entry for hit in before]


def test_what_came_since_is_saved(knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge_base.search.splitter", lambda _: words())
    knowledge.put([entry("payment.cod")])
    knowledge.remove(["invoice.can"])
    knowledge.save(tmp_path)
    opened = Knowledge.open(tmp_path, CharacterEncoder())
    assert {one.id for one in opened.index.entries} == {*TOPICS, "payment.cod"} - {"invoice.can"}
    assert opened.calibration == Calibration(list(CALIBRATION.weights), CALIBRATION.bias, CALIBRATION.threshold)
    opened.put([entry("invoice.can")])
    assert found(opened, "可以开发票吗") == ["invoice.can"]


def is_of_one_part(index: Index) -> bool:
    return bool(index.alive.all()) and not index.tail.entries
