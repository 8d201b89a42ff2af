"""Is Xiaoer running from this folder? Standard library only."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

MODULE = "assist_api.supervisor"


def running(var: Path) -> int | None:
    """The process number of the supervisor that serves from `var`; a stale file counts as none."""
    path = var / "run/up.pid"
    if not path.exists():
        return None
    text = path.read_text("utf8").strip()
    return int(text) if text.isdecimal() and _is_supervisor(int(text)) else None


def stop(pid: int, within_s: float = 30) -> bool:
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + within_s
    while _is_supervisor(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def _is_supervisor(pid: int) -> bool:
    proc = Path(f"/proc/{pid}")
    if Path("/proc/self").exists():
        return proc.exists() and MODULE.encode() in (proc / "cmdline").read_bytes()
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
