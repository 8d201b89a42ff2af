"""`python -m bench.chat`: what a turn costs through the whole stack, straight at the bot, and at stock `rasa run`.

Each way answers the same sentences, one after another: a *rule turn* is answered by a rule alone, an *action turn*
asks the shop's database. A conversation sends its next message when the last one is answered; 1, 8 and 32 run at once.
The CPU of a turn is what the processes used, divided by the turns; the load generator's own stands beside it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import psutil
from websockets.asyncio.client import ClientConnection, connect

from assist_api.auth import Tokens
from assist_api.settings import DEVELOPMENT_SECRET
from bench import stand
from bench.stand import ROOT, Stand

RULE = ("你好", "谢谢", "你是机器人吗", "再见")
ACTION = ("我的快递到哪了", "寄到江苏的运费多少钱", "查一下物流", "你们发什么快递", "订单现在什么状态", "浙江几天能到")
CONVERSATIONS = (1, 8, 32)
Talk = Callable[[str], Awaitable[None]]


@dataclass
class Result:
    way: str
    kind: str
    conversations: int
    times: list[float] = field(default_factory=list)
    seconds: float = 0.0
    cpu_ms: dict[str, float] = field(default_factory=dict)

    def row(self) -> str:
        milliseconds = [one * 1000 for one in self.times]
        p50, p95 = statistics.median(milliseconds), statistics.quantiles(milliseconds, n=20)[18]
        cpu = "  ".join(f"{name} {used:.1f}" for name, used in self.cpu_ms.items())
        rate = len(self.times) / self.seconds
        return f"{self.way:<12}{self.kind:<8}{self.conversations:>4}{rate:>9.1f}{p50:>9.1f}{p95:>9.1f}   {cpu}"

    @property
    def p50(self) -> float:
        return statistics.median(self.times) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=8.0, help="how long each cell is measured")
    chosen = parser.parse_args()
    unlimited = {"XIAOER_MESSAGES_PER_MINUTE": "1000000", "XIAOER_STARTS_PER_MINUTE": "100000"}
    with tempfile.TemporaryDirectory() as folder, stand.running(Path(folder), **unlimited) as running:
        asyncio.run(measure(running, chosen.seconds))


async def measure(running: Stand, seconds: float) -> None:
    print(f"{'way':<12}{'turn':<8}{'at once':>4}{'turns/s':>7}{'p50 ms':>9}{'p95 ms':>9}   CPU ms a turn")
    results = []
    whole, straight = partial_way(open_whole, running), partial_way(open_straight, running.bot_url)
    for way, opener in (("whole stack", whole), ("bot alone", straight)):
        results += [await cell(way, opener, running.processes(), *case, seconds) for case in cases()]
    results.append(await thinking(whole, running.processes()))
    print_memory(running.processes())
    with stock_rasa(running) as (url, processes):
        opener = partial_way(open_straight, url)
        results += [await cell("stock rasa", opener, processes, *case, seconds) for case in cases()]
        print_memory(processes)
    print_ratios(results)


def cases() -> list[tuple[str, Sequence[str], int]]:
    return [(kind, texts, count) for kind, texts in (("rule", RULE), ("action", ACTION)) for count in CONVERSATIONS]


Opener = Callable[[AsyncExitStack, int], Awaitable[Talk]]


def partial_way(opener: Callable[..., Awaitable[Talk]], target: Any) -> Opener:
    return lambda stack, number: opener(target, stack, number)


async def cell(
    way: str,
    opener: Opener,
    processes: dict[str, psutil.Process],
    kind: str,
    texts: Sequence[str],
    count: int,
    seconds: float,
    think_s: float = 0.0,
) -> Result:
    """One measurement: `count` conversations for `seconds`, after one unmeasured turn each."""
    result = Result(way, kind, count)
    async with AsyncExitStack() as stack:
        talks = [await opener(stack, number) for number in range(count)]
        await asyncio.gather(*(talk(texts[0]) for talk in talks))
        before, began = cpu_of(processes), time.perf_counter()
        loops = [converse(talk, texts, n, began + seconds, think_s, result.times) for n, talk in enumerate(talks)]
        await asyncio.gather(*loops)
        result.seconds = time.perf_counter() - began
        after = cpu_of(processes)
    result.cpu_ms = {name: (after[name] - before[name]) * 1000 / len(result.times) for name in after}
    print(result.row(), flush=True)
    return result


async def thinking(opener: Opener, processes: dict[str, psutil.Process]) -> Result:
    """Eight shoppers as they are: half their turns ask the database, two seconds of thought between turns."""
    mixed = [text for pair in zip(cycle(RULE), ACTION, strict=False) for text in pair]
    return await cell("whole stack", opener, processes, "thought", mixed, 8, 30.0, think_s=2.0)


async def converse(
    talk: Talk, texts: Sequence[str], number: int, until: float, think_s: float, times: list[float]
) -> None:
    for text in cycle([*texts[number % len(texts) :], *texts[: number % len(texts)]]):
        if time.perf_counter() > until:
            return
        began = time.perf_counter()
        await talk(text)
        times.append(time.perf_counter() - began)
        await asyncio.sleep(think_s)


_shoppers = iter(range(1001, 1133))  # a cell's conversations are new ones: the bot replays a conversation on every turn


async def open_whole(running: Stand, stack: AsyncExitStack, _number: int) -> Talk:
    """A shopper's widget: posts over HTTP, hears the answer over its socket."""
    http = await stack.enter_async_context(client(running.service_url))
    token = Tokens("tangli", DEVELOPMENT_SECRET).shopper(f"s{next(_shoppers)}", datetime.now(UTC), timedelta(hours=1))
    opened = (await http.post("/api/v1/chat/conversations", json={"shopper": token})).raise_for_status().json()
    path = f"/api/v1/chat/conversations/{opened['conversation_id']}/messages"
    headers = {"Authorization": f"Bearer {opened['visitor_token']}"}
    socket = await stack.enter_async_context(connect(running.service_url.replace("http", "ws") + "/api/v1/chat/ws"))
    await socket.send(json.dumps({"type": "hello", "token": opened["visitor_token"], "after": 10**9}))

    async def talk(text: str) -> None:
        body = {"client_id": uuid4().hex, "text": text}
        seq = (await http.post(path, json=body, headers=headers)).raise_for_status().json()["seq"]
        await answer_to(socket, seq)

    return talk


