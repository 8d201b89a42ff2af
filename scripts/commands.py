"""Run a command with its output in a log, say how it goes, and end it with us. Standard library only."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

LOG_LINES = 15
WORD_EVERY_S = 30
COLUMNS = 110
COLOURS = re.compile(r"\x1b\[[0-9;]*m")

_running: set[subprocess.Popen[bytes]] = set()
_terminal = threading.Lock()
_ending = threading.Event()


class Stop(Exception):
    """The start cannot go on; the message is the sentence for the user: what is wrong and how to mend it."""


def say(sentence: str) -> None:
    with _terminal:
        print(f"xiaoer: {sentence}", flush=True)


def run(
    title: str, command: Sequence[str], log: Path, remedy: str, environment: Mapping[str, str] | None = None
) -> None:
    """Run the command to its end; raises Stop with the end of its log where it fails."""
    say(f"{title} …")
    began = time.monotonic()
    status = _wait(title, _started(command, log, environment), log)
    if status:
        raise Stop(f"{title}: failed. {remedy}\nThe end of {log}:\n{tail(log)}")
    say(f"{title}: done in {time.monotonic() - began:.0f} s")


def succeeds(command: Sequence[str]) -> bool:
    """False also where there is no such program."""
    quiet = subprocess.DEVNULL
    return shutil.which(command[0]) is not None and subprocess.run(command, stdout=quiet, stderr=quiet).returncode == 0


def end_all() -> None:
    """End whatever still runs, with its children; nothing starts after it."""
    _ending.set()
    for process in list(_running):
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


def raise_on_terminate() -> None:
    """SIGTERM ends the start as Ctrl-C does; a background job, in which SIGINT is ignored, has nothing else."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))


def tail(log: Path, lines: int = LOG_LINES) -> str:
    return "\n".join(f"  {line}" for line in log.read_text("utf8", "replace").splitlines()[-lines:])


def _started(command: Sequence[str], log: Path, environment: Mapping[str, str] | None) -> subprocess.Popen[bytes]:
    if _ending.is_set():
        raise Stop("ended before its turn")
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **(environment or {})},
            start_new_session=True,
        )
    _running.add(process)
    return process


def _wait(title: str, process: subprocess.Popen[bytes], log: Path) -> int:
    began = time.monotonic()
    try:
        while True:
            try:
                return process.wait(timeout=WORD_EVERY_S)
            except subprocess.TimeoutExpired:
                say(f"{title}: {time.monotonic() - began:.0f} s … {_last_word(log)}")
    finally:
        _running.discard(process)


def _last_word(log: Path) -> str:
    with log.open("rb") as output:
        output.seek(max(0, log.stat().st_size - 2000))
        lines = output.read().decode("utf8", "replace").strip().splitlines() or [""]
    return COLOURS.sub("", lines[-1]).strip()[:COLUMNS]
