"""The exam: sentences that measure the bot and that it never learns. Only a reviewer makes it grow."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from anyio import to_thread

from assist_api.adapters.bot import BotClient
from assist_api.domain.data_care import WHY
from assist_api.errors import BotUnavailable, ExamRefused, FailureNotFound
from assist_api.runner import Runner
from assist_api.services import data_care
from assist_api.services.people import Agent
from assist_api.teaching.admission import Admission, known_failures
from assist_api.teaching.data_folder import DataFolder
from nlu_data.dataset import Sentence
from nlu_data.near_copies import normalised

ASKED_AT_ONCE = 2  # questions to the bot side by side: shoppers come first
MOST_SHOWN = 500


class Exam:
    def __init__(
        self, runner: Runner, folder: DataFolder, admission: Admission, bot: BotClient, clock: Callable[[], datetime]
    ) -> None:
        self._runner, self._folder, self._admission = runner, folder, admission
        self._bot, self._clock = bot, clock
        self._room = asyncio.Semaphore(ASKED_AT_ONCE)

    async def overview(self) -> dict[str, Any]:
        """How many sentences of each intent; not which, since whoever reads them cannot teach unbiased."""
        data = await self._folder.read()
        exam, train = Counter(one.intent for one in data.exam), Counter(one.intent for one in data.train)
        rows = [
            {"name": one.name, "zh": one.zh, "skill": one.skill, "exam": exam[one.name], "train": train[one.name]}
            for one in data.catalogue.values()
        ]
        failures = await to_thread.run_sync(known_failures, self._folder.root)
        return {"rows": rows, "exam": len(data.exam), "train": len(data.train), "failures": len(failures)}

    async def sentences(self, intent: str | None, typed: str) -> dict[str, Any]:
        """Of an intent, or of all; those that hold what was typed."""
        data = await self._folder.read()
        wanted = normalised(typed) if typed.strip() else ""
        found = [one for one in data.exam if intent in (None, one.intent) and wanted in normalised(one.plain)]
        rows = [{"text": one.text, "intent": one.intent} for one in found[:MOST_SHOWN]]
        return {"rows": rows, "found": len(found)}

    async def add(self, reviewer: Agent, intent: str, texts: Sequence[str]) -> dict[str, Any]:
        """Those that may be in the exam; the others are told with their reason."""
        sentences = [Sentence(intent, text.strip(), "test") for text in texts if text.strip()]
        judged = list(zip(sentences, await self._admission.judged(sentences), strict=True))
        fit = [one.text for one, refused in judged if refused is None]
        if fit:
            draft = await self._folder.draft()
            draft.add(intent, fit, "test")
            written = await self._folder.write(draft, reviewer, f"nlu_data: Add {len(fit)} exam sentences of {intent}.")
            await self._runner.run(data_care.changed, reviewer, "grow_exam", written.files, self._clock())
        refused = [{"text": one.text, **why.plain()} for one, why in judged if why]
        return {"added": fit, "refused": refused}

    async def failures(self) -> dict[str, Any]:
        """Each with what the live bot says now: one that it gets right is mended. None where it does not answer."""
        known = await to_thread.run_sync(known_failures, self._folder.root)
        now = await asyncio.gather(*(self._says(one["text"]) for one in known))
        rows = [{**one, "now": said, "mended": said == one["right"]} for one, said in zip(known, now, strict=True)]
        return {"rows": rows}

    async def add_failure(self, reviewer: Agent, text: str, right: str) -> dict[str, Any]:
        """The bot must fail now; a sentence that it gets right belongs into the exam."""
        text = text.strip()
        await self._refuse(Sentence(right, text, "test"))
        says = await self._answered(text)
        if says == right:
            raise ExamRefused("这句话机器人已经答对了，不算已知答错，可以直接放进考卷。")
        draft = await self._folder.draft()
        draft.add_failure(text, right, says)
        await self._write(
            draft, reviewer, "add_known_failure", f"nlu_data: Keep a sentence of {right} as known to fail."
        )
        return {"text": text, "right": right, "says": says, "now": says, "mended": False}

    async def mend(self, reviewer: Agent, text: str) -> dict[str, Any]:
        """A known failure that the bot gets right moves into the exam, where it stays right."""
        failure = await self._failure(text)
        if await self._answered(text) != failure["right"]:
            raise ExamRefused("机器人还是答错这句话，先留在清单里。")
        draft = await self._folder.draft()
        draft.drop_failure(text)
        draft.add(failure["right"], [text], "test")
        await self._write(draft, reviewer, "mend_known_failure", "nlu_data: Move a mended failure into the exam.")
        return {"text": text, "intent": failure["right"]}

    async def drop_failure(self, reviewer: Agent, text: str) -> None:
        await self._failure(text)
        draft = await self._folder.draft()
        draft.drop_failure(text)
        await self._write(draft, reviewer, "drop_known_failure", "nlu_data: Drop a known failure.")

    async def _write(self, draft: Any, reviewer: Agent, what: str, message: str) -> None:
        written = await self._folder.write(draft, reviewer, message)
        await self._runner.run(data_care.changed, reviewer, what, written.files, self._clock())

    async def _refuse(self, sentence: Sentence) -> None:
        refused = (await self._admission.judged([sentence]))[0]
        if refused:
            raise ExamRefused(WHY[refused.refusal])

    async def _failure(self, text: str) -> dict[str, str]:
        known = await to_thread.run_sync(known_failures, self._folder.root)
        found = next((one for one in known if one["text"] == text), None)
        if found is None:
            raise FailureNotFound
        return found

    async def _answered(self, text: str) -> str:
        async with self._room:
            return (await self._bot.parse(text)).intent

    async def _says(self, text: str) -> str | None:
        try:
            return await self._answered(text)
        except BotUnavailable:
            return None
