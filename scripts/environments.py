"""The two environments: interpreters, hashed locks, a stamp that spares the second start. Standard library only."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.commands import Stop, run, say, succeeds

TORCH = "torch==2.13.0"
FREE_GB = 6
UV = Path("var/uv")
INSTALL_REMEDY = "Is there a connection to your package index? Mend what the log says and run the same command again."


@dataclass(frozen=True)
class Environment:
    name: str
    python: str
    folder: Path
    lock: Path
    torch: str = ""

    @property
    def interpreter(self) -> Path:
        return self.folder / "bin/python"

    @property
    def stamp(self) -> Path:
        return self.folder / "xiaoer.stamp"

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(f"{self.python} {self.torch} {self.lock.read_text('utf8')}".encode()).hexdigest()


def environments() -> tuple[Environment, Environment]:
    """XIAOER_TORCH names another build of torch: a requirement, or an address of a wheel."""
    torch = os.environ.get("XIAOER_TORCH") or TORCH
    return (
        Environment("assist", "3.11", Path(".venv"), Path("requirements/assist.txt"), torch),
        Environment("bot", "3.10", Path(".venv-bot"), Path("requirements/bot.txt")),
    )


def is_current(environment: Environment) -> bool:
    stamp = environment.stamp
    made = stamp.exists() and os.access(environment.interpreter, os.X_OK)
    return made and stamp.read_text("utf8") == environment.fingerprint


def check_disk(free_bytes: int | None = None) -> None:
    free = shutil.disk_usage(".").free if free_bytes is None else free_bytes
    if free < FREE_GB * 10**9:
        raise Stop(
            f"The disk of this folder has {free / 10**9:.1f} GB free, and the two environments and models need "
            f"{FREE_GB} GB; make room, or move the folder to another disk."
        )


def install(environment: Environment) -> None:
    """Make the environment anew where it is not usable, then bring it to its lock."""
    environment.stamp.unlink(missing_ok=True)
    if not succeeds([str(environment.interpreter), "-m", "pip", "--version"]):
        _create(environment)
    python, title = str(environment.interpreter), f"{environment.folder} (Python {environment.python})"
    pip = [python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    if environment.torch:
        run(
            f"{title}: installing {environment.torch}",
            [*pip, environment.torch],
            _log(environment, "torch"),
            INSTALL_REMEDY,
        )
    lock = [*pip, "--no-deps", "--require-hashes", "-r", str(environment.lock)]
    run(f"{title}: installing {environment.lock}", lock, _log(environment, "packages"), INSTALL_REMEDY)
    environment.stamp.write_text(environment.fingerprint, "utf8")


def _create(environment: Environment) -> None:
    python = find_python(environment.python)
    if environment.folder.exists():
        shutil.rmtree(environment.folder)
    remedy = f"Debian and Ubuntu need the package python{environment.python}-venv for this."
    run(
        f"{environment.folder}: creating",
        [python, "-m", "venv", str(environment.folder)],
        _log(environment, "venv"),
        remedy,
    )


def _log(environment: Environment, what: str) -> Path:
    return Path(f"var/log/install-{environment.name}-{what}.log")


def find_python(version: str) -> str:
    """By its name (from the root, where .python-version lets pyenv and uv find it), else brought by uv."""
    name = f"python{version}"
    return name if answers_as(name, version) else _from_uv(version)


def answers_as(python: str, version: str) -> bool:
    """A pyenv shim may stand there for an interpreter that does not."""
    return succeeds([python, "-c", f"import sys; sys.exit('%d.%d' % sys.version_info[:2] != '{version}')"])


def _from_uv(version: str) -> str:
    say(f"Python {version} is not installed; asking uv for it")
    uv = shutil.which("uv") or _uv_of_our_own(version)
    _ask([uv, "python", "install", version], version)
    return _ask([uv, "python", "find", "--no-project", version], version)


def _uv_of_our_own(version: str) -> str:
    """In a throw-away environment, so that nothing of the user's is touched."""
    _ask([sys.executable, "-m", "venv", str(UV)], version)
    _ask([str(UV / "bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv"], version)
    return str(UV / "bin/uv")


def _ask(command: Sequence[str], version: str) -> str:
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    if answer.returncode:
        said = (answer.stderr or answer.stdout).strip().splitlines() or ["no reason given"]
        raise Stop(
            f"Python {version} is missing, and uv could not bring it ({said[-1].strip()}). Install it yourself, so "
            f"that `python{version}` starts in this folder (pyenv install {version}; brew install python@{version}; "
            f"apt-get install python{version} python{version}-venv), and run the same command again."
        )
    return answer.stdout.strip()
