"""Finds clusters among the inbox's messages when a trainer asks for it, beside the requests and slowing none."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from assist_api.adapters.knowledge import KnowledgeReader
from assist_api.adapters.pinyin import syllables
from assist_api.domain.clusters import Cluster, ClusterRules, Stage
from assist_api.domain.teaching import Weights
from assist_api.runner import Runner
from assist_api.services import clusters
from assist_api.services.clusters import Material
from assist_api.services.people import Agent
from assist_api.training.worker import Failed, Limits, Stopped, Worker

log = logging.getLogger(__name__)

WORKER = "assist_api.teaching.cluster_worker"
INTERRUPTED = "整理中断了：服务停止或重启过，请再整理一次。"
BROKEN = "整理时出了点问题，我们已经记录，请稍后再试。"
PLACED_AT_ONCE = 1_000  # messages: one write holds up the others for some tens of milliseconds
MOST_S = 600.0
NAME_LIMIT = 40
ASKED, SHOWN = 3, 5  # messages that the knowledge base is asked, entries that it tells


@dataclass(frozen=True)
class Found:
    clusters: list[Cluster]
    memory_mb: int


class Discovery:
    def __init__(
        self,
        runner: Runner,
        knowledge: KnowledgeReader,
        rules: ClusterRules,
        weights: Weights,
        folder: Path,
        clock: Callable[[], datetime],
    ) -> None:
        """`folder`: one below it for each run, gone when it ends."""
        self._runner, self._knowledge, self._rules, self._weights = runner, knowledge, rules, weights
        self._folder, self._clock = folder, clock
        self.tasks: set[asyncio.Task[None]] = set()

    async def start(self, agent: Agent) -> None:
        """Begin a run. Raises ClusteringRuns, in whichever process it runs, and NothingToCluster."""
        run_id = await self._runner.run(clusters.begin, agent, self._clock())
        task = asyncio.create_task(self._run(run_id))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def cancel(self) -> None:
        await self._runner.run(clusters.cancel, self._clock())

    async def entries_near(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        """The knowledge entries that answer these messages best, however badly: what they may become variants of."""
        best: dict[str, dict[str, Any]] = {}
        for text in texts[:ASKED]:
            for hit in await self._knowledge.search(text, SHOWN, self._clock(), least=0.0):
                told = {"id": hit.id, "question": hit.question, "confidence": hit.confidence}
                best[hit.id] = max(told, best.get(hit.id, told), key=lambda one: float(one["confidence"]))
        return sorted(best.values(), key=lambda one: -float(one["confidence"]))[:SHOWN]

    async def stop(self) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    async def _run(self, run_id: str) -> None:
        problem = INTERRUPTED
        place = (self._folder / run_id).absolute()
        try:
            await self._find(run_id, place)
        except Stopped:
            log.info("clusters.cancelled run=%s", run_id)
        except Failed as failed:
            problem = str(failed)
        except Exception:  # nobody waits for this task: what broke is told on the page
            log.exception("clusters.failed run=%s", run_id)
            problem = BROKEN
        finally:
            # A run that has ended stays as it is; shielded, since the service may be stopping.
            await asyncio.shield(self._runner.run(clusters.fail, run_id, problem, self._clock()))
            await asyncio.shield(asyncio.to_thread(shutil.rmtree, place, ignore_errors=True))

    async def _find(self, run_id: str, place: Path) -> None:
        given = await self._runner.read(clusters.material)
        await asyncio.to_thread(_write, given, self._rules, place)
        await self._compute(run_id, place)
        found = await asyncio.to_thread(_read, place)
        aside = await self._runner.read(clusters.put_aside_before)
        first = await self._runner.read(clusters.first_number)
        numbered = dict(enumerate(found.clusters, first))
        await self._place(run_id, given.ids, numbered)
        told = (numbered, aside, len(given.ids), found.memory_mb, self._clock())
        if not await self._runner.run(clusters.keep, run_id, *told):
            raise Stopped

    async def _compute(self, run_id: str, place: Path) -> None:
        stage, done = Stage.READ, 0.0

        async def tell(lines: list[str]) -> bool:
            nonlocal stage, done
            for line in lines:
                if line.startswith(">> "):
                    said = json.loads(line[3:])
                    stage, done = Stage(said["stage"]), float(said["done"])
            return await self._runner.run(clusters.note, run_id, stage, done, self._clock())

        limits = Limits(self._rules.memory_mb, MOST_S, "整理", niceness=0)  # somebody waits for it
        await Worker((sys.executable, "-m", WORKER, str(place)), place, limits).run(tell)

    async def _place(self, run_id: str, looked_at: list[str], numbered: Mapping[int, Cluster]) -> None:
        """Some at a time, so that shoppers' messages are stored in between."""
        batches = list(_batches(looked_at, numbered))
        for number, batch in enumerate(batches):
            await self._runner.run(clusters.place, batch, self._weights)
            done = 0.85 + 0.15 * (number + 1) / len(batches)
            if not await self._runner.run(clusters.note, run_id, Stage.KEEP, done, self._clock()):
                raise Stopped


def suggested(keywords: Sequence[str], entries: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """What a trainer may call it: by its words, among the intents and entries that the nearest entry is of."""
    words = [word for word in keywords[:2] if word]
    sound = "_".join(part for word in words for part in syllables(word) if re.fullmatch("[a-z0-9]+", part))
    name = f"ask_{sound}"[:NAME_LIMIT].rstrip("_")
    topic = str(entries[0]["id"]).partition(".")[0] if entries else "service"
    return {"name": name, "zh": "".join(words), "skill": "service", "topic": topic, "entry_id": f"{topic}.{name}"}


def _batches(looked_at: list[str], numbered: Mapping[int, Cluster]) -> Iterator[dict[str, int | None]]:
    """Each cluster whole: its size is counted where it is placed."""
    batch: dict[str, int | None] = {}
    for number, cluster in numbered.items():
        batch |= dict.fromkeys(cluster.members, number)
        if len(batch) >= PLACED_AT_ONCE:
            yield batch
            batch = {}
    grouped = {item for cluster in numbered.values() for item in cluster.members}
    for item in looked_at:
        if item not in grouped:
            batch[item] = None
        if len(batch) >= PLACED_AT_ONCE:
            yield batch
            batch = {}
    if batch:
        yield batch


def _write(given: Material, rules: ClusterRules, place: Path) -> None:
    place.mkdir(parents=True)
    told: dict[str, Any] = {"ids": given.ids, "texts": given.texts, "rules": asdict(rules)}
    (place / "messages.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf8")
    (place / "vectors.f16").write_bytes(given.vectors)


def _read(place: Path) -> Found:
    told = json.loads((place / "found.json").read_text("utf8"))
    clusters_found = [
        Cluster(tuple(one["members"]), tuple(one["keywords"]), one["density"]) for one in told["clusters"]
    ]
    return Found(clusters_found, told["memory_mb"])
