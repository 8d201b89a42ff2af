"""A command in a process of its own that gives way to everything else, ends with us, and is stopped where need be."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import signal
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from assist_api.supervisor import groups, leash

LOOKED_AFTER_EVERY_S = 1.0
STOPS_WITHIN_S = 5.0
LONGEST_LINE = 1_000_000
LAST_WORDS = 600  # characters of the process's own complaint that a trainer is shown
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
# One core at most, and that only while nobody else wants it.
GENTLE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": "ignore"}

log = logging.getLogger(__name__)

Tell = Callable[[list[str]], Awaitable[bool]]


class Stopped(Exception):
    """It was asked to stop."""


class Failed(Exception):
    """The message is the sentence for the trainer."""


@dataclass(frozen=True)
class Limits:
    """`niceness`: 0 to 19, how far it gives way; `what`: the work, as the trainer calls it."""

    memory_mb: int
    seconds: float = 3600.0
    what: str = "训练"
    niceness: int = 10


class Worker:
    def __init__(self, command: Sequence[str], folder: Path, limits: Limits) -> None:
        """`folder`: where its complaints are kept."""
        self._command, self._errors, self._limits = command, folder / "errors.log", limits
        self._lines: list[str] = []

    async def run(self, tell: Tell) -> None:
        """To its end. `tell` gets new lines of its output every second, and answers whether it shall go on."""
        process = await self._started()
        reading = asyncio.create_task(self._read(process))
        try:
            async with asyncio.timeout(self._limits.seconds):
                await self._look_after(process, reading, tell)
        except TimeoutError as error:
            raise Failed(f"{self._limits.what}超过 {self._limits.seconds / 60:.0f} 分钟，已停止。") from error
        finally:
            await _end(process)
            reading.cancel()
        if process.returncode:
            raise Failed(f"{self._limits.what}进程出错退出（{process.returncode}）：{self._last_words()}")

    async def _started(self) -> asyncio.subprocess.Process:
        """From the loop's own thread: the leash ends the process when the thread ends that started it."""
        leashed = (sys.executable, "-I", "-S", str(Path(leash.__file__)), str(os.getpid()))
        with self._errors.open("wb") as errors:
            process = await asyncio.create_subprocess_exec(
                *leashed,
                *("nice", "-n", str(self._limits.niceness)),
                *self._command,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=errors,
                env={**os.environ, **GENTLE},
                limit=LONGEST_LINE,
                start_new_session=True,
            )
        _let_the_session_give_way(process.pid, self._limits.niceness)
        return process

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout
        async for line in process.stdout:
            if text := COLOURS.sub("", line.decode("utf8", "replace")).rstrip():
                self._lines.append(text)

    async def _look_after(self, process: asyncio.subprocess.Process, reading: asyncio.Task[None], tell: Tell) -> None:
        ended = False
        while not ended:
            done, _ = await asyncio.wait({reading}, timeout=LOOKED_AFTER_EVERY_S)
            ended = bool(done)
            lines, self._lines = self._lines, []
            if not await tell(lines):
                raise Stopped
            used = _memory_mb(process.pid)
            if used > self._limits.memory_mb:
                what, most = self._limits.what, self._limits.memory_mb
                raise Failed(f"{what}用了 {used:.0f} MB 内存，超过上限 {most} MB，已停止。")
        await reading
        await process.wait()

    def _last_words(self) -> str:
        said = self._errors.read_text("utf8", "replace").strip()
        return said[-LAST_WORDS:] or "没有留下说明。"


def _let_the_session_give_way(pid: int, niceness: int) -> None:
    """Linux shares the processors among sessions first (autogroup): niceness counts only within one, so that the new
    session of the worker would have as much as the bot's. Measured: without this, nearly half of a busy core."""
    group = Path(f"/proc/{pid}/autogroup")
    try:
        group.write_text(str(niceness))
    except OSError:  # no such thing on this system: niceness alone decides, as it should
        log.debug("training.no_autogroup pid=%s", pid)


async def _end(process: asyncio.subprocess.Process) -> None:
    """With all that it has started; politely at first, so that no half-written file is left."""
    if process.returncode is None:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), STOPS_WITHIN_S)
        except TimeoutError:
            os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
    await asyncio.to_thread(groups.kill_group, process.pid)


def _memory_mb(group: int) -> float:
    return sum(_resident(pid) for pid in groups.members(group)) / 1e6


def _resident(pid: int) -> int:
    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.NoSuchProcess:  # ended while it was looked at
        return 0
