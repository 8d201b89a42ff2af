"""Twenty publishes under load: `.venv/bin/python -m bench.publishing`. Turns lost, and the cost in time and memory.

A private copy of the product; its bot is asked as the service asks it, by shoppers who each wait for an answer. Copies
of the served model take turns, more of them than the bot keeps: each publish loads one anew.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import httpx

from assist_api.adapters.bot import BotClient
from assist_api.errors import BotUnavailable
from bench import stand
from bench.stand import Stand

MODELS = stand.ROOT / "var" / "models" / "bot"
PUBLISHES = 20
SHOPPERS = 3
PAUSE_S = 0.15  # between an answer and the shopper's next message
BETWEEN_S = 2.0  # two publishes
WORDS = ("你好", "满多少包邮", "怎么退货", "支持七天无理由吗", "谢谢")


@dataclass
class Load:
    """What shoppers saw: how long each answer took, beside what is measured or not, and what was never answered."""

    busy: bool = False
    quiet_ms: list[float] = field(default_factory=list)
    meanwhile_ms: list[float] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    async def shopper(self, bot: BotClient, name: str) -> None:
        for number in itertools.count():
            began, busy = time.monotonic(), self.busy
            try:
                await bot.ask(name, WORDS[number % len(WORDS)], {"message_id": f"{name}-{number}"})
            except BotUnavailable:
                self.lost.append(f"{name}-{number}")
            taken = 1000 * (time.monotonic() - began)
            (self.meanwhile_ms if busy or self.busy else self.quiet_ms).append(taken)
            await asyncio.sleep(PAUSE_S)


def main() -> None:
    publishes = _arguments().publishes
    with tempfile.TemporaryDirectory() as folder, stand.running(Path(folder)) as running:
        load, memory = asyncio.run(measure(running, publishes))
    print(f"{publishes} publishes")
    print("\n".join(told(load, "while a model is loaded")))
    print("  the bot's memory, MB: " + " ".join(f"{each:.0f}" for each in memory))


async def measure(running: Stand, publishes: int, between_s: float = BETWEEN_S) -> tuple[Load, list[float]]:
    """The load, and megabytes of the bot before the first and after every publish."""
    names, load, bot = models(running), Load(), BotClient(running.bot_url, 4.0)
    process = running.processes()["bot"]
    memory = [process.memory_info().rss / 1e6]
    shoppers = [asyncio.create_task(load.shopper(bot, f"bench-{number}")) for number in range(SHOPPERS)]
    async with httpx.AsyncClient(base_url=running.bot_url, timeout=60, trust_env=False) as client:
        for name in itertools.islice(names, publishes):
            await asyncio.sleep(between_s)
            load.busy = True
            (await client.post("/models/publish", json={"model": name})).raise_for_status()
            load.busy = False
            memory.append(process.memory_info().rss / 1e6)
    for shopper in shoppers:
        shopper.cancel()
    await asyncio.gather(*shoppers, return_exceptions=True)
    await bot.close()
    return load, memory


def models(running: Stand) -> Iterator[str]:
    """Names of copies of the model that is served, again and again."""
    served: dict[str, Any] = httpx.get(f"{running.bot_url}/health", trust_env=False).json()
    own = running.folder / "models" / "bot"
    own.mkdir(parents=True, exist_ok=True)
    names = [f"{number:016x}.tar.gz" for number in range(5)]
    for name in names:
        shutil.copy(MODELS / served["model"], own / name)
    return itertools.cycle(names)


def told(load: Load, meanwhile: str) -> list[str]:
    turns = len(load.quiet_ms) + len(load.meanwhile_ms)
    lines = [f"{turns} turns, {len(load.lost)} without an answer"]
    for title, taken in (("otherwise", load.quiet_ms), (meanwhile, load.meanwhile_ms)):
        if len(taken) > 1:
            lines.append(f"  a turn {title:<24} p50 {median(taken):6.1f} ms   p95 {quantiles(taken, n=20)[-1]:6.1f} ms")
    return lines


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Publish again and again under load.")
    parser.add_argument("--publishes", type=int, default=PUBLISHES)
    return parser.parse_args()


if __name__ == "__main__":
    main()
