from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import psutil
import pytest

from assist_api.training.worker import Failed, Limits, Stopped, Worker

ROOMY = Limits(memory_mb=1000, niceness=3)


class Told:
    """What a worker tells. `enough`: it is to stop as soon as it has said something."""

    def __init__(self, enough: bool = False) -> None:
        self.lines: list[str] = []
        self.enough = enough

    async def __call__(self, lines: list[str]) -> bool:
        self.lines += lines
        return not (self.enough and self.lines)


def runs(pid: int) -> bool:
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def python(program: str) -> tuple[str, ...]:
    return (sys.executable, "-c", program)


async def test_every_line_is_told_the_last_one_too(tmp_path: Path) -> None:
    told = Told()
    await Worker(python("print('一'); print('二')"), tmp_path, ROOMY).run(told)
    assert told.lines == ["一", "二"]


@pytest.mark.skipif(not Path("/proc/self/autogroup").exists(), reason="this system knows no groups of sessions")
async def test_it_gives_way_to_everything_else(tmp_path: Path) -> None:
    told = Told()
    program = "import os, time; print(os.getpriority(os.PRIO_PROCESS, 0)); time.sleep(0.5)"
    await Worker(python(f"{program}; print(open('/proc/self/autogroup').read())"), tmp_path, ROOMY).run(told)
    assert int(told.lines[0]) >= 3 and told.lines[1].endswith("nice 3")


async def test_what_fails_says_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="没有这个文件"):
        await Worker(python("raise SystemExit('没有这个文件')"), tmp_path, ROOMY).run(Told())


async def test_what_is_to_stop_is_gone_with_its_children(tmp_path: Path) -> None:
    program = "import subprocess, time; print(subprocess.Popen(['sleep', '600']).pid, flush=True); time.sleep(600)"
    told = Told(enough=True)
    with pytest.raises(Stopped):
        await Worker(python(program), tmp_path, ROOMY).run(told)
    assert not runs(int(told.lines[0]))


async def test_too_much_memory_ends_it(tmp_path: Path) -> None:
    greedy = "held = bytearray(200_000_000); held[::4096] = b'1' * len(held[::4096]); import time; time.sleep(60)"
    with pytest.raises(Failed, match="超过上限 100 MB"):
        await Worker(python(greedy), tmp_path, Limits(memory_mb=100, niceness=0)).run(Told())


async def test_what_takes_too_long_is_ended(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="分钟"):
        await Worker(python("import time; time.sleep(60)"), tmp_path, Limits(1000, seconds=0.2)).run(Told())


async def test_nothing_is_left_when_the_service_stops(tmp_path: Path) -> None:
    told = Told()
    waiting = python("import os, time; print(os.getpid(), flush=True); time.sleep(600)")
    running = asyncio.create_task(Worker(waiting, tmp_path, ROOMY).run(told))
    while not told.lines:
        await asyncio.sleep(0.05)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert not runs(int(told.lines[0]))
