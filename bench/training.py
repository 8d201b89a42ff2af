"""The live bot while another one is trained: `.venv/bin/python -m bench.training`. One training, on a private copy.

Shoppers ask as in bench.publishing, while a training runs that a trainer asked for on the page; every few seconds it is
held for as long, so that what else the machine does slows both kinds of turns alike. At the end the new model is
published, the bot is killed, and what it serves after that is told.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx
import psutil

from assist_api.adapters.bot import BotClient
from bench import stand
from bench.publishing import SHOPPERS, Load, told
from bench.stand import Stand

HELD_EVERY_S = 5.0
NEW_SENTENCE = "    - 能不能帮我把尾款一起付了\n"
TRAINING = "/api/v1/trainer/training"


def main() -> None:
    parser = argparse.ArgumentParser(description="Train beside a bot that is asked.")
    parser.add_argument("--seconds", type=float, default=3600, help="the training is cancelled after these")
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with stand.running(folder) as running:
            sentences = folder / "nlu_data" / "train" / "orders" / "place_order_help.yml"
            with sentences.open("a", encoding="utf-8") as file:
                file.write(NEW_SENTENCE)
            asyncio.run(measure(running, seconds))


async def measure(running: Stand, seconds: float) -> None:
    bot, load = BotClient(running.bot_url, 4.0), Load()
    async with httpx.AsyncClient(base_url=running.service_url, timeout=60, trust_env=False) as client:
        client.headers["authorization"] = f"Bearer {await _token(client, running.staff('reviewer'))}"
        beside = [asyncio.create_task(load.shopper(bot, f"bench-{number}")) for number in range(SHOPPERS)]
        beside.append(asyncio.create_task(_held_now_and_then(running, load)))
        run = await _trained(client, seconds)
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)
        print(f"trained in {run['took_s']:.0f} s, a part of it held: {run['state']} {run['problem']}")
        print("\n".join(told(load, "while a model is trained")))
        if run["state"] == "done":
            await _published(client, running, run)
    await bot.close()


async def _held_now_and_then(running: Stand, load: Load) -> None:
    """`load.busy` is true while the training goes on."""
    while True:
        await asyncio.sleep(HELD_EVERY_S)
        workers = _workers(running)
        load.busy = not load.busy and bool(workers)
        for worker in workers:
            worker.resume() if load.busy else worker.suspend()


def _workers(running: Stand) -> list[psutil.Process]:
    children = psutil.Process(running.supervisor.pid).children(recursive=True)
    return [child for child in children if child.is_running() and "bot.training_run" in " ".join(child.cmdline())]


async def _token(client: httpx.AsyncClient, who: dict[str, Any]) -> str:
    made = await client.post("/api/v1/desk/session", json={"name": who["name"], "password": who["password"]})
    return str(made.json()["token"])


async def _trained(client: httpx.AsyncClient, seconds: float) -> dict[str, Any]:
    began = time.monotonic()
    run: dict[str, Any] = (await client.post(f"{TRAINING}/runs", json={"why": "bench"})).json()
    while run["state"] in ("queued", "running"):
        if time.monotonic() - began > seconds:
            await client.post(f"{TRAINING}/runs/{run['id']}/cancel")
        params = {"after": run["revision"], "wait": 10}
        run = (await client.get(f"{TRAINING}/runs/{run['id']}", params=params)).json()
    return {**run, "took_s": time.monotonic() - began}


async def _published(client: httpx.AsyncClient, running: Stand, run: dict[str, Any]) -> None:
    began = time.monotonic()
    answer = await client.post(f"{TRAINING}/runs/{run['id']}/publish", json={"why": "bench"})
    answer.raise_for_status()
    print(f"published in {time.monotonic() - began:.1f} s: {answer.json()['bot']['live'] == run['model']}")
    running.processes()["bot"].kill()
    while not running.ready() or "bot" not in running.processes():
        await asyncio.sleep(0.5)
    served = (await client.get(TRAINING)).json()["bot"]["live"]
    print(f"served after the bot was killed: {'the published model' if served == run['model'] else served}")


if __name__ == "__main__":
    main()
