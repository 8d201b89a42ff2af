from __future__ import annotations

import sys
from pathlib import Path

import pytest

from scripts.commands import Stop, run, succeeds


def test_a_program_that_is_not_there_does_not_succeed() -> None:
    assert not succeeds([".nowhere/bin/python", "--version"])


def test_only_the_exit_status_decides() -> None:
    assert succeeds([sys.executable, "-c", "print('quiet')"])
    assert not succeeds([sys.executable, "-c", "raise SystemExit(3)"])


def test_the_output_of_a_command_goes_to_its_log_and_not_to_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("counting", [sys.executable, "-c", "print('one two')"], tmp_path / "log/count.log", "")
    assert (tmp_path / "log/count.log").read_text("utf8") == "one two\n"
    assert capsys.readouterr().out.startswith("xiaoer: counting …\nxiaoer: counting: done in ")


def test_a_command_of_ours_cannot_wait_for_input(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="EOFError"):
        run("asking", [sys.executable, "-c", "input()"], tmp_path / "log", "")
