"""Learns while the service runs: preferences for ranking, proposals for trainers, and what was accepted elsewhere."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from assist_api.adapters.entry_files import EntryFiles
from assist_api.adapters.knowledge import KnowledgeReader
from assist_api.adapters.past import PastAnswers
from assist_api.domain.preference import NOTHING_KNOWN, Preferences
from assist_api.domain.proposals import Kind
from assist_api.learning.deciding import past_entry
from assist_api.learning.finding import Finder
from assist_api.runner import Runner
from assist_api.services import entry_drafts, outcomes, proposals

log = logging.getLogger(__name__)
OVERLAP = timedelta(minutes=1)  # read twice, so that a decision committed late in another process is not missed


class Learner:
    """`preferences` are those of the last look: no message waits for them, and none makes the table be read."""

    def __init__(
        self,
        runner: Runner,
        knowledge: KnowledgeReader,
        past: PastAnswers,
        files: EntryFiles,
        finder: Finder,
        clock: Callable[[], datetime],
        every_s: float,
        beside: Callable[[], Awaitable[None]],
    ) -> None:
        """`beside`: what is made ready with every look after the first."""
        self._runner, self._knowledge, self._past, self._files = runner, knowledge, past, files
        self._finder, self._clock, self._every_s = finder, clock, every_s
        self._beside = beside
        self._caught_up_at: datetime | None = None
        self._looking = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None
        self.preferences: Preferences = NOTHING_KNOWN

    async def start(self) -> None:
        await self._refresh()
        self._task = asyncio.create_task(self._go_on())

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def look(self) -> None:
        """Once through everything; a second call waits for the first."""
        async with self._looking:
            await self._refresh()
            now = self._clock()
            material = await self._runner.read(proposals.material, now)
            if material.edits or material.exchanges or material.known:
                found = await self._finder.proposals(material, now)
                await self._runner.run(proposals.keep, found, now)

    async def _go_on(self) -> None:
        while True:
            await asyncio.sleep(self._every_s)
            try:
                await self.look()
                await self._beside()
            except Exception:  # whatever the database or a file has now, it is looked at again
                log.exception("learning.failed")

    async def _refresh(self) -> None:
        now = self._clock()
        self.preferences = await self._runner.read(outcomes.preferences, now)
        await self._catch_up()
        self._caught_up_at = now

    async def _catch_up(self) -> None:
        """Take what was accepted since, here before the start or in another process, into what is searched."""
        since = self._caught_up_at - OVERLAP if self._caught_up_at else None
        accepted = await self._runner.read(proposals.accepted, since)
        await self._past.put([past_entry(result) for kind, result, _ in accepted if kind is Kind.PAST])
        proposed = {result["id"] for kind, result, _ in accepted if kind is not Kind.PAST}
        changed = proposed | await self._runner.read(entry_drafts.published, since)
        if changed:
            await self._take_entries(changed)

    async def _take_entries(self, ids: set[str]) -> None:
        """As the files have them now, where the index has them otherwise."""
        there = {entry.id: entry for entry in self._knowledge.entries}
        files = [entry for entry in await self._files.load() if entry.id in ids]
        different = [entry for entry in files if there.get(entry.id) != entry]
        if different:
            await self._knowledge.put(different)
        ended = ids & there.keys() - {entry.id for entry in files}
        if ended:
            await self._knowledge.remove(sorted(ended))
