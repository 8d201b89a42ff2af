"""A trainer names a cluster: it becomes a new intent with its first sentences and its answer, or variants of an entry.

What a new intent says stands in nlu_data, its answer in the knowledge base; the bot gives it once it is trained.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assist_api.adapters.knowledge import KnowledgeReader
from assist_api.domain.data_care import WHY, CareRules
from assist_api.domain.entry_drafts import Words
from assist_api.errors import EntryNotFound, EntryRefused, IntentRefused
from assist_api.learning.editing import Editor
from assist_api.runner import Runner
from assist_api.services import clusters
from assist_api.services.people import Agent
from assist_api.teaching.admission import Admission
from assist_api.teaching.data_folder import DataFolder
from nlu_data.dataset import Intent, Sentence
from nlu_data.near_copies import essence
from nlu_data.restructuring import DataDraft, NotPossible
from nlu_data.validate import LEAST_TAUGHT

MOST_VARIANTS = 30  # of a new entry: more say nothing new to the search
WHY_NEW = "发现：一组顾客的话命名为新意图“{zh}”，这条知识是它的答案"
WHY_WIDENED = "发现：把一组顾客的话并进来，新增 {count} 种问法"
_NOT_POSSIBLE = {
    "bad_name": "英文标识只能用小写字母、数字和下划线，以字母开头，例如 ask_trade_in。",
    "name_taken": "这个英文标识已经有了，请换一个。",
}


@dataclass(frozen=True)
class NewEntry:
    id: str
    question: str
    answer: str


@dataclass(frozen=True)
class NewIntent:
    """Answered by a new entry, or by `entry_id`, or as the intent `like` is: one of the three."""

    name: str
    zh: str
    skill: str
    means: str
    new_entry: NewEntry | None = None
    entry_id: str = ""
    like: str = ""

    @property
    def intent(self) -> Intent:
        entry = self.new_entry.id if self.new_entry else self.entry_id
        return Intent(self.name, self.skill, self.zh, self.means, entry, self.like)


class Naming:
    def __init__(
        self,
        runner: Runner,
        knowledge: KnowledgeReader,
        editor: Editor,
        folder: DataFolder,
        admission: Admission,
        rules: CareRules,
        clock: Callable[[], datetime],
    ) -> None:
        self._runner, self._knowledge, self._editor = runner, knowledge, editor
        self._folder, self._admission, self._rules = folder, admission, rules
        self._clock = clock
        self._naming = asyncio.Lock()

    async def as_intent(self, cluster_id: int, item_ids: Sequence[str], wish: NewIntent, agent: Agent) -> None:
        """Raises IntentRefused with the reason, and which messages are to be left out; then nothing has changed."""
        async with self._naming:
            texts = await self._runner.read(clusters.words_of, cluster_id, item_ids)
            self._refuse_answer(wish)
            draft = await self._drafted(wish, texts)
            if wish.new_entry:
                answer = self._words(wish.new_entry, wish.zh, texts)
                await self._editor.put(wish.new_entry.id, answer, WHY_NEW.format(zh=wish.zh), agent)
            await self._folder.write(draft, agent, f"nlu_data: Add the intent {wish.name}.")
            await self._named(cluster_id, item_ids, agent, wish.name, wish.intent.entry or None)

    async def as_variants(self, cluster_id: int, item_ids: Sequence[str], entry_id: str, agent: Agent) -> None:
        """From the next search on, the entry answers these too."""
        async with self._naming:
            texts = await self._runner.read(clusters.words_of, cluster_id, item_ids)
            _refuse({item: why for item, text in texts.items() if (why := _masked(text))})
            present = await self._editor.present(entry_id)
            if present is None:
                raise EntryNotFound
            fresh = [text for text in dict.fromkeys(texts.values()) if text not in present.texts]
            if not fresh:
                raise EntryRefused("这些问法都已经在这条知识里了。")
            widened = replace(present, variants=(*present.variants, *fresh))
            await self._editor.put(entry_id, widened, WHY_WIDENED.format(count=len(fresh)), agent)
            await self._named(cluster_id, item_ids, agent, None, entry_id)

    def _refuse_answer(self, wish: NewIntent) -> None:
        """Each of the two others is checked where it is written, or read by the bot's training."""
        if wish.entry_id:
            entry = self._knowledge.entry(wish.entry_id)
            if entry is None or not entry.public:
                raise IntentRefused(f"知识库里没有可以答给顾客的“{wish.entry_id}”。")
        if wish.new_entry and self._knowledge.entry(wish.new_entry.id):
            raise IntentRefused(f"知识库里已经有“{wish.new_entry.id}”了，请换个编号，或改用这条已有的知识回答。")

    async def _drafted(self, wish: NewIntent, texts: Mapping[str, str]) -> DataDraft:
        draft = await self._folder.draft()
        _refuse_names(wish, draft.catalogue)
        try:
            draft.introduce(wish.intent)
        except NotPossible as error:
            raise IntentRefused(_NOT_POSSIBLE[error.reason]) from error
        different = {essence(text): (item, self._rules.unmasked(text)) for item, text in texts.items()}
        if len(different) < LEAST_TAUGHT:
            raise IntentRefused(f"至少要 {LEAST_TAUGHT} 句不同的话，机器人才学得会，现在只有 {len(different)} 句。")
        sentences = [Sentence(wish.name, text) for _, text in different.values()]
        judged = await self._admission.judged(sentences, (wish.name,))
        told = zip(different.values(), judged, strict=True)
        _refuse({item: WHY[refused.refusal] for (item, _), refused in told if refused})
        draft.add(wish.name, [one.text for one in sentences])
        return draft

    def _words(self, new: NewEntry, tag: str, texts: Mapping[str, str]) -> Words:
        """Sentences that another entry has stay with it."""
        taken = {text for entry in self._knowledge.entries for text in entry.texts}
        plain = [text for text in dict.fromkeys(texts.values()) if not _masked(text) and text != new.question]
        fresh = [text for text in plain if text not in taken]
        if not fresh:
            raise IntentRefused("选中的话都已经是别的知识的问法了，请改用已有的知识回答。")
        return Words(new.question, tuple(fresh[:MOST_VARIANTS]), new.answer, (tag,))

    async def _named(
        self, cluster_id: int, item_ids: Sequence[str], agent: Agent, intent: str | None, entry_id: str | None
    ) -> None:
        name, now = clusters.name, self._clock()
        await self._runner.run(name, cluster_id, item_ids, agent, now, intent=intent, entry_id=entry_id)


def _refuse_names(wish: NewIntent, catalogue: Mapping[str, Intent]) -> None:
    if wish.skill not in {one.skill for one in catalogue.values()}:
        raise IntentRefused("没有这个分类。")
    if any(one.zh == wish.zh for one in catalogue.values()):
        raise IntentRefused(f"已经有叫“{wish.zh}”的意图了，请换个名称，或直接标注到那个意图。")
    if wish.like and (wish.like not in catalogue or catalogue[wish.like].taught):
        raise IntentRefused(f"“{wish.like}”不是机器人自带的意图，不能照着它回答。")


def _refuse(unfit: Mapping[str, str]) -> None:
    if unfit:
        raise IntentRefused(f"有 {len(unfit)} 句不能用，原因写在每句下面，去掉它们再保存。", unfit)


def _masked(text: str) -> str | None:
    return "里面有隐去的个人信息，不能当作问法。" if "【" in text else None
