"""`python -m bench.clusters [FILE]`: a file of messages grouped as the trainer desk groups its inbox.

Measured: the whole run through a database of its own (read, grouped in a process of its own, kept), how long its
longest write holds up the others, what the process holds in memory, and how much of the file was put into clusters.
With `--labelled`, a file of messages with intents that others have given: how well the clusters agree with those.
Without FILE both come from the folder that XIAOER_EVAL_DATA names. Messages are encoded as the inbox does when they
come in; that is timed apart, and kept in `var/cache` for the next time.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import hashlib
import logging
import os
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from sqlalchemy import Connection, Engine, event

from assist_api.domain.clusters import ClusterRules, State
from assist_api.domain.inbox import Line, of_line
from assist_api.domain.teaching import TeachingRules
from assist_api.hub.memory import MemoryHub
from assist_api.runner import Runner
from assist_api.services import clusters, inbox_filling
from assist_api.services.inbox_filling import Placed
from assist_api.services.people import Agent
from assist_api.store import clusters as store
from assist_api.store.engine import open_engine
from assist_api.store.migrate import migrate
from assist_api.store.unit_of_work import in_transaction, reading
from assist_api.teaching.cluster_worker import clusters_of, cutter
from assist_api.teaching.clusters import Halves
from assist_api.teaching.discovery import Discovery
from knowledge_base.encoder import open_encoder

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "var" / "cache"
AT_ONCE = 2_000
STREAM, LABELLED = "taobao_stream.tsv", "jd_intent_dev.tsv"
BENCH = Agent("bench", "bench", ("trainer",))


@dataclass(frozen=True)
class Message:
    text: str
    intent: str = ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "file", type=Path, nargs="?", help="a line of names with `text` among them, then a message a line"
    )
    parser.add_argument("--lines", type=int, default=50_000)
    parser.add_argument("--labelled", type=Path, help="the same with a second column, the intent")
    wanted = parser.parse_args()
    folder = os.environ.get("XIAOER_EVAL_DATA")
    if not wanted.file and not folder:
        print("Skipped: XIAOER_EVAL_DATA names no folder of real messages.")
        return
    file = wanted.file or Path(folder or "") / STREAM
    labelled = wanted.labelled or (None if wanted.file else Path(folder or "") / LABELLED)
    logging.disable(logging.INFO)
    rules = tomllib.loads((ROOT / "assist_api/teaching.toml").read_text("utf-8"))
    asyncio.run(_whole_run(_read(file)[: wanted.lines], rules))
    if labelled:
        _agreement(_read(labelled), ClusterRules.of(rules["clusters"]))


def _read(file: Path) -> list[Message]:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        return [Message(row[0], row[1] if len(row) > 1 else "") for row in rows if row and row[0].strip()]


async def _whole_run(messages: Sequence[Message], table: dict[str, Any]) -> None:
    weights = TeachingRules.of(table).weights
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/bench.db")
        migrate(engine)
        _fill(engine, messages, table)
        longest = _watch(engine)
        runner = Runner(engine, MemoryHub())
        rules, place = ClusterRules.of(table["clusters"]), Path(folder) / "clusters"
        discovery = Discovery(runner, None, rules, weights, place, lambda: datetime.now(UTC))  # type: ignore[arg-type]
        began, used = time.perf_counter(), _cpu_s()
        await discovery.start(BENCH)
        await asyncio.gather(*discovery.tasks)
        wall, cpu = time.perf_counter() - began, _cpu_s() - used
        _tell(engine, wall, cpu, max(longest))
        engine.dispose()


def _fill(engine: Engine, messages: Sequence[Message], table: dict[str, Any]) -> None:
    weights, now = TeachingRules.of(table).weights, datetime.now(UTC)
    lines = [Line(f"bench:{at}", one.text, now) for at, one in enumerate(messages)]
    for start in range(0, len(lines), AT_ONCE):
        in_transaction(engine, inbox_filling.import_lines, lines[start : start + AT_ONCE], weights)
    heads = {draft.key: draft for draft in reversed([of_line(line) for line in lines])}
    drafts = list(heads.values())
    vectors = _encoded([one.text for one in drafts])
    placed = [Placed(one.id, vector.tobytes(), None, None, None) for one, vector in zip(drafts, vectors, strict=True)]
    for start in range(0, len(placed), AT_ONCE):
        in_transaction(engine, inbox_filling.place, placed[start : start + AT_ONCE], weights)
    print(f"{len(lines)} messages, {len(drafts)} different ones")


def _encoded(texts: Sequence[str]) -> Halves:
    encoder = open_encoder(threads=psutil.cpu_count() or 1)
    named = hashlib.sha256("\n".join([encoder.fingerprint, *texts]).encode()).hexdigest()[:16]
    file = KEPT / f"bench_clusters_{named}.npy"
    if not file.exists():
        began, used = time.perf_counter(), time.process_time()
        vectors = encoder.encode(texts).astype(np.float16)
        wall, cpu = time.perf_counter() - began, time.process_time() - used
        print(f"encoded {len(texts)}: {wall:.0f} s, {cpu:.0f} s of CPU")
        KEPT.mkdir(parents=True, exist_ok=True)
        np.save(file, vectors)
    kept: Halves = np.load(file)
    return kept


def _watch(engine: Engine) -> list[float]:
    """How long each transaction that may write has lasted, in seconds: as long as others wait for it."""
    held: list[float] = [0.0]
    began: dict[int, float] = {}

    def begin(connection: Connection) -> None:
        began[id(connection)] = time.perf_counter()

    def commit(connection: Connection) -> None:
        if not connection.get_execution_options().get("reading"):
            held.append(time.perf_counter() - began[id(connection)])

    event.listen(engine, "begin", begin)
    event.listen(engine, "commit", commit)
    return held


def _cpu_s() -> float:
    """Of this process and of those that it has waited for."""
    used = psutil.Process().cpu_times()
    return used.user + used.system + used.children_user + used.children_system


def _tell(engine: Engine, wall: float, cpu: float, longest: float) -> None:
    run = reading(engine, lambda unit: store.last_run(unit.connection))
    assert run, "there is no run"
    print(
        f"grouped: {run['state']} in {wall:.1f} s, {cpu:.1f} s of CPU, {run['memory_mb']} MB of the computing process"
    )
    print(f"service: {psutil.Process().memory_info().rss / 1e6:.0f} MB; longest write {longest * 1000:.0f} ms")
    share = 1 - run["loose"] / max(run["items"], 1)
    print(f"{run['clusters']} clusters hold {share:.1%} of {run['items']} messages")
    shown = reading(engine, clusters.listed, State.OPEN, "", None)["rows"]
    for row in shown[:20]:
        print(f"{row['messages']:>7}  {row['density']:.2f}  {' '.join(row['keywords'])}")


def _agreement(messages: Sequence[Message], rules: ClusterRules) -> None:
    """Purity: the share of a cluster's messages whose intent is the cluster's most frequent one."""
    ids, texts = [str(at) for at in range(len(messages))], [one.text for one in messages]
    cut = cutter(KEPT)
    found = clusters_of(ids, texts, _encoded(texts), rules, cut, lambda stage, share: None)
    counts = [Counter(messages[int(item)].intent for item in one.members) for one in found]
    inside = sum(map(Counter.total, counts))
    pure = sum(count.most_common(1)[0][1] for count in counts) / max(inside, 1)
    met = len({count.most_common(1)[0][0] for count in counts})
    known = len({one.intent for one in messages})
    print(f"labelled: {len(found)} clusters hold {inside / len(messages):.1%} of {len(messages)} messages")
    print(f"purity {pure:.3f}; {met} of {known} intents lead a cluster; {_by_chance(messages):.3f} if drawn by chance")


def _by_chance(messages: Sequence[Message]) -> float:
    """The purity of one cluster of everything."""
    return Counter(one.intent for one in messages).most_common(1)[0][1] / len(messages)


if __name__ == "__main__":
    main()
