"""A draft held against what shoppers really asked: which questions would be answered otherwise."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime

from assist_api.adapters.entry_words import entry_of
from assist_api.adapters.knowledge import KnowledgeReader
from assist_api.domain.duty import shop_day
from assist_api.domain.entry_drafts import Words
from assist_api.domain.entry_effects import Change, Outcome, Question, changes
from assist_api.domain.ranking import LEAST_CONFIDENCE
from knowledge_base.evidence import Query

KEPT = 4_000  # questions: 8 MB of vectors
AT_ONCE = 32  # sentences that are encoded in one go; a shopper's message waits for no more than these


class EntryPreview:
    """Remembers the vectors of questions: the same week is asked again with every word that is changed."""

    def __init__(self, knowledge: KnowledgeReader) -> None:
        self._knowledge = knowledge
        self._queries: OrderedDict[str, Query] = OrderedDict()

    async def remember(self, asked: Sequence[Question]) -> None:
        missing = [one.text for one in asked if one.text not in self._queries]
        for start in range(0, len(missing), AT_ONCE):
            texts = missing[start : start + AT_ONCE]
            self._queries |= zip(texts, await self._knowledge.queries(texts), strict=True)
        while len(self._queries) > max(KEPT, len(asked)):
            self._queries.popitem(last=False)

    async def changes(
        self, entry_id: str, words: Words | None, asked: Sequence[Question], now: datetime
    ) -> list[Change]:
        """What would be told and shown otherwise if the entry said `words`, or ended (None)."""
        await self.remember(asked)
        changed = entry_of(entry_id, words, shop_day(now)) if words else None
        after = await self._knowledge.with_change(entry_id, changed)
        versions = [one for one in (self._knowledge.entry(entry_id), changed) if one]
        sure = await self._knowledge.confident(versions, [self._queries[one.text] for one in asked])
        touched = [one for one, confidence in zip(asked, sure, strict=True) if confidence >= LEAST_CONFIDENCE]
        was = [await self._outcome(self._knowledge, one, now) for one in touched]
        will = [await self._outcome(after, one, now) for one in touched]
        return changes(entry_id, touched, was, will)

    async def _outcome(self, knowledge: KnowledgeReader, question: Question, now: datetime) -> Outcome:
        return await knowledge.outcome(question.text, now, self._queries[question.text].vector)
