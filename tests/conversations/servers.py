"""The running bot: action server and bot server as processes of their own, on free ports, with their own demo shop."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from shop.connect import open_shop
from shop.demo.create import create
from shop.protocol import Shop
from tests.services import free_port

ROOT = Path(__file__).resolve().parents[2]
START_WITHIN_S = 180
TRAIN_WITHIN_S = 1_200
BOT_PYTHON = str(ROOT / ".venv-bot" / "bin" / "python")
ASSIST_PYTHON = str(ROOT / ".venv" / "bin" / "python")


@dataclass(frozen=True)
class RunningBot:
    url: str
    actions_url: str
    shop: Shop
    folder: Path

    def as_it_began(self) -> None:
        """The demo as it was before any dialogue wrote in it, put back under the running action server."""
        with (
            closing(sqlite3.connect(self.folder / "pristine.db")) as pristine,
            closing(sqlite3.connect(self.folder / "shop.db")) as live,
        ):
            pristine.backup(live)


@contextmanager
def running_bot(folder: Path) -> Iterator[RunningBot]:
    """With a demo shop of its own."""
    create(f"sqlite:///{folder / 'pristine.db'}")
    shutil.copy(folder / "pristine.db", folder / "shop.db")
    shop_url = f"sqlite:///{folder / 'shop.db'}"
    with running_on(folder, shop_url) as (bot, actions):
        yield RunningBot(bot, actions, open_shop(shop_url), folder)


@contextmanager
def running_on(folder: Path, shop_url: str) -> Iterator[tuple[str, str]]:
    """Trains first if the model is not current: what the dialogues show is what the files say now."""
    subprocess.run([BOT_PYTHON, "-m", "bot.train"], cwd=ROOT, check=True, timeout=TRAIN_WITHIN_S, capture_output=True)
    actions, bot = free_port(), free_port()
    action_server = (ASSIST_PYTHON, "-m", "actions.server", "--port", str(actions))
    bot_server = (
        BOT_PYTHON, "-m", "bot.server", "--port", str(bot), "--actions", f"http://127.0.0.1:{actions}/webhook",
    )  # fmt: skip
    tracker = {"XIAOER_TRACKER_DB": str(folder / "tracker.db")}
    with (
        served(action_server, actions, folder / "actions.log", {"XIAOER_SHOP_URL": shop_url}),
        served(bot_server, bot, folder / "bot.log", tracker),
    ):
        yield f"http://127.0.0.1:{bot}", f"http://127.0.0.1:{actions}"


@contextmanager
def served(
    command: tuple[str, ...], port: int, log: Path, settings: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output, env={**os.environ, **settings})
    try:
        _wait(process, f"http://127.0.0.1:{port}/health", log)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    until = time.monotonic() + START_WITHIN_S
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended:\n{log.read_text(errors='replace')[-3000:]}")
        if _answers(url):
            return
        time.sleep(0.3)
    raise TimeoutError(f"{url} did not answer:\n{log.read_text(errors='replace')[-3000:]}")


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=1).status_code == 200
    except httpx.TransportError:
        return False
