"""The live bot while another one is trained: `.venv/bin/python -m bench.training`. One training, on a private copy.

Shoppers ask as in bench.publishing, first beside nothing, then beside a training that a trainer asked for on the page;
at the end the new model is published under the same load, the bot is killed, and what it serves after that is told.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx

from assist_api.adapters.bot import BotClient
from bench import stand
from bench.publishing import SHOPPERS, Load, told
from bench.stand import Stand

QUIET_S = 30.0
NEW_SENTENCE = "    - 能不能帮我把尾款一起付了\n"
TRAINING = "/api/v1/trainer/training"


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = folder / "nlu_data"
        shutil.copytree(stand.ROOT / "nlu_data", data)
        with (data / "train" / "orders" / "place_order_help.yml").open("a", encoding="utf-8") as file:
            file.write(NEW_SENTENCE)
        with stand.running(folder, XIAOER_NLU_DATA=str(data)) as running:
            asyncio.run(measure(running))


async def measure(running: Stand) -> None:
    bot, load = BotClient(running.bot_url, 4.0), Load()
    shoppers = [asyncio.create_task(load.shopper(bot, f"bench-{number}")) for number in range(SHOPPERS)]
    async with httpx.AsyncClient(base_url=running.service_url, timeout=60, trust_env=False) as client:
        client.headers["authorization"] = f"Bearer {await _token(client, running.staff('reviewer'))}"
        await asyncio.sleep(QUIET_S)
        load.busy = True
        run = await _trained(client)
        load.busy = False
        print(f"trained in {run['took_s']:.0f} s: {run['state']} {run['problem']}")
        if run["state"] == "done":
            await _published(client, running, run)
    for shopper in shoppers:
        shopper.cancel()
    await asyncio.gather(*shoppers, return_exceptions=True)
    await bot.close()
    print("\n".join(told(load, "while a model is trained")))


async def _token(client: httpx.AsyncClient, who: dict[str, Any]) -> str:
    made = await client.post("/api/v1/desk/session", json={"name": who["name"], "password": who["password"]})
    return str(made.json()["token"])


async def _trained(client: httpx.AsyncClient) -> dict[str, Any]:
    began = time.monotonic()
    run: dict[str, Any] = (await client.post(f"{TRAINING}/runs", json={"why": "bench"})).json()
    while run["state"] in ("queued", "running"):
        params = {"after": run["revision"], "wait": 20}
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
