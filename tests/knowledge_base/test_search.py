from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from knowledge_base import storage
from knowledge_base.build import build
from knowledge_base.entries import Entry
from knowledge_base.search import Knowledge
from knowledge_base.storage import IndexUnusable
from tests.knowledge_base.builders import TOPICS, CharacterEncoder, raw, words, write

Build = Callable[..., Knowledge]


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    """A knowledge base of the four topics, some of their fields changed."""
    for module in ("build", "search"):
        monkeypatch.setattr(f"knowledge_base.{module}.splitter", lambda _: words())

    def make(**changed: dict[str, object]) -> Knowledge:
        source = write(tmp_path / "entries", *(raw(name, **changed.get(name.split(".")[0], {})) for name in TOPICS))
        build(source, tmp_path / "index", CharacterEncoder())
        return Knowledge.open(tmp_path / "index", CharacterEncoder())

    return make


def found(knowledge: Knowledge, text: str, **options: object) -> list[str]:
    return [hit.entry.id for hit in knowledge.search(text, **options)]  # type: ignore[arg-type]


def test_the_entry_that_was_asked_for_comes_first(built: Build) -> None:
    hit = built().search("退货运费谁承担")[0]
    assert hit.entry.id == "returns.fee"
    assert hit.matched_variant in TOPICS["returns.fee"]
    assert 0.5 < hit.confidence <= 1


def test_an_entry_is_found_once_however_many_sentences_match(built: Build) -> None:
    assert found(built(), "发票怎么开", threshold=0.0, limit=10).count("invoice.can") == 1


def test_no_more_than_the_limit_is_found(built: Build) -> None:
    assert len(found(built(), "发货", threshold=0.0, limit=2)) == 2


def test_the_best_is_first(built: Build) -> None:
    confidences = [hit.confidence for hit in built().search("几点发货呢", threshold=0.0, limit=4)]
    assert confidences == sorted(confidences, reverse=True)


def test_what_no_entry_answers_is_met_with_silence(built: Build) -> None:
    assert found(built(), "唐朝灭亡") == []


def test_nothing_is_found_for_an_empty_message(built: Build) -> None:
    assert found(built(), "  ", threshold=0.0) == []


def test_an_entry_is_silent_before_and_after_its_time(built: Build) -> None:
    knowledge = built(invoice={"valid": {"from": date(2026, 6, 1), "until": date(2026, 6, 18)}})
    days = [date(2026, 5, 31), date(2026, 6, 18), date(2026, 6, 19)]
    assert ["invoice.can" in found(knowledge, "可以开发票吗", now=day) for day in days] == [False, True, False]


def test_an_internal_entry_is_never_found_for_the_public(built: Build) -> None:
    knowledge = built(invoice={"public": False})
    assert found(knowledge, "可以开发票吗") == ["invoice.can"]
    assert "invoice.can" not in found(knowledge, "可以开发票吗", public_only=True, threshold=0.0, limit=10)


def test_a_vector_that_is_known_spares_the_encoder(built: Build) -> None:
    knowledge = built()
    encoder = CharacterEncoder()
    knowledge.encoder = encoder
    vector = CharacterEncoder().encode(["可以开发票吗"])[0]
    assert found(knowledge, "可以开发票吗", vector=vector)[0] == "invoice.can"
    assert encoder.asked == []


def test_an_index_refuses_the_vectors_of_another_encoder(built: Build, tmp_path: Path) -> None:
    built()
    with pytest.raises(IndexUnusable, match="characters@1, but characters@2 is in force"):
        Knowledge.open(tmp_path / "index", CharacterEncoder("characters@2"))


def test_a_missing_index_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable, match=r"python -m knowledge_base\.build"):
        Knowledge.open(tmp_path, CharacterEncoder())


def test_an_index_of_another_version_is_refused(built: Build, tmp_path: Path) -> None:
    built()
    path = tmp_path / "index" / storage.MANIFEST
    path.write_text(path.read_text().replace(f'"version": {storage.VERSION}', '"version": 0'))
    with pytest.raises(IndexUnusable, match="another version"):
        Knowledge.open(tmp_path / "index", CharacterEncoder())


def test_what_changed_since_an_index_was_built_is_told(built: Build, tmp_path: Path) -> None:
    source, folder = tmp_path / "entries", tmp_path / "index"
    assert "no index" in storage.reasons_to_build(folder, source, "characters@1")[0]
    built()
    assert storage.reasons_to_build(folder, source, "characters@1") == []
    write(source, raw(answer="变了"))
    assert storage.reasons_to_build(folder, source, "characters@2") == [
        "The encoder changed from characters@1 to characters@2.",
        "The entries changed.",
    ]


def test_the_index_keeps_the_entries_whole(built: Build) -> None:
    knowledge = built(invoice={"valid": {"from": date(2026, 1, 1), "until": None}, "related": ["size.advice"]})
    kept: Entry = knowledge.search("可以开发票吗")[0].entry
    assert kept == replace(kept, valid_from=date(2026, 1, 1), updated=date(2026, 1, 1), related=("size.advice",))
    assert kept.tags == ("测试",)


def test_the_scores_of_the_index_are_cosines(built: Build) -> None:
    hit = built().search("可以开发票吗")[0]
    assert hit.score == pytest.approx(1.0, abs=1e-5)
    assert np.isfinite(hit.confidence)
