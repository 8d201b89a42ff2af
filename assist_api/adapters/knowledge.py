"""The knowledge base as the service asks it: in a thread, answers filled from the shop's rules and live facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from anyio import to_thread

from assist_api.adapters.bot import BotReply
from assist_api.domain.duty import shop_day
from assist_api.domain.entry_effects import Answer, Outcome
from assist_api.domain.ranking import LEAST_CONFIDENCE, SHOWN
from knowledge_base import what_if
from knowledge_base.encoder import Encoder
from knowledge_base.entries import Entry, Rendered, flattened, render
from knowledge_base.evidence import Query
from knowledge_base.onnx_encoder import Floats
from knowledge_base.search import Hit, Knowledge

SPARE = 3
LOOKED_AT = 12  # entries that may be for agents alone, or name what is not known, before the first that may be told


@dataclass(frozen=True)
class Found:
    id: str
    question: str
    answer: str
    score: float
    confidence: float
    internal: bool
    updated: str
    facts: tuple[tuple[str, str], ...]
    template: str = ""


class KnowledgeReader:
    def __init__(self, knowledge: Knowledge, policy: Mapping[str, Any]) -> None:
        self._knowledge, self._policy = knowledge, policy
        self._rules = flattened("policy", policy)

    @classmethod
    def open(cls, folder: Path, policy: Mapping[str, Any], encoder: Encoder) -> KnowledgeReader:
        """Refuses an index that was built with another encoder; see `make up`, which builds the right one."""
        return cls(Knowledge.open(folder, encoder), policy)

    @property
    def ready(self) -> bool:
        return bool(self._knowledge.index.entries)

    async def search(
        self,
        text: str,
        limit: int,
        now: datetime,
        *,
        public_only: bool = False,
        slots: Mapping[str, str] | None = None,
        least: float | None = None,
        vector: Floats | None = None,
    ) -> list[Found]:
        """Best first; nothing less sure than `least`, by default than what a shopper may be told unseen.

        An answer with an unfilled slot is left out.
        """
        day = shop_day(now)
        wide = limit + SPARE if slots is not None else limit  # some may name facts that are not there
        search = partial(self._knowledge.search, text, wide, public_only, day, vector=vector, threshold=least)
        hits = await to_thread.run_sync(search)
        facts = {**self._rules, **(slots or {})}
        found = [(hit, render(hit.entry.answer, facts)) for hit in hits]
        return [_found(hit, rendered) for hit, rendered in found if not rendered.missing][:limit]

    @property
    def entries(self) -> Sequence[Entry]:
        return self._knowledge.index.entries

    async def put(self, entries: Sequence[Entry]) -> None:
        """Add entries, or replace those of the same id; whoever searches meanwhile goes on undisturbed."""
        await to_thread.run_sync(self._knowledge.put, entries)

    def in_memory(self, entries: Sequence[Entry]) -> Knowledge:
        """Another knowledge, over the same encoder and judged as this one is."""
        own = self._knowledge
        return Knowledge.of(entries, own.encoder, own.cut, own.calibration)

    @property
    def encoder_name(self) -> str:
        """Names the weights: vectors of two encoders have nothing in common."""
        return self._knowledge.encoder.fingerprint

    async def encode(self, texts: Sequence[str]) -> Floats:
        """One vector a text; what `search` takes, and every other index of the same encoder."""
        return await to_thread.run_sync(self._knowledge.encoder.encode, list(texts))

    async def remove(self, ids: Sequence[str]) -> None:
        await to_thread.run_sync(self._knowledge.remove, ids)

    def entry(self, entry_id: str) -> Entry | None:
        return next((one for one in self.entries if one.id == entry_id), None)

    def filled(self, answer: str) -> str:
        """As it reads with the shop's rules of now; live facts stay as slots."""
        return render(answer, self._rules).text

    async def outcome(self, text: str, now: datetime, vector: Floats) -> Outcome:
        """What a shopper would be told, and what an agent offered, whose slots live facts fill by then."""
        search = partial(self._knowledge.search, text, LOOKED_AT, False, shop_day(now), vector, LEAST_CONFIDENCE)
        hits = await to_thread.run_sync(search)
        sure = [hit for hit in hits if hit.entry.public and hit.confidence >= self._knowledge.threshold]
        filled = [(hit, render(hit.entry.answer, self._rules)) for hit in sure]
        told = [
            Answer(hit.entry.id, hit.entry.question, one.text, hit.confidence) for hit, one in filled if not one.missing
        ]
        return Outcome(told[0] if told else None, tuple(hit.entry.id for hit in hits[:SHOWN]))

    async def queries(self, texts: Sequence[str]) -> list[Query]:
        """What `confident` takes; made once for each text."""
        vectors = await self.encode(texts)
        return [Query.of(vector, self._knowledge.cut(text)) for text, vector in zip(texts, vectors, strict=True)]

    async def confident(self, versions: Sequence[Entry], queries: Sequence[Query]) -> Floats:
        """How sure any of the versions of an entry would be for each, wherever the others stand."""
        return await to_thread.run_sync(what_if.confident, self._knowledge, versions, queries)

    async def with_change(self, entry_id: str, changed: Entry | None) -> KnowledgeReader:
        """Another one in which the entry is `changed`, or gone; nobody searches it but the caller."""
        made = await to_thread.run_sync(what_if.with_change, self._knowledge, entry_id, changed)
        return KnowledgeReader(made, self._policy)

    async def warm(self, text: str) -> None:
        """Load what the first search would have to wait for."""
        await to_thread.run_sync(lambda: self._knowledge.search(text, 1))

    def answer_of(self, entry_id: str, now: datetime) -> str | None:
        """The words of this entry; None where it is gone, internal, not valid now, or names what is not known."""
        entry = next((one for one in self.entries if one.id == entry_id), None)
        if entry is None or not entry.public or not entry.is_valid(shop_day(now)):
            return None
        rendered = render(entry.answer, self._rules)
        return None if rendered.missing else rendered.text

    async def answer(self, text: str, now: datetime) -> str | None:
        """The best public answer in words; None where the knowledge base has none."""
        found: Sequence[Found] = await self.search(text, 3, now, public_only=True)
        return found[0].answer if found else None


async def in_place_of(reply: BotReply, known: KnowledgeReader, now: datetime) -> str | None:
    """The words that the bot leaves to the knowledge base: those of an entry, or the answer to a question."""
    return known.answer_of(reply.entry, now) if reply.entry else await known.answer(reply.knowledge or "", now)


def _found(hit: Hit, rendered: Rendered) -> Found:
    entry = hit.entry
    facts = tuple(rendered.facts.items())
    updated = entry.updated.isoformat() if entry.updated else ""
    return Found(
        entry.id,
        entry.question,
        rendered.text,
        hit.score,
        hit.confidence,
        not entry.public,
        updated,
        facts,
        entry.answer,
    )
