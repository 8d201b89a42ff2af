"""Which port is taken, and by whom. Standard library only: the start asks before anything is installed."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

LISTENING = "0A"


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def busy_sentence(port: int, setting: str, host: str = "127.0.0.1") -> str | None:
    """What stands in the way of `port` and how to go round it, or None where it is free."""
    if is_free(port, host):
        return None
    return (
        f"Port {port} is taken by {program_on(port) or 'another program'}; "
        f"stop it, or choose another port: {setting}={another(port)} make up"
    )


def another(port: int) -> int:
    """A neighbour that is free now."""
    return next(candidate for candidate in range(port % 65535 + 1, 65536) if is_free(candidate))


def program_on(port: int) -> str | None:
    """Name and process number of the listener; None where the system does not tell (not Linux, or another user's)."""
    sockets = {f"socket:[{inode}]" for inode in _listening_inodes(port)}
    for process in Path("/proc").glob("[0-9]*") if sockets else ():
        if sockets & set(_open_files(process)):
            return f"{_command(process)} (process {process.name})"
    return None


def _listening_inodes(port: int) -> Iterator[str]:
    for table in (Path("/proc/net/tcp"), Path("/proc/net/tcp6")):
        for line in table.read_text().splitlines()[1:] if table.exists() else ():
            columns = line.split()
            if columns[3] == LISTENING and int(columns[1].rpartition(":")[2], 16) == port:
                yield columns[9]


def _open_files(process: Path) -> Iterator[str]:
    try:
        for descriptor in (process / "fd").iterdir():
            yield os.readlink(descriptor)
    except OSError:  # gone meanwhile, or another user's: the caller says "another program"
        return


def _command(process: Path) -> str:
    try:
        words = (process / "cmdline").read_bytes().rstrip(b"\0").split(b"\0")
    except OSError:  # gone meanwhile
        return "a program"
    return " ".join([Path(words[0].decode(errors="replace")).name, *(w.decode(errors="replace") for w in words[1:4])])
