"""What trainers do with the bot's sentences, put together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from assist_api.adapters.bot import BotClient
from assist_api.domain.data_care import CareRules
from assist_api.runner import Runner
from assist_api.teaching.admission import Admission
from assist_api.teaching.aside import Aside
from assist_api.teaching.care import Carer
from assist_api.teaching.changes import Changer
from assist_api.teaching.data_folder import DataFolder
from assist_api.teaching.exam import Exam
from assist_api.teaching.text_vectors import TextVectors
from assist_api.teaching.writing import Writer


@dataclass(frozen=True)
class DataDesk:
    folder: DataFolder
    admission: Admission
    writer: Writer
    exam: Exam
    carer: Carer
    changer: Changer
    aside: Aside

    async def stop(self) -> None:
        await self.carer.stop()
        self.aside.stop()


def open_data_desk(
    runner: Runner,
    folder: DataFolder,
    vectors: TextVectors,
    bot: BotClient,
    rules: CareRules,
    places: tuple[Path, Path],
    clock: Callable[[], datetime],
) -> DataDesk:
    """`places`: the folder of the product, and the file that keeps the last look over a restart."""
    home, kept = places
    admission, aside = Admission(folder, vectors, rules), Aside()
    return DataDesk(
        folder,
        admission,
        Writer(runner, folder, admission, rules, clock),
        Exam(runner, folder, admission, bot, clock),
        Carer(runner, folder, vectors, aside, rules, kept, clock),
        Changer(runner, folder, vectors, aside, home, clock),
        aside,
    )
