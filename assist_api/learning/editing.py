"""A trainer's knowledge entries: written as drafts, checked, held against real questions, published into the files."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime

from assist_api.adapters.entry_files import EntryFiles
from assist_api.adapters.entry_preview import EntryPreview
from assist_api.adapters.knowledge import KnowledgeReader
from assist_api.domain.duty import shop_day
from assist_api.domain.entry_checks import Known, Problem, problems
from assist_api.domain.entry_drafts import Draft, State, Words
from assist_api.domain.entry_effects import Change, Question, questions
from assist_api.domain.messages import clean_text
from assist_api.errors import DraftMoveRefused, EntryNotFound, EntryRefused, OwnDraft
from assist_api.learning.finding import Finder
from assist_api.runner import Runner
from assist_api.services import entry_drafts
from assist_api.services.people import Agent
from knowledge_base.entries import ENTRY_ID, written

MOST_QUESTIONS = 2_000  # different ones that a draft is held against
SIMILAR = 0.6  # confidence of another entry in a sentence of this one from which its writer is told


class Editor:
    def __init__(
        self,
        runner: Runner,
        knowledge: KnowledgeReader,
        files: EntryFiles,
        finder: Finder,
        rules: Mapping[str, object],
        reviewing: Collection[str],
        clock: Callable[[], datetime],
    ) -> None:
        """`rules`: what policy slots may name, with what they say now. `reviewing`: the roles that may review."""
        self.rules = rules
        self._runner, self._knowledge, self._files = runner, knowledge, files
        self._finder, self._reviewing, self._clock = finder, reviewing, clock
        self._preview = EntryPreview(knowledge)

    def slots(self) -> list[dict[str, str]]:
        """The shop's rules that an answer may name, each with what would be read for it now."""
        return [{"slot": name, "value": written(value)} for name, value in self.rules.items()]

    async def present(self, entry_id: str) -> Words | None:
        """What the entry says now; None where there is none."""
        return await self._files.find(entry_id)

    async def write(self, entry_id: str, words: Words | None, revision: int | None, author: Agent) -> Draft:
        """`words` None: the entry is to end. `revision`: of the draft that its author has seen; None: there is none."""
        present = await self.present(entry_id)
        if present is None and words is None:
            raise EntryNotFound
        _refuse_id(entry_id, present)
        if words and words == present:
            raise EntryRefused("和现在的内容一样，没有要保存的修改。")
        write = entry_drafts.write
        return await self._runner.run(write, entry_id, words, present, revision, author, self._clock())

    async def restore(self, entry_id: str, step_id: str, before: bool, revision: int | None, author: Agent) -> Draft:
        """What counted then as a draft, to be reviewed like any other."""
        words = await self._runner.read(entry_drafts.words_of_step, entry_id, step_id, before)
        return await self.write(entry_id, words, revision, author)

    async def review(self, entry_id: str, revision: int, reviewer: Agent) -> Draft:
        """Raises EntryRefused with the first reason where the words may not be used as they are."""
        draft = await self._runner.read(entry_drafts.find, entry_id)
        await self._refuse(draft)
        review = entry_drafts.review
        return await self._runner.run(review, entry_id, revision, reviewer, self._reviewing, self._clock())

    async def must_wait(self, draft: Draft, reader: Agent) -> str | None:
        """Why the reader, who wrote it, may not review the draft; None for anybody else, and where nobody else may."""
        own = draft.author == reader.name
        if not own or await self._runner.read(entry_drafts.alone, reader, self._reviewing):
            return None
        return OwnDraft.sentence

    async def give_back(self, entry_id: str, revision: int, note: str, reviewer: Agent) -> Draft:
        return await self._runner.run(
            entry_drafts.give_back, entry_id, revision, clean_text(note), reviewer, self._clock()
        )

    async def drop(self, entry_id: str, revision: int, trainer: Agent) -> None:
        await self._runner.run(entry_drafts.drop, entry_id, revision, trainer, self._clock())

    async def publish(self, entry_id: str, revision: int, reviewer: Agent) -> None:
        """Into the files, into what is searched, then into the record: whoever is interrupted publishes once more."""
        draft = await self._runner.read(entry_drafts.to_publish, entry_id, revision)
        await self._refuse(draft)
        await self._put(draft)
        await self._runner.run(entry_drafts.publish, draft, reviewer, self._clock())

    async def put(self, entry_id: str, words: Words, why: str, by: Agent) -> None:
        """What was decided elsewhere counts at once; its history tells `why`. Nothing is put beside a draft."""
        present = await self.present(entry_id)
        _refuse_id(entry_id, present)
        if await self._runner.read(entry_drafts.of_entry, entry_id):
            raise EntryRefused("这条知识有一份还没发布的草稿，请先在知识库里处理它。")
        written = Draft(entry_id, words, present, State.REVIEWED, 1, why, by.name, self._clock())
        await self._refuse(written)
        await self._put(written)
        await self._runner.run(entry_drafts.note, entry_id, present, words, why, by, self._clock())

    async def problems(self, entry_id: str, words: Words, present: Words | None) -> list[Problem]:
        found = problems(words, self._known(entry_id), present)
        crossed = [Problem("answer", one) for one in await self._finder.red_lines(words.answer)]
        return [*found, *crossed, *await self._similar(entry_id, words)]

    async def effects(self, entry_id: str, words: Words | None) -> tuple[list[Question], list[Change]]:
        """The questions of the last days, and those of them that would be answered or suggested otherwise."""
        asked = await self._asked()
        return asked, await self._preview.changes(entry_id, words, asked, self._clock())

    async def remember(self) -> None:
        """Make ready what the first preview would have to wait for."""
        await self._preview.remember(await self._asked())

    async def _asked(self) -> list[Question]:
        return questions(await self._runner.read(entry_drafts.asked, self._clock()), MOST_QUESTIONS)

    async def _put(self, draft: Draft) -> None:
        entry = await self._files.write(draft.entry_id, draft.words, draft.present, self._today())
        if entry is None:
            await self._knowledge.remove([draft.entry_id])
        else:
            await self._knowledge.put([entry])

    async def _refuse(self, draft: Draft) -> None:
        if draft.words is None:
            return
        found = await self.problems(draft.entry_id, draft.words, draft.present)
        if reason := next((one.sentence for one in found if one.blocks), None):
            raise DraftMoveRefused(reason)

    def _known(self, entry_id: str) -> Known:
        others = [one for one in self._knowledge.entries if one.id != entry_id]
        owners = {text: (one.id, one.question) for one in others for text in one.texts}
        return Known(owners, {one.id for one in others}, self.rules.keys())

    async def _similar(self, entry_id: str, words: Words) -> list[Problem]:
        """Sentences that another entry would answer: two that claim the same question steal it from each other."""
        own = self._knowledge.entry(entry_id)
        fresh = [one for one in words.texts if one and one not in (own.texts if own else ())]
        found = []
        for text in fresh:
            hits = await self._knowledge.search(text, 2, self._clock(), least=SIMILAR)
            if other := next((hit for hit in hits if hit.id != entry_id), None):
                told = f"问法“{text}”和“{other.question}”（{other.id}）很像，顾客这样问时两条会互相抢答。"
                found.append(Problem("question" if text == words.question else "variants", told, blocks=False))
        return found

    def _today(self) -> date:
        return shop_day(self._clock())


def _refuse_id(entry_id: str, present: Words | None) -> None:
    if present is None and not ENTRY_ID.fullmatch(entry_id):
        raise EntryRefused("编号要写成“主题.名称”，只用小写字母、数字和下划线，例如 shipping.same_day。")
