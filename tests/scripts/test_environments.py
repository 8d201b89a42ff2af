from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import environments
from scripts.commands import Stop
from scripts.environments import Environment, check_disk, find_python, is_current


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    (tmp_path / "lock.txt").write_text("jieba==0.42.1\n", "utf8")
    (tmp_path / "env/bin").mkdir(parents=True)
    (tmp_path / "env/bin/python").symlink_to(sys.executable)
    return Environment("assist", "3.11", tmp_path / "env", tmp_path / "lock.txt", "torch==2.13.0")


def test_an_environment_is_current_once_it_has_the_stamp_of_its_lock(environment: Environment) -> None:
    assert not is_current(environment)
    environment.stamp.write_text(environment.fingerprint, "utf8")
    assert is_current(environment)


def test_a_changed_lock_makes_it_due(environment: Environment) -> None:
    environment.stamp.write_text(environment.fingerprint, "utf8")
    environment.lock.write_text("jieba==0.43\n", "utf8")
    assert not is_current(environment)


def test_an_environment_whose_python_has_gone_is_due(environment: Environment) -> None:
    environment.stamp.write_text(environment.fingerprint, "utf8")
    environment.interpreter.unlink()
    environment.interpreter.symlink_to("/nowhere/python")
    assert not is_current(environment)


def test_another_build_of_torch_makes_it_due(monkeypatch: pytest.MonkeyPatch) -> None:
    assist, _ = environments.environments()
    monkeypatch.setenv("XIAOER_TORCH", "torch==2.13.0+other")
    chosen, _ = environments.environments()
    assert chosen.torch == "torch==2.13.0+other"
    assert chosen.fingerprint != assist.fingerprint


def test_a_full_disk_is_said_before_anything_is_installed() -> None:
    with pytest.raises(Stop, match=r"1\.5 GB free.*make room"):
        check_disk(free_bytes=1_500_000_000)


def script(folder: Path, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{text}\n", "utf8")
    (folder / name).chmod(0o755)


def test_a_missing_python_that_uv_cannot_bring_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script(tmp_path / "bin", "uv", "echo 'no route to the downloads' >&2; exit 1")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
    with pytest.raises(Stop) as stopped:
        find_python("3.99")
    assert "Python 3.99 is missing" in str(stopped.value)
    assert "no route to the downloads" in str(stopped.value)
    assert "\n" not in str(stopped.value)


def test_a_missing_python_is_brought_by_uv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script(tmp_path / "bin", "uv", 'test "$2" = find && echo /somewhere/python3.99; exit 0')
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
    assert find_python("3.99") == "/somewhere/python3.99"


def test_a_shim_without_its_interpreter_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script(tmp_path / "bin", "python3.99", "echo 'pyenv: python3.99: command not found' >&2; exit 127")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
    assert not environments.answers_as("python3.99", "3.99")


def test_the_start_needs_nothing_but_the_standard_library() -> None:
    """On a fresh clone nothing is installed yet."""
    command = [sys.executable, "-I", "-S", "-c", "import sys; sys.path.insert(0, '.'); import scripts.bootstrap"]
    subprocess.run(command, cwd=Path(__file__).resolve().parents[2], check=True)
