from pathlib import Path

import pytest

from assist_api import feeling_marks
from assist_api.feeling.data import MARKED, Message, read_training
from assist_api.feeling.train import train
from assist_api.store.engine import open_engine
from assist_api.store.migrate import migrate
from tests.assist_api.feeling.builders import write_data


def row(text: str, feeling: str = "neutral") -> dict[str, object]:
    return {"text": text, "feeling": feeling, "urgent": False}


def test_only_what_is_new_or_says_something_else_is_written(tmp_path: Path) -> None:
    path = tmp_path / MARKED
    assert feeling_marks.merge(path, [row("气死我了哈哈"), row("还没发", "dissatisfied")]) == 2
    before = path.read_text("utf-8")
    assert feeling_marks.merge(path, [row("还没发", "dissatisfied")]) == 0
    assert path.read_text("utf-8") == before
    assert feeling_marks.merge(path, [row("还没发", "neutral")]) == 1
    assert path.read_text("utf-8").count("- text: 气死我了哈哈") == 1


def test_nothing_accepted_leaves_no_file(tmp_path: Path) -> None:
    assert feeling_marks.merge(tmp_path / MARKED, []) == 0
    assert not (tmp_path / MARKED).exists()


def test_an_agents_word_stands_above_the_written_message(tmp_path: Path) -> None:
    data = write_data(tmp_path)
    feeling_marks.merge(data / MARKED, [row("骗子退钱")])
    found = [message for message in read_training(data) if message.text == "骗子退钱"]
    assert found == [Message("骗子退钱", "neutral", False)]


def test_the_next_training_says_what_the_agents_said(tmp_path: Path) -> None:
    data = write_data(tmp_path)
    text = "我要投诉你们"
    assert train(data).score(text).label == "angry"
    feeling_marks.merge(data / MARKED, [row(text)])
    assert train(data).score(text).label == "neutral"


def test_the_command_writes_what_the_database_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'xiaoer.db'}"
    migrate(open_engine(url))
    monkeypatch.setenv("XIAOER_DATABASE_URL", url)
    monkeypatch.setattr("sys.argv", ["feeling_marks", "--out", str(tmp_path / MARKED)])
    feeling_marks.main()
    assert "0 new of 0 accepted marks" in capsys.readouterr().out
