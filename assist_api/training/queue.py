"""Runs the trainings that were asked for, one after the other, and writes down how far each is."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import shutil
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from assist_api.domain.training import Progress, Stage, not_in_order, progress_of
from assist_api.periodic import Periodic
from assist_api.runner import Runner
from assist_api.services import training
from assist_api.training.worker import Failed, Limits, Stopped, Worker

LOOKED_FOR_EVERY_S = 3.0
FOLDERS_KEPT = 20  # of runs: their data, for a look at what a model was trained from
COPIED = ("train", "test", "shared", "intents.yml", "known_failures.yml")


@dataclass(frozen=True)
class Commands:
    """`check`, of a copy of the data, prints a line for each thing that is wrong with it; `train` makes the model.

    `train`, of a copy of the data, the score card to be written, and the live model or "".
    """

    check: Callable[[Path], Sequence[str]]
    train: Callable[[Path, Path, str], Sequence[str]]


class TrainingQueue:
    def __init__(
        self,
        runner: Runner,
        clock: Callable[[], datetime],
        data: Path,
        folder: Path,
        models: Path,
        commands: Commands,
        pin: Callable[[], Awaitable[str]],
        limits: Limits,
    ) -> None:
        """`folder`: one below it for each run. `models`: where their models lie. `pin` names the live model and keeps a
        restart from changing it."""
        self._runner, self._clock, self._data = runner, clock, data
        self._folder, self._models = folder, models
        self._commands, self._pin, self._limits = commands, pin, limits
        self._name = f"{os.uname().nodename}:{os.getpid()}:{secrets.token_hex(4)}"
        self._asked = asyncio.Event()
        self._jobs = Periodic("training")

    def start(self) -> None:
        self._jobs.again(self.next, self._rest)

    async def stop(self) -> None:
        """What runs is ended, and said to be interrupted."""
        await self._jobs.stop()

    def wake(self) -> None:
        """A training was asked for."""
        self._asked.set()

    async def next(self) -> None:
        """The oldest that waits, to its end."""
        run_id = await self._runner.run(training.claim, self._name, self._clock())
        if run_id is None:
            return
        problem = training.INTERRUPTED
        try:
            card = await self._trained(run_id)
            await self._runner.run(training.finish, run_id, card, self._clock())
        except Stopped:
            await self._runner.run(training.stopped, run_id, self._clock())
        except Failed as failed:
            problem = str(failed)
        except OSError as error:  # the data is gone, or the disk is full
            problem = f"训练无法进行：{error}"
        finally:
            # A run that has ended above stays as it is; shielded, since the service may be stopping.
            await asyncio.shield(self._runner.run(training.fail, run_id, problem, self._clock()))
            self._asked.set()

    async def _trained(self, run_id: str) -> dict[str, Any]:
        place = self._folder / run_id

        async def tell(lines: list[str]) -> bool:
            told = [found for line in lines if (found := progress_of(line))]
            said = [line for line in lines if progress_of(line) is None]
            return await self._tell(run_id, told[-1] if told else None, said)

        await self._tell(run_id, Progress(Stage.COPY), [])
        await asyncio.to_thread(copy_data, self._data, place / "data")
        await self._check(run_id, place)
        command = self._commands.train(place / "data", place / "card.json", await self._pin())
        await Worker(command, place, self._limits).run(tell)
        await asyncio.to_thread(_tidy, self._folder, self._models, await self._runner.read(training.spare_models))
        card: dict[str, Any] = json.loads((place / "card.json").read_text("utf8"))
        return card

    async def _check(self, run_id: str, place: Path) -> None:
        """Nothing is trained on data that is not in order, so that nothing of it goes live. Raises Failed with why."""
        wrong: list[str] = []

        async def tell(lines: list[str]) -> bool:
            wrong.extend(lines)
            return await self._tell(run_id, None, lines)

        await Worker(self._commands.check(place / "data"), place, self._limits).run(tell)
        if wrong:
            raise Failed(not_in_order(wrong))

    async def _tell(self, run_id: str, progress: Progress | None, lines: list[str]) -> bool:
        return await self._runner.run(training.tell, run_id, self._name, progress, lines, self._clock())

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self._asked.wait(), LOOKED_FOR_EVERY_S)
        except TimeoutError:  # another process may have taken the wish
            return
        self._asked.clear()


def copy_data(data: Path, copy: Path) -> None:
    """What a training reads; nobody changes it under its hands."""
    copy.mkdir(parents=True, exist_ok=True)
    for name in COPIED:
        source = data / name
        if source.is_dir():
            shutil.copytree(source, copy / name, dirs_exist_ok=True)
        elif source.exists():
            shutil.copy(source, copy / name)


def _tidy(folder: Path, models: Path, spare: Sequence[str]) -> None:
    for model in spare:
        (models / model).unlink(missing_ok=True)
    runs = sorted((path for path in folder.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime)
    for old in runs[:-FOLDERS_KEPT]:
        shutil.rmtree(old)
