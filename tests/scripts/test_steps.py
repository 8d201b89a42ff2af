from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from scripts.commands import Stop
from scripts.steps import LANES, Step, bring, command_of, is_due

PYTHON = sys.executable
COUNT = "import pathlib; p = pathlib.Path('made'); p.write_text(p.read_text() + 'x' if p.exists() else 'x')"


@pytest.fixture
def step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Step:
    """Appends an x to `made` each time it runs."""
    monkeypatch.chdir(tmp_path)
    Path("input.yml").write_text("one", "utf8")
    return Step(
        "made", "made", (PYTHON, "-c", COUNT), "", reads=("*.yml",), settings=("XIAOER_ENCODER",), makes=("made",)
    )


def test_a_step_runs_once(step: Step) -> None:
    bring(step)
    bring(step)
    assert Path("made").read_text("utf8") == "x"


def change_what_it_reads(_: pytest.MonkeyPatch) -> None:
    Path("input.yml").write_text("two", "utf8")


def remove_what_it_makes(_: pytest.MonkeyPatch) -> None:
    Path("made").unlink()


def change_its_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIAOER_ENCODER", "another/model")


@pytest.mark.parametrize("change", [change_what_it_reads, remove_what_it_makes, change_its_setting])
def test_a_step_is_due_again_after(
    change: Callable[[pytest.MonkeyPatch], None], step: Step, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(step)
    assert not is_due(step)
    change(monkeypatch)
    assert is_due(step)


def test_what_a_step_tells_is_said(step: Step, capsys: pytest.CaptureFixture[str]) -> None:
    bring(replace(step, command=(PYTHON, "-c", f"{COUNT}; print('The encoder changed.')"), tells=True))
    assert "made: The encoder changed." in capsys.readouterr().out


def test_a_forced_step_runs_although_it_is_current(step: Step) -> None:
    bring(step)
    bring(step, force=True)
    assert Path("made").read_text("utf8") == "xx"


def test_a_step_can_be_asked_whether_it_is_current(step: Step) -> None:
    assert is_due(replace(step, check=(PYTHON, "-c", "raise SystemExit(1)")))
    assert not is_due(replace(step, check=(PYTHON, "-c", "")))


def test_a_place_of_your_own_is_passed_on(step: Step, monkeypatch: pytest.MonkeyPatch) -> None:
    moved = replace(step, options=(("--index", "XIAOER_INDEX_DIR"),))
    assert command_of(moved) == step.command
    monkeypatch.setenv("XIAOER_INDEX_DIR", "elsewhere")
    assert command_of(moved) == (*step.command, "--index", "elsewhere")


def test_a_shop_of_your_own_gets_no_demo(step: Step, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIAOER_SHOP_URL", "postgresql+psycopg://shop")
    assert not is_due(replace(step, not_with=("XIAOER_SHOP_URL",)))


def test_a_failed_step_shows_the_end_of_its_log_and_is_due_again(step: Step) -> None:
    failing = replace(
        step, command=(PYTHON, "-c", "raise SystemExit('entry 7 has no answer')"), remedy="Mend the entry."
    )
    with pytest.raises(Stop) as stopped:
        bring(failing)
    assert "Mend the entry." in str(stopped.value)
    assert "var/log/made-step.log" in str(stopped.value)
    assert "entry 7 has no answer" in str(stopped.value)
    assert is_due(failing)


def test_what_a_step_reads_is_there() -> None:
    root = Path(__file__).resolve().parents[2]
    steps = [step for lane in LANES for step in lane]
    assert [(step.name, pattern) for step in steps for pattern in step.reads if not any(root.glob(pattern))] == []
