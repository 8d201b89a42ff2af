"""Care of the data: numbers of each intent at once, lists of what does harm from a look in the background."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from statistics import median
from typing import Any

from anyio import to_thread

from assist_api.domain.data_care import Balance, CareRules, flags
from assist_api.errors import XiaoerError
from assist_api.runner import Runner
from assist_api.services import care_verdicts
from assist_api.services.people import Agent
from assist_api.teaching.aside import Aside
from assist_api.teaching.data_folder import Data, DataFolder
from assist_api.teaching.looking import Close, Contradicted, Look, Said, enough, look
from assist_api.teaching.text_vectors import TextVectors
from nlu_data import report
from nlu_data.validate import LEAST_TAUGHT, least_sentences

log = logging.getLogger(__name__)


class State(StrEnum):
    NEVER = "never"  # looked at
    RUNNING = "running"
    FRESH = "fresh"
    OLD = "old"  # the data has changed since
    FAILED = "failed"


class Stopped(Exception):
    """The service ends while a look is taken."""


class Carer:
    def __init__(
        self,
        runner: Runner,
        folder: DataFolder,
        vectors: TextVectors,
        aside: Aside,
        rules: CareRules,
        kept: Path,
        clock: Callable[[], datetime],
    ) -> None:
        """`kept`: the file that holds the last look over a restart."""
        self._runner, self._folder, self._vectors = runner, folder, vectors
        self._aside, self._rules, self._kept, self._clock = aside, rules, kept, clock
        self._look: Look | None = None
        self._looking: asyncio.Task[None] | None = None
        self._done = 0.0
        self._failed = self._stopping = False

    async def overview(self) -> dict[str, Any]:
        """Every intent in numbers, and how the last look stands to the data."""
        data, last = await self._folder.read(), await self._last()
        rows = await to_thread.run_sync(_rows, data, last, self._rules)
        return {"rows": rows, "train": len(data.train), "exam": len(data.exam), "look": self._told(data, last)}

    async def lists(self) -> dict[str, Any]:
        """What two intents share and what contradicts itself; without what a trainer has found right."""
        data, last = await self._folder.read(), await self._last()
        settled = await self._runner.read(care_verdicts.keys)
        standing = {Said(one.text, one.intent) for one in data.train}
        close = [one for one in (last.close if last else ()) if {one.one, one.other} <= standing]
        doubted = [one for one in (last.contradicted if last else ()) if one.sentence in standing]
        return {
            "look": self._told(data, last),
            "close": self._listed([(one.key, _close(one)) for one in close], settled),
            "contradicted": self._listed([(one.key, _doubted(one)) for one in doubted], settled),
        }

    async def look(self) -> dict[str, Any]:
        """Begin a look where none is being taken. It goes on by itself."""
        data = await self._folder.read()
        if self._looking is None or self._looking.done():
            self._done, self._failed = 0.0, False
            self._looking = asyncio.create_task(self._take(data))
        return self._told(data, await self._last())

    async def settle(self, trainer: Agent, key: str) -> None:
        """What stands there is right: it is listed no more."""
        await self._runner.run(care_verdicts.settle, key, trainer, self._clock())

    async def stop(self) -> None:
        self._stopping = True
        if self._looking:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)

    async def _take(self, data: Data) -> None:
        try:
            vectors = await self._vectors.of_training([one.plain for one in data.train])
            if enough(data.train):
                self._look = await self._aside.run(look, data.stamp, data.train, vectors, self._rules, self._tell)
                await to_thread.run_sync(_keep, self._kept, self._look)
        except (XiaoerError, ValueError, OSError):
            self._failed = True
            log.exception("care.look_failed")

    def _tell(self, share: float) -> None:
        if self._stopping:
            raise Stopped
        self._done = share

    def _told(self, data: Data, last: Look | None) -> dict[str, Any]:
        return {"state": self._state(data, last).value, "done": round(self._done, 2)}

    def _state(self, data: Data, last: Look | None) -> State:
        if self._looking and not self._looking.done():
            return State.RUNNING
        if self._failed:
            return State.FAILED
        if last is None:
            return State.NEVER
        return State.FRESH if last.stamp == data.stamp else State.OLD

    async def _last(self) -> Look | None:
        if self._look is None:
            self._look = await to_thread.run_sync(_kept, self._kept)
        return self._look

    def _listed(self, rows: Sequence[tuple[str, dict[str, Any]]], settled: set[str]) -> dict[str, Any]:
        left = [{"key": key, **row} for key, row in rows if key not in settled]
        return {"rows": left[: self._rules.shown], "found": len(left)}


def _rows(data: Data, last: Look | None, rules: CareRules) -> list[dict[str, Any]]:
    train, exam = Counter(one.intent for one in data.train), Counter(one.intent for one in data.exam)
    middle = median(train[name] for name in data.catalogue) if data.catalogue else 0
    counted = {row.intent: row for row in report.rows_of(data.catalogue, data.train, data.exam)}
    repeated, understood = (last.repeated, last.understood) if last else ({}, {})
    rows = []
    for one in data.catalogue.values():
        least = LEAST_TAUGHT if one.taught else least_sentences(one.name)
        balance = Balance(train[one.name], exam[one.name], least, repeated.get(one.name), understood.get(one.name))
        rows.append(
            {
                "name": one.name,
                "zh": one.zh,
                "skill": one.skill,
                "means": one.means,
                "train": balance.train,
                "exam": balance.exam,
                "least": least,
                "repeated": balance.repeated,
                "understood": balance.understood,
                "length": round(counted[one.name].characters, 1),
                "variety": round(counted[one.name].variety, 2),
                "flags": [flag.value for flag in flags(balance, middle, rules)],
            }
        )
    return rows


def _close(one: Close) -> dict[str, Any]:
    return {"one": _said(one.one), "other": _said(one.other), "likeness": one.likeness}


def _doubted(one: Contradicted) -> dict[str, Any]:
    said = {"says": one.says, "confidence": one.confidence, "near": [_said(near) for near in one.near]}
    return {**_said(one.sentence), **said}


def _said(one: Said) -> Mapping[str, str]:
    return {"text": one.text, "intent": one.intent}


def _kept(file: Path) -> Look | None:
    return Look.of(json.loads(file.read_text("utf-8"))) if file.exists() else None


def _keep(file: Path, last: Look) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".new")
    beside.write_text(json.dumps(last.plain(), ensure_ascii=False), encoding="utf-8")
    beside.replace(file)
