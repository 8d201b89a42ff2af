"""Process groups: the leader's children go with it."""

from __future__ import annotations

import os
import signal
import time

import psutil

GONE_WITHIN_S = 2.0


def kill_group(leader: int) -> None:
    """Kill what is left of the group of a leader that has ended, and wait until none of it runs."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return
    except PermissionError:  # macOS: only zombies are left of the group
        return
    deadline = time.monotonic() + GONE_WITHIN_S
    while members(leader) and time.monotonic() < deadline:
        time.sleep(0.02)


def members(group: int) -> list[int]:
    """Processes of the group that still run; the dead whom nobody has reaped do not count."""
    return [process.pid for process in psutil.process_iter(["status"]) if _runs_in(process, group)]


def _runs_in(process: psutil.Process, group: int) -> bool:
    try:
        return process.info["status"] != psutil.STATUS_ZOMBIE and os.getpgid(process.pid) == group
    except (ProcessLookupError, PermissionError):
        return False
