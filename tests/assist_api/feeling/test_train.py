from pathlib import Path

import numpy as np
import pytest

from assist_api.feeling import train as training
from assist_api.feeling.data import LABELS
from assist_api.feeling.model import Linear

NEUTRAL = LABELS.index("neutral")


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
    assert np.array_equal(first.feeling.weights, second.feeling.weights)


def test_neutral_is_lifted_until_false_alarms_are_rare() -> None:
    random = np.random.default_rng(training.SEED)
    targets = np.repeat(np.arange(len(LABELS)), 500)
    odds = random.normal(size=(len(targets), len(LABELS))) + 2 * np.eye(len(LABELS))[targets]
    found = training.calibrate(odds, targets)
    raised = odds / found.temperature + found.neutral * np.eye(len(LABELS))[NEUTRAL]
    alarms = (raised[targets == NEUTRAL].argmax(axis=1) > NEUTRAL).mean()
    assert found.neutral > 0
    assert alarms <= training.FALSE_ALARMS


def test_overconfident_odds_are_tempered() -> None:
    random = np.random.default_rng(training.SEED)
    targets = np.repeat(np.arange(len(LABELS)), 500)
    odds = random.normal(size=(len(targets), len(LABELS))) + 2 * np.eye(len(LABELS))[targets]
    mild, loud = training.calibrate(odds, targets), training.calibrate(odds * 10, targets)
    assert loud.temperature == pytest.approx(10 * mild.temperature, rel=0.02)


def test_calibration_scales_the_weights_and_lifts_only_neutral() -> None:
    linear = training.calibrated(Linear(np.full((3, 4), 2.0), np.zeros(4)), training.Calibration(2.0, 0.5))
    assert linear.weights.tolist() == [[1.0] * 4] * 3
    assert linear.bias.tolist() == [0.0, 0.5, 0.0, 0.0]
