from __future__ import annotations

from pathlib import Path

from bot.train import model_path


def test_the_models_name_follows_the_sentences(tmp_path: Path) -> None:
    sentences = tmp_path / "nlu" / "service" / "praise.yml"
    sentences.parent.mkdir(parents=True)
    sentences.write_text("- 真不错", encoding="utf-8")
    before = model_path(tmp_path / "nlu", tmp_path)
    assert model_path(tmp_path / "nlu", tmp_path) == before
    sentences.write_text("- 真好", encoding="utf-8")
    assert model_path(tmp_path / "nlu", tmp_path) != before


def test_the_name_does_not_hold_the_place_of_the_sentences(tmp_path: Path) -> None:
    for folder in ("one", "other"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "praise.yml").write_text("- 真不错", encoding="utf-8")
    assert model_path(tmp_path / "one", tmp_path) == model_path(tmp_path / "other", tmp_path)
