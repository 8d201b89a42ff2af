"""Agreed labels become sentences of the data: what may be written, and why the rest may not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assist_api.domain.data_care import CareRules, Refusal, Refused
from assist_api.runner import Runner
from assist_api.services import data_care
from assist_api.services.labels import Pending
from assist_api.services.people import Agent
from assist_api.teaching.admission import Admission
from assist_api.teaching.data_folder import DataFolder, Written
from nlu_data.dataset import Sentence
from nlu_data.restructuring import DataDraft


@dataclass(frozen=True)
class Judged:
    pending: Pending
    text: str  # as it would stand in the data
    refused: Refused | None

    @property
    def is_there(self) -> bool:
        """The data holds it already: the label is done with."""
        return self.refused is not None and self.refused.refusal is Refusal.THERE

    def plain(self) -> dict[str, Any]:
        said = {"id": self.pending.label_id, "text": self.text, "intent": self.pending.intent}
        return {**said, "by": self.pending.annotator, **(self.refused.plain() if self.refused else {})}


class Writer:
    def __init__(
        self,
        runner: Runner,
        folder: DataFolder,
        admission: Admission,
        rules: CareRules,
        clock: Callable[[], datetime],
    ) -> None:
        self._runner, self._folder, self._admission = runner, folder, admission
        self._rules, self._clock = rules, clock

    async def pending(self) -> dict[str, Any]:
        """What writing would do now: the sentences with their files' differences, and what is refused."""
        judged = await self._judged()
        draft = await self._drafted([one for one in judged if one.refused is None])
        return {
            "rows": [one.plain() for one in judged if one.refused is None],
            "refused": [one.plain() for one in judged if one.refused and not one.is_there],
            "files": [{"path": one.path, "diff": one.diff} for one in draft.files.changes],
        }

    async def write(self, trainer: Agent, label_ids: Collection[str] | None = None) -> dict[str, Any]:
        """`label_ids`: only these of them. What was refused stays a draft and is told again."""
        pending = await self._judged()
        judged = [one for one in pending if label_ids is None or one.pending.label_id in label_ids]
        fit = [one for one in judged if one.refused is None]
        written = await self._folder.write(await self._drafted(fit), trainer, _message(fit))
        done = _done_with(pending, {one.pending.label_id for one in fit})
        await self._runner.run(data_care.written, done, trainer, written.files, self._clock())
        return _told(written, len(fit), [one for one in judged if one.refused and not one.is_there])

    async def _judged(self) -> list[Judged]:
        pending = await self._runner.read(data_care.pending)
        texts = [self._rules.unmasked(one.text) for one in pending]
        sentences = [Sentence(one.intent, text) for one, text in zip(pending, texts, strict=True)]
        refused = await self._admission.judged(sentences)
        return [Judged(one, text, why) for one, text, why in zip(pending, texts, refused, strict=True)]

    async def _drafted(self, fit: Sequence[Judged]) -> DataDraft:
        draft = await self._folder.draft()
        for intent, texts in _by_intent(fit).items():
            draft.add(intent, texts)
        return draft


def _done_with(pending: Sequence[Judged], written: Collection[str]) -> list[str]:
    """Labels of messages that have no part left to write; a part that the data holds by now waits for the others."""
    left = {one.pending.item_id for one in pending if one.pending.label_id not in written and not one.is_there}
    return [one.pending.label_id for one in pending if one.pending.item_id not in left]


def _by_intent(fit: Sequence[Judged]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in fit:
        found.setdefault(one.pending.intent, []).append(one.text)
    return found


def _message(fit: Sequence[Judged]) -> str:
    """Of the commit."""
    counted = ", ".join(f"{len(texts)} of {intent}" for intent, texts in sorted(_by_intent(fit).items()))
    return f"nlu_data: Add {len(fit)} labelled sentences.\n\n{counted}"


def _told(written: Written, number: int, refused: Sequence[Judged]) -> dict[str, Any]:
    answer = {"written": number, "refused": [one.plain() for one in refused], "files": written.files}
    return {**answer, "commit": written.commit, "problem": written.problem}
