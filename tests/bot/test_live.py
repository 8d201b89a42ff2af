from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot import live

NAME = "0123456789abcdef.tar.gz"


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XIAOER_VAR", str(tmp_path))
    folder = tmp_path / "models" / "bot"
    folder.mkdir(parents=True)
    (folder / NAME).write_bytes(b"a model")
    return folder


def test_a_restart_serves_what_was_published_last(models: Path) -> None:
    live.remember(NAME)
    assert live.published() == NAME
    assert live.served_at_start() == models / NAME


def test_nothing_is_published_at_first() -> None:
    assert live.published() is None


def test_a_model_of_another_pipeline_is_not_served_after_a_restart() -> None:
    live.remember(NAME)
    live.pointer().write_text(json.dumps({"model": NAME, "frame": "of an older version"}), "utf8")
    assert live.published() is None


@pytest.mark.parametrize("content", ["", "{", "[]", '{"model": "x"}'])
def test_a_pointer_that_cannot_be_read_points_nowhere(content: str) -> None:
    live.pointer().write_text(content, "utf8")
    assert live.published() is None


def test_a_published_model_that_is_gone_is_not_looked_for(models: Path) -> None:
    live.remember(NAME)
    (models / NAME).unlink()
    assert live.published() is None
    assert live.served_at_start() != models / NAME


@pytest.mark.parametrize("name", ["../secret.tar.gz", "/etc/passwd", "fedcba9876543210.tar.gz", ""])
def test_only_a_model_in_its_place_is_found(name: str, models: Path) -> None:
    (models.parent / "secret.tar.gz").write_bytes(b"not a model")
    with pytest.raises(live.UnknownModel):
        live.find(name)
