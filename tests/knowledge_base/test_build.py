import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge_base import build as command
from knowledge_base import calibrate
from tests.knowledge_base.builders import TOPICS, CharacterEncoder, raw, words, write

Run = Callable[[CharacterEncoder], str]


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(command, "splitter", lambda _: words())
    monkeypatch.setattr(calibrate, "negatives", lambda: ["唐朝灭亡", "播放音乐"])
    return write(tmp_path / "entries", *map(raw, TOPICS))


@pytest.fixture
def run(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command as it is typed, with a given encoder in force: what it prints."""

    def typed(encoder: CharacterEncoder) -> str:
        arguments = ["build", "--entries", str(source), "--index", str(tmp_path / "index"), "--if-needed"]
        monkeypatch.setattr(sys, "argv", arguments)
        monkeypatch.setattr(command, "open_encoder", lambda *_, **__: encoder)
        command.main()
        return capsys.readouterr().out

    return typed


def test_only_new_sentences_are_encoded(source: Path, tmp_path: Path) -> None:
    command.build(source, tmp_path / "index", CharacterEncoder())
    write(source, raw(), raw("returns.fee", variants=["退货的运费怎么算", "运费险管不管"]))
    again = CharacterEncoder()
    index = command.build(source, tmp_path / "index", again)
    assert [text for text in again.asked if text in index.texts] == ["运费险管不管"]
    assert index.base.dense.everything == pytest.approx(CharacterEncoder().encode(index.texts), abs=1e-6)


def test_another_encoder_encodes_all(source: Path, tmp_path: Path) -> None:
    command.build(source, tmp_path / "index", CharacterEncoder())
    other = CharacterEncoder("characters@2")
    index = command.build(source, tmp_path / "index", other)
    assert set(index.texts) <= set(other.asked)


def test_the_command_says_why_it_builds(run: Run, source: Path) -> None:
    assert "There is no index" in run(CharacterEncoder())
    assert "is current" in run(CharacterEncoder())
    assert "The encoder changed from characters@1 to characters@2." in run(CharacterEncoder("characters@2"))
    write(source, raw(answer="变了"))
    assert "The entries changed." in run(CharacterEncoder("characters@2"))
