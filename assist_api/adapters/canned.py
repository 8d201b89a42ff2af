"""Canned replies as a source of suggestions: by the intent they are for, and by how near the shopper's words come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from anyio import to_thread

from assist_api.adapters.replies import Index, filled, nearest
from assist_api.adapters.scene import Need, Scene, needs_of
from assist_api.adapters.suggest import Asked, as_facts
from assist_api.domain.canned import CannedReply
from assist_api.domain.ranking import Candidate
from assist_api.domain.slots import fill, slots_in
from knowledge_base.entries import Entry
from knowledge_base.search import Knowledge

MOST = 2  # of one short list: the rest is for what is known
BY_INTENT = 0.5  # of the understanding's confidence: an intent alone says little of which reply fits
BY_WORDS = 0.9  # of the nearest example's
LOOKED_AT = 8


class CannedReplies:
    """The library in memory, everybody's; each agent is shown the team's and their own."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._replies: dict[str, CannedReply] = {}
        self._examples: Knowledge | None = None
        self.version = ""

    async def load(self, version: str, replies: Sequence[CannedReply]) -> None:
        """In place of what was there: only what differs is read anew, and readers go on meanwhile."""
        known, fresh = self._replies, {reply.id: reply for reply in replies}
        changed = [one for one in replies if one.wording.examples and not _reads_alike(one, known.get(one.id))]
        entries = [_entry(reply) for reply in changed]
        if self._examples is None:
            self._examples = await to_thread.run_sync(self._index, entries) if entries else None
        else:
            await to_thread.run_sync(self._examples.put, entries)
            self._examples.remove([one for one in known if one not in fresh or not fresh[one].wording.examples])
        self._replies, self.version = fresh, version

    async def find(self, asked: Asked, scene: Scene, values: Mapping[str, str]) -> list[Candidate]:
        sure = self._by_intent(asked)
        for canned_id, confidence in (await self._by_words(asked, scene.now)).items():
            sure[canned_id] = max(confidence, sure.get(canned_id, 0.0))
        usable = [self._replies[one] for one in sure if one in self._replies]
        own = [reply for reply in usable if reply.staff_id in (None, scene.who.agent_id)]
        own.sort(key=lambda reply: (-sure[reply.id], reply.is_team, -len(slots_in(reply.wording.text)), -reply.uses))
        found = (filled(_candidate(reply, sure[reply.id]), scene, values) for reply in own)
        return [candidate for candidate in found if candidate][:MOST]

    def needs(self, intent: str) -> set[Need]:
        meant = (reply for reply in self._replies.values() if intent in reply.wording.intents)
        return {need for reply in meant for need in needs_of(slots_in(reply.wording.text))}

    def _by_intent(self, asked: Asked) -> dict[str, float]:
        meant = asked.question.understanding
        if meant is None:
            return {}
        return {
            reply.id: meant.confidence * BY_INTENT
            for reply in self._replies.values()
            if meant.intent in reply.wording.intents
        }

    async def _by_words(self, asked: Asked, now: datetime) -> dict[str, float]:
        if self._examples is None:
            return {}
        hits = await nearest(self._examples, asked, now, LOOKED_AT)
        return {hit.entry.id: hit.confidence * BY_WORDS for hit in hits}


def _reads_alike(reply: CannedReply, other: CannedReply | None) -> bool:
    return other is not None and reply.wording.examples == other.wording.examples


def _entry(reply: CannedReply) -> Entry:
    first, *more = reply.wording.examples
    return Entry(reply.id, first, tuple(more), reply.wording.text)


def _candidate(reply: CannedReply, confidence: float) -> Candidate:
    said = reply.wording
    title, updated = f"{said.category} · {said.title}", reply.updated_at.isoformat()
    return Candidate(said.text, "canned", reply.id, title, updated, confidence, picture=said.picture)


def as_used(reply: CannedReply, facts: Mapping[str, str], order_id: str, product_id: str) -> dict[str, Any]:
    """A reply that an agent put into the field, as a suggestion of it would have been kept."""
    said = reply.wording
    return Candidate(
        fill(said.text, facts).text,
        "canned",
        reply.id,
        said.title,
        reply.updated_at.isoformat(),
        1.0,
        facts=as_facts(facts),
        template=said.text,
        order_id=order_id,
        product_id=product_id,
    ).kept()