async def answer_to(socket: ClientConnection, seq: int) -> None:
    while True:
        frame = json.loads(await socket.recv())
        if frame["type"] == "state":
            raise RuntimeError("a conversation left the bot: this would measure something else")
        if frame["type"] == "message" and frame["seq"] > seq and frame["from"] == "bot":
            return


async def open_straight(url: str, stack: AsyncExitStack, number: int) -> Talk:
    """Rasa's REST channel, with the metadata that the service would send."""
    http = await stack.enter_async_context(client(url))
    sender = f"bench-{uuid4().hex}"

    async def talk(text: str) -> None:
        metadata = {"message_id": uuid4().hex, "shopper_id": f"s{1001 + number}", "page": None}
        body = {"sender": sender, "message": text, "metadata": metadata}
        answer = await http.post("/webhooks/rest/webhook", json=body)
        if not answer.raise_for_status().json():
            raise RuntimeError(f"the bot had no answer to {text!r}")

    return talk


@asynccontextmanager
async def client(url: str) -> Any:
    async with httpx.AsyncClient(base_url=url, timeout=60, trust_env=False) as http:
        yield http


@contextmanager
def stock_rasa(running: Stand) -> Iterator[tuple[str, dict[str, psutil.Process]]]:
    """`rasa run` with the same model, endpoints and action server."""
    port = stand.free_ports(1)[0]
    actions = running.environment["XIAOER_ACTIONS_PORT"]
    environment = {
        **running.environment,
        "XIAOER_ACTION_URL": f"http://127.0.0.1:{actions}/webhook",
        "XIAOER_TRACKER_DIALECT": "sqlite",
        "XIAOER_TRACKER_DB": str(running.folder / "stock.db"),
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_INTRA_OP_PARALLELISM_THREADS": "1",
        "TF_INTER_OP_PARALLELISM_THREADS": "1",
        "PYTHONPATH": str(ROOT),
    }
    command = [
        ".venv-bot/bin/rasa", "run", "--model", "var/models/bot", "--endpoints", "bot/endpoints.yml",
        "--credentials", "bot/credentials.yml", "--interface", "127.0.0.1", "--port", str(port), "--enable-api",
    ]  # fmt: skip
    log = (running.folder / "stock.log").open("wb")
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True)
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(url, process)
        yield url, {"bot": psutil.Process(process.pid), "actions": running.processes()["actions"]}
    finally:
        process.terminate()
        process.wait(30)
        log.close()


def wait_for(url: str, process: subprocess.Popen[bytes], within_s: float = 180) -> None:
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(f"{url}/status", timeout=2, trust_env=False).status_code == 200:
                return
        except httpx.HTTPError:
            pass  # not listening yet
        time.sleep(1)
    raise RuntimeError("stock rasa did not start")


def cpu_of(processes: dict[str, psutil.Process]) -> dict[str, float]:
    own = os.times()
    used = {name: sum(process.cpu_times()[:2]) for name, process in processes.items()}
    return {**used, "(load)": own.user + own.system}


def print_memory(processes: dict[str, psutil.Process]) -> None:
    resident = {name: process.memory_info().rss / 2**20 for name, process in processes.items()}
    print("memory, MB resident: " + ", ".join(f"{name} {size:.0f}" for name, size in resident.items()), flush=True)


def print_ratios(results: Sequence[Result]) -> None:
    """The whole stack and the stock server beside the bot alone, by the median time of a turn."""
    by_case = {(one.way, one.kind, one.conversations): one for one in results}
    for kind, _, count in cases():
        whole, alone, stock = (by_case[way, kind, count] for way in ("whole stack", "bot alone", "stock rasa"))
        print(
            f"{kind:<8}{count:>3} at once: whole stack {whole.p50 / alone.p50:.2f} times the bot alone "
            f"({whole.p50 - alone.p50:+.1f} ms), stock rasa {stock.p50 / alone.p50:.2f} times"
        )


if __name__ == "__main__":
    main()
