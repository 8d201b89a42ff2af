from pathlib import Path

import numpy as np
import pytest

from assist_api.feeling import train as training
from assist_api.feeling.model import is_current
from knowledge_base.encoder import Encoder


def _run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> None:
    monkeypatch.setattr("sys.argv", ["train", *arguments])
    training.main()


def test_the_command_writes_a_model_and_repeats_nothing(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["--data", str(data), "--out", str(tmp_path / "model"), "--if-changed"]
    _run(monkeypatch, *command)
    written = (tmp_path / "model" / "weights.npz").stat().st_mtime_ns
    _run(monkeypatch, *command)
    assert (tmp_path / "model" / "weights.npz").stat().st_mtime_ns == written
    assert "is current" in capsys.readouterr().out


def test_training_twice_gives_the_same_model(data: Path) -> None:
    first, second = training.train(data), training.train(data)
    assert first.vectorizer.features == second.vectorizer.features
    assert np.array_equal(first.feeling.words.weights, second.feeling.words.weights)


def test_another_encoder_makes_the_model_due_again(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoder: Encoder
) -> None:
    _run(monkeypatch, "--data", str(data), "--out", str(tmp_path))
    assert is_current(data, tmp_path, encoder.fingerprint)
    assert not is_current(data, tmp_path, "another")
