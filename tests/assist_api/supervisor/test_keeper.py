"""Over real processes: who dies is replaced, nobody is left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.project.python_files import ROOT
from tests.services import free_port

PATIENCE_S = 30


def until(holds: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < deadline, f"waited {PATIENCE_S} s for: {what}"
        time.sleep(0.05)


def runs(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


class Kept:
    """A keeper with its fakes, started with SIGINT ignored, as the shell starts a background job."""

    def __init__(self, folder: Path, ports: list[int]) -> None:
        self.folder, self.words = folder, folder / "words"
        module = "tests.assist_api.supervisor.keep_fakes"
        command = [sys.executable, "-m", module, str(folder), *map(str, ports)]
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        with self.words.open("wb") as words:
            self.process = subprocess.Popen(command, cwd=ROOT, stdout=words, stderr=words, start_new_session=True)
        signal.signal(signal.SIGINT, before)

    def said(self) -> str:
        return self.words.read_text("utf8")

    def wait_for(self, words: str) -> None:
        until(lambda: words in self.said(), words)

    def pids(self, name: str = "fake0") -> list[int]:
        found: list[int] = json.loads((self.folder / name).read_text())
        return found

    def end(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        return self.process.wait(PATIENCE_S)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    keeper = Kept(tmp_path, [free_port(), free_port()])
    keeper.wait_for("all ready")
    yield keeper
    if keeper.process.poll() is None:
        keeper.end(signal.SIGTERM)
    survivors = [pid for name in ("fake0", "fake1") for pid in keeper.pids(name) if runs(pid)]
    for pid in survivors:
        os.kill(pid, signal.SIGKILL)


def test_a_killed_leader_is_replaced_and_its_children_are_gone(kept: Kept) -> None:
    leader, child = kept.pids()
    os.kill(leader, signal.SIGKILL)
    kept.wait_for("fake0 is ready again")
    assert "fake0 ended (signal 9), restarting in 1 s" in kept.said()
    assert not runs(child)
    assert kept.pids()[0] != leader


def test_the_wait_grows_with_every_early_death(kept: Kept) -> None:
    for death in (1, 2):
        os.kill(kept.pids()[0], signal.SIGKILL)
        kept.wait_for(f"restarting in {death} s")
        until(lambda times=death: kept.said().count("ready again") == times, "the restart")  # type: ignore[misc]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_every_process_of_every_group(kept: Kept, how: signal.Signals) -> None:
    everyone = kept.pids("fake0") + kept.pids("fake1")
    assert kept.end(how) == 0
    assert not [pid for pid in everyone if runs(pid)]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent was killed")
def test_the_programs_end_with_a_keeper_that_is_killed(kept: Kept) -> None:
    leaders = [kept.pids("fake0")[0], kept.pids("fake1")[0]]
    kept.end(signal.SIGKILL)
    until(lambda: not any(map(runs, leaders)), "the end of the programs")


def test_a_program_that_cannot_start_ends_the_start_with_its_reason(tmp_path: Path) -> None:
    keeper = Kept(tmp_path, [0, free_port()])
    assert keeper.process.wait(PATIENCE_S) == 1
    assert "fake0 ended 3 times before it was ready (exit code 1)" in keeper.said()
    assert "ZeroDivisionError" in keeper.said()
