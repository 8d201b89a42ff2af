from pathlib import Path

import pytest

from knowledge_base import index as indexes
from knowledge_base import storage
from knowledge_base.index import Index
from knowledge_base.storage import IndexUnusable
from tests.knowledge_base.builders import CALIBRATION, TOPICS, CharacterEncoder, entry, words


def made(*names: str) -> Index:
    return indexes.make([entry(name) for name in names], "source", CharacterEncoder(), words())


def test_an_index_is_read_as_it_was_written(tmp_path: Path) -> None:
    storage.write(made(*TOPICS), CALIBRATION, tmp_path)
    index, calibration = storage.read(tmp_path, "characters@1")
    assert index.entries == made(*TOPICS).entries
    assert (index.source, index.encoder, calibration) == ("source", "characters@1", CALIBRATION)


def test_a_written_index_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    storage.write(made("invoice.can"), CALIBRATION, tmp_path)
    storage.write(made("size.advice"), CALIBRATION, tmp_path)
    assert [one.id for one in storage.read(tmp_path, "characters@1")[0].entries] == ["size.advice"]
    assert len(list(tmp_path.glob("index-*"))) == 1


def test_who_has_the_old_index_open_keeps_it(tmp_path: Path) -> None:
    storage.write(made(*TOPICS), CALIBRATION, tmp_path)
    old, _ = storage.read(tmp_path, "characters@1")
    storage.write(made("size.advice"), CALIBRATION, tmp_path)
    vector = CharacterEncoder().encode(["可以开发票吗"])[0]
    assert old.base.texts[old.base.dense.nearest(vector, 1)[0]] == "可以开发票吗"
    assert old.holders(old.base.lexical.keys).min() == 1


def test_a_write_that_was_cut_short_leaves_the_old_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage.write(made("invoice.can"), CALIBRATION, tmp_path)

    def fail(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("knowledge_base.storage.np.save", fail)
    with pytest.raises(OSError, match="no space"):
        storage.write(made("size.advice"), CALIBRATION, tmp_path)
    assert [one.id for one in storage.read(tmp_path, "characters@1")[0].entries] == ["invoice.can"]


def test_a_folder_without_an_index_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable, match=r"python -m knowledge_base\.build"):
        storage.read(tmp_path, "characters@1")
