"""A private copy of the whole product: free ports, its own folder, the demo shop; models and index of `var/`."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil

from shop.connect import open_shop
from shop.protocol import Shop

ROOT = Path(__file__).parents[1]
PROGRAMS = {"actions": "actions.server", "bot": "bot.server", "service": "assist_api.app"}
READY_WITHIN_S = 180


@dataclass(frozen=True)
class Stand:
    """A running copy. `demo` is what its demo.json tells."""

    folder: Path
    service_url: str
    bot_url: str
    supervisor: subprocess.Popen[bytes]
    demo: dict[str, Any]
    environment: Mapping[str, str]

    def processes(self) -> dict[str, psutil.Process]:
        """The three programs by name, those that run now."""
        children = psutil.Process(self.supervisor.pid).children(recursive=True)
        named = {name: _running(children, word) for name, word in PROGRAMS.items()}
        return {name: process for name, process in named.items() if process}

    def ready(self) -> bool:
        try:
            return httpx.get(f"{self.service_url}/readyz", timeout=2, trust_env=False).status_code == 200
        except httpx.HTTPError:
            return False

    def shop(self) -> Shop:
        """The demo shop that the copy answers from."""
        return open_shop(self.environment["XIAOER_SHOP_URL"])

    def staff(self, role: str) -> dict[str, Any]:
        found: dict[str, Any] = next(one for one in self.demo["staff"] if role in one["roles"])
        return found


@contextmanager
def running(folder: Path, **settings: str) -> Iterator[Stand]:
    """Start a copy in `folder` and stop it at the end. Needs what `make prepare` makes."""
    ports = free_ports(3)
    environment = _environment(folder, ports, settings)
    shutil.copytree(ROOT / "nlu_data", folder / "nlu_data", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    for module in (
        ("shop.demo.create", "--url", environment["XIAOER_SHOP_URL"]),
        ("assist_api.migrate",),
        ("assist_api.demo",),
    ):
        subprocess.run([sys.executable, "-m", *module], cwd=ROOT, env=environment, check=True, capture_output=True)
    log = (folder / "up.log").open("wb")
    command = [sys.executable, "-m", "assist_api.supervisor"]
    supervisor = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
    )
    demo = json.loads((folder / "demo.json").read_text("utf-8"))
    urls = [f"http://127.0.0.1:{port}" for port in ports[:2]]
    try:
        stand = Stand(folder, urls[0], urls[1], supervisor, demo, environment)
        _wait(stand)
        yield stand
    finally:
        supervisor.send_signal(signal.SIGTERM)
        supervisor.wait(60)
        log.close()


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on, all different."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports: list[int] = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def _environment(folder: Path, ports: list[int], settings: Mapping[str, str]) -> dict[str, str]:
    own = {
        "XIAOER_VAR": str(folder),
        "XIAOER_DATABASE_URL": f"sqlite:///{folder}/xiaoer.db",
        "XIAOER_SHOP_URL": f"sqlite:///{folder}/shop.db",
        "XIAOER_TRACKER_DB": f"{folder}/tracker.db",
        "XIAOER_PORT": str(ports[0]),
        "XIAOER_BOT_PORT": str(ports[1]),
        "XIAOER_ACTIONS_PORT": str(ports[2]),
        "XIAOER_INDEX_DIR": str(ROOT / "var/index"),
        "XIAOER_FEELING_DIR": str(ROOT / "var/models/feeling"),
        "XIAOER_NLU_DATA": str(folder / "nlu_data"),  # a copy: what trainers write stays in it
        "XIAOER_OUTREACH": "off",  # what is measured and tested here begins with the shopper's own words
    }
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("XIAOER_")}
    return {**inherited, **own, **settings}


def _wait(stand: Stand) -> None:
    deadline = time.monotonic() + READY_WITHIN_S
    while not stand.ready():
        if stand.supervisor.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"the product did not start:\n{(stand.folder / 'up.log').read_text('utf-8')[-3000:]}")
        time.sleep(0.5)


def _running(children: list[psutil.Process], word: str) -> psutil.Process | None:
    return next((child for child in children if _runs(child, word)), None)


def _runs(child: psutil.Process, word: str) -> bool:
    try:
        return child.status() != psutil.STATUS_ZOMBIE and word in " ".join(child.cmdline())
    except psutil.NoSuchProcess:
        return False
