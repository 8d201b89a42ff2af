"""A model goes live, or the one before it again: checked, loaded beside the live one, switched, written down."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from assist_api.adapters.bot_models import BotModels, Loaded
from assist_api.domain.training import Kind, Outcome
from assist_api.errors import BotUnavailable, ModelNotFound, ModelRefused, XiaoerError
from assist_api.runner import Runner
from assist_api.services import publications
from assist_api.services.people import Agent
from assist_api.services.publications import Wanted

CHANGED = "模型文件和训练时的不一样，为安全起见没有上线，请重新训练。"


class Publisher:
    def __init__(self, runner: Runner, models: BotModels, folder: Path, clock: Callable[[], datetime]) -> None:
        """`folder`: where trainings put their models."""
        self.models = models
        self._runner, self._folder, self._clock = runner, folder, clock
        self._switching = asyncio.Lock()

    async def publish(self, run_id: str, agent: Agent, why: str) -> Loaded:
        return await self._live(await self._runner.read(publications.of_run, run_id), Kind.PUBLISH, agent, why)

    async def roll_back(self, agent: Agent, why: str, publication_id: str | None = None) -> Loaded:
        """To the model before the live one, or to that of an earlier publication."""
        if publication_id:
            wanted = await self._runner.read(publications.of_publication, publication_id)
        else:
            live = (await self.models.told()).live
            wanted = await self._runner.read(publications.before, live)
        return await self._live(wanted, Kind.ROLLBACK, agent, why)

    async def load(self, run_id: str) -> str:
        """A candidate beside the live one, to be tried out: `metadata.model` of a turn names it."""
        wanted = await self._runner.read(publications.of_run, run_id)
        await self._check(wanted)
        await self.models.load(wanted.model)
        return wanted.model

    async def pin(self) -> str:
        """The live model, from now on served after a restart, too; empty where the bot cannot be asked."""
        try:
            return (await self.models.pin()).live
        except (BotUnavailable, ModelRefused):
            return ""

    async def _live(self, wanted: Wanted, kind: Kind, agent: Agent, why: str) -> Loaded:
        async with self._switching:
            previous = (await self.models.told()).live
            if previous == wanted.model:
                raise ModelRefused("这个模型已经在线上了。")
            written = (wanted, kind, previous, agent, why, self._clock())
            publication_id = await self._runner.run(publications.begin, *written)
            try:
                await self._check(wanted)
                loaded = await self.models.publish(wanted.model)
            except XiaoerError as error:
                await self._end(publication_id, Outcome.FAILED, str(error))
                raise
            await self._end(publication_id, Outcome.DONE)
            return loaded

    async def _end(self, publication_id: str, outcome: Outcome, problem: str = "") -> None:
        await self._runner.run(publications.end, publication_id, outcome, self._clock(), problem)

    async def _check(self, wanted: Wanted) -> None:
        """Loading a model can run code: only the file that the training made is loaded under its name."""
        if wanted.sha256 and await asyncio.to_thread(_sha256, self._folder / wanted.model) != wanted.sha256:
            raise ModelRefused(CHANGED)


def _sha256(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except FileNotFoundError as error:
        raise ModelNotFound from error
