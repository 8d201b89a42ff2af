"""Private PostgreSQL and Redis servers for the tests: on free ports, in a temporary folder, gone with the session."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

START_WITHIN_S = 30
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def find_program(*names: str) -> str:
    """The first that is there. CI has them all; elsewhere the tests that need a missing one are skipped."""
    found = next((path for name in names if (path := shutil.which(name) or _among_postgresql(name))), None)
    if found is None and os.environ.get("CI") == "true":
        pytest.fail(f"{names[0]} is missing; .ci/run installs it")
    if found is None:
        pytest.skip(f"{names[0]} is not installed")
    return found


def _among_postgresql(name: str) -> str | None:
    """Debian keeps initdb and postgres off the PATH."""
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    return str(versions[-1]) if versions else None


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    initdb, server = find_program("initdb"), find_program("postgres")
    user = _owner(folder)
    data, port = folder / "data", free_port()
    initialise = [initdb, "--pgdata", str(data), "--username=xiaoer", "--auth=trust", "--encoding=UTF8", "--no-sync"]
    subprocess.run(initialise, check=True, capture_output=True, user=user, cwd=folder, env=_plain_environment())
    command = [server, "-D", str(data), "-p", str(port), "-h", "127.0.0.1", "-k", str(folder), "-c", "fsync=off"]
    with _served(command, folder, port, user):
        _until_it_takes_connections(port)
        yield f"postgresql+psycopg://xiaoer@127.0.0.1:{port}/postgres"


def _until_it_takes_connections(port: int) -> None:
    """Its port is open while it is still starting up."""
    deadline = time.monotonic() + START_WITHIN_S
    while True:
        try:
            psycopg.connect(f"host=127.0.0.1 port={port} user=xiaoer dbname=postgres").close()
            return
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    port = free_port()
    command = [
        find_program("redis-server"),
        "--port",
        str(port),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--dir",
        str(folder),
    ]
    with _served(command, folder, port, None):
        yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def _served(command: Sequence[str], folder: Path, port: int, user: str | None) -> Iterator[None]:
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, user=user, cwd=folder, env=_plain_environment())
    try:
        _wait_for(process, port, folder / "server.log")
        yield
    finally:
        process.send_signal(signal.SIGINT)  # PostgreSQL: at once, whoever is still connected
        process.wait(timeout=START_WITHIN_S)


def _wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_WITHIN_S
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail(f"The server did not start:\n{log.read_text('utf8', 'replace')}")


def _owner(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root: then it runs as the user that its package made."""
    if os.getuid() != 0:
        return None
    account = pwd.getpwnam("postgres")
    os.chown(folder, account.pw_uid, account.pw_gid)
    return account.pw_name


def _plain_environment() -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
