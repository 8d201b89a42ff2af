"""supervisord, taught three things: no orphan outlives its leader, ready differs from started, and people are told."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from supervisor.medusa import asyncore_25 as asyncore
from supervisor.options import ServerOptions
from supervisor.process import Subprocess
from supervisor.states import ProcessStates, SupervisorStates
from supervisor.supervisord import Supervisor

from assist_api.supervisor.groups import kill_group
from assist_api.supervisor.programs import Program

# Deaths of a program that never was ready, after which waiting for it is in vain.
GIVE_UP_AFTER = 3
LONGEST_WAIT_S = 30
STILL_WAITING_EVERY_S = 30
HEALTH_TIMEOUT_S = 2.0
LOG_LINES = 15

Say = Callable[[str], None]


class Options(ServerOptions):  # type: ignore[misc]
    """Remembers how each child ended, and leaves none of its process group behind."""

    def __init__(self) -> None:
        super().__init__()
        self.ended: dict[int, int] = {}

    def waitpid(self) -> tuple[int | None, int | None]:
        pid, status = super().waitpid()
        if pid:
            kill_group(pid)
            self.ended[pid] = status
        return pid, status


@dataclass
class Watched:
    program: Program
    pid: int = 0
    ready: bool = False
    was_ready: bool = False
    deaths: int = 0
    started: float = field(default_factory=time.monotonic)


class Keeper(Supervisor):  # type: ignore[misc]
    """Looks at its children about once a second; `failure` holds the sentence of a start that cannot succeed."""

    def __init__(self, options: Options, programs: Sequence[Program], logs: Path, say: Say, when_ready: Say) -> None:
        super().__init__(options)
        self.watched = {program.name: Watched(program) for program in programs}
        self.logs, self.say, self.when_ready = logs, say, when_ready
        self.began = self.last_word = time.monotonic()
        self.announced = False
        self.failure = ""

    def tick(self, now: float | None = None) -> None:
        super().tick(now)
        if self.options.mood < SupervisorStates.RUNNING:
            return
        for process in self.children():
            self.look_at(process, self.watched[process.config.name])
        self.say_when_all_are_ready()

    def children(self) -> list[Subprocess]:
        return [process for group in self.process_groups.values() for process in group.processes.values()]

    def look_at(self, process: Subprocess, watched: Watched) -> None:
        if watched.pid in self.options.ended:
            self.note_death(process, watched, self.options.ended.pop(watched.pid))
        if process.pid and process.pid != watched.pid:
            watched.pid, watched.started = process.pid, time.monotonic()
        if process.pid and not watched.ready and answers(watched.program.health_url):
            self.note_ready(watched)

    def note_death(self, process: Subprocess, watched: Watched, status: int) -> None:
        watched.ready, watched.pid = False, 0
        watched.deaths += 1
        if watched.deaths >= GIVE_UP_AFTER and not watched.was_ready:
            self.give_up(watched, status)
            return
        delay = self.delay_of(process)
        when = f"in {delay} s" if delay else "now"
        self.say(
            f"{watched.program.title} ended ({how_it_ended(status)}), restarting {when}; log: {self.log_of(watched)}"
        )

    def delay_of(self, process: Subprocess) -> int:
        """Seconds until supervisord starts it again; they grow with every early death, up to half a minute."""
        if process.state != ProcessStates.BACKOFF:
            return 0
        process.backoff = min(process.backoff, LONGEST_WAIT_S)
        process.delay = min(process.delay, time.time() + process.backoff)
        return int(process.backoff)

    def note_ready(self, watched: Watched) -> None:
        again = " again" if watched.was_ready else ""
        watched.ready = watched.was_ready = True
        watched.deaths = 0
        self.say(f"{watched.program.title} is ready{again} after {time.monotonic() - watched.started:.0f} s")

    def give_up(self, watched: Watched, status: int) -> None:
        self.failure = (
            f"{watched.program.title} ended {watched.deaths} times before it was ready ({how_it_ended(status)}). "
            f"The end of {self.log_of(watched)}:\n{tail(self.log_of(watched))}"
        )
        self.options.mood = SupervisorStates.SHUTDOWN

    def log_of(self, watched: Watched) -> Path:
        return self.logs / f"{watched.program.name}.log"

    def say_when_all_are_ready(self) -> None:
        waiting = [watched.program for watched in self.watched.values() if not watched.ready]
        if not waiting and not self.announced:
            self.announced = True
            self.when_ready(f"{time.monotonic() - self.began:.0f}")
        elif not self.announced and time.monotonic() - self.last_word > STILL_WAITING_EVERY_S:
            self.last_word = time.monotonic()
            self.say(f"still waiting for: {', '.join(program.title for program in waiting)}")


def keep(config: Path, programs: Sequence[Program], logs: Path, say: Say, when_ready: Say) -> str:
    """Run the programs until a signal says stop; the sentence of what failed, or nothing."""
    options = Options()
    options.realize(["-c", str(config)])
    options.first, options.test = True, False
    keeper = Keeper(options, programs, logs, say, when_ready)
    with suppress(asyncore.ExitNow):  # supervisord's way to say that everything has stopped
        keeper.main()
    options.close_logger()
    return keeper.failure


def answers(url: str) -> bool:
    directly = build_opener(ProxyHandler({}))  # a proxy of the environment must not see calls to this machine
    try:
        with directly.open(url, timeout=HEALTH_TIMEOUT_S) as response:
            return bool(response.status == 200)
    except (URLError, OSError, ValueError):  # not listening yet, or busy loading
        return False


def how_it_ended(status: int) -> str:
    code = os.waitstatus_to_exitcode(status)
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def tail(log: Path, lines: int = LOG_LINES) -> str:
    if not log.exists():
        return "  (the log is empty)"
    return "\n".join(f"  {line}" for line in log.read_text("utf8", "replace").splitlines()[-lines:])
