"""The programs, written as a configuration of supervisord."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterable
from pathlib import Path

from assist_api.supervisor import leash
from assist_api.supervisor.programs import Program

# A program that dies sooner than this counts as flapping: it waits a second longer before every further start.
STABLE_AFTER_S = 60
STOP_WAIT_S = 10

SUPERVISORD = """\
[supervisord]
nodaemon=true
silent=true
logfile={logs}/supervisor.log
logfile_maxbytes=5MB
logfile_backups=1
pidfile={run}/up.pid
childlogdir={logs}
directory={root}

[group:xiaoer]
programs={names}
"""

PROGRAM = """
[program:{name}]
command={command}
environment={environment}
directory={root}
autorestart=true
startsecs={stable}
startretries=1000000
stopwaitsecs={stop_wait}
stopasgroup=true
killasgroup=true
redirect_stderr=true
stdout_logfile={logs}/{name}.log
stdout_logfile_maxbytes=10MB
stdout_logfile_backups=3
"""


def write(programs: Iterable[Program], root: Path, var: Path) -> Path:
    logs, run = var / "log", var / "run"
    logs.mkdir(parents=True, exist_ok=True)
    run.mkdir(parents=True, exist_ok=True)
    path = run / "supervisord.conf"
    path.write_text(text(tuple(programs), root, logs, run), "utf8")
    return path


def text(programs: tuple[Program, ...], root: Path, logs: Path, run: Path) -> str:
    places = {"root": _safe(root), "logs": _safe(logs), "run": _safe(run)}
    head = SUPERVISORD.format(names=",".join(program.name for program in programs), **places)
    return head + "".join(_section(program, places) for program in programs)


def _section(program: Program, places: dict[str, str]) -> str:
    return PROGRAM.format(
        name=program.name,
        command=_safe(shlex.join(leashed(program.command))),
        environment=",".join(f'{name}="{_safe(value)}"' for name, value in program.environment.items()),
        stable=STABLE_AFTER_S,
        stop_wait=STOP_WAIT_S,
        **places,
    )


def leashed(command: tuple[str, ...]) -> tuple[str, ...]:
    """The command on a leash: it ends with this process, even where this process is killed with -9."""
    return (sys.executable, "-I", "-S", str(Path(leash.__file__)), str(os.getpid()), *command)


def _safe(value: object) -> str:
    """supervisord expands `%(…)s` in every value."""
    return str(value).replace("%", "%%")
