"""The commands as a person types them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scripts.bootstrap import side_by_side
from scripts.commands import Stop, _ending, run

ROOT = Path(__file__).resolve().parents[2]


def bootstrap(command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scripts.bootstrap", command],
        cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip


def test_a_busy_port_ends_the_start_with_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = str(listener.getsockname()[1])
        done = bootstrap("up", XIAOER_BOT_PORT=port, XIAOER_VAR=str(tmp_path))
    assert done.returncode == 1
    assert f"Port {port} is taken by" in done.stderr
    assert "XIAOER_BOT_PORT=" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_that_is_none_ends_the_start_with_one_sentence(tmp_path: Path) -> None:
    done = bootstrap("up", XIAOER_PORT="eight thousand", XIAOER_VAR=str(tmp_path))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "XIAOER_PORT must be a number" in done.stderr


def test_down_is_content_when_nothing_runs(tmp_path: Path) -> None:
    done = bootstrap("down", XIAOER_VAR=str(tmp_path))
    assert (done.returncode, done.stdout) == (0, "xiaoer: nothing is running from this folder\n")


def test_a_pid_file_of_a_dead_process_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run/up.pid").write_text("999999999\n", "utf8")
    assert "nothing is running" in bootstrap("down", XIAOER_VAR=str(tmp_path)).stdout


def test_the_first_failure_ends_what_runs_beside_it(tmp_path: Path) -> None:
    def slow() -> None:
        run("slow", [sys.executable, "-c", "import time; time.sleep(60)"], tmp_path / "slow.log", "")

    def failing() -> None:
        run("failing", [sys.executable, "-c", "1 / 0"], tmp_path / "failing.log", "Mend it.")

    began = time.monotonic()
    try:
        with pytest.raises(Stop, match="Mend it"):
            side_by_side([slow, failing])
    finally:
        _ending.clear()
    assert time.monotonic() - began < 30


SLEEPER = """
import sys
from pathlib import Path
from scripts.bootstrap import side_by_side
from scripts.commands import raise_on_terminate, run
raise_on_terminate()
child = "import os, pathlib, time; pathlib.Path('PID').write_text(str(os.getpid())); time.sleep(60)"
command = [sys.executable, "-c", child.replace("PID", sys.argv[1])]
side_by_side([lambda: run("sleeping", command, Path(sys.argv[2]), "")])
"""


def test_a_terminated_start_leaves_nothing_running(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    start = subprocess.Popen([sys.executable, "-c", SLEEPER, str(pid_file), str(tmp_path / "log")], cwd=ROOT)
    while not pid_file.exists() or not pid_file.read_text():
        time.sleep(0.05)
    start.send_signal(signal.SIGTERM)
    assert start.wait(timeout=20) == 128 + signal.SIGTERM
    assert not Path(f"/proc/{pid_file.read_text()}").exists()


def test_make_alone_lists_what_can_be_done() -> None:
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in ("up", "down", "test", "train", "eval", "bench", "lint"):
        assert f"make {target} " in listed
