"""Suggested replies to what a shopper asks: every source is asked, the best of all make one short list."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np

from assist_api.adapters import facts
from assist_api.adapters.knowledge import Found, KnowledgeReader
from assist_api.adapters.scene import Need, Scene, needs_of
from assist_api.adapters.slots import values
from assist_api.domain.asking import Question, intent_of
from assist_api.domain.person_voice import BOT_ALONE, in_person
from assist_api.domain.preference import NOTHING_KNOWN, Preferences
from assist_api.domain.ranking import LEAST_CONFIDENCE, SHOWN, Candidate, Fact, shortlist
from assist_api.domain.slots import fill

Vector = np.ndarray[Any, np.dtype[np.float32]]
RULES = "policy."


@dataclass(frozen=True)
class Asked:
    """A question with its vector, which is made once for all sources; None where there is no encoder."""

    question: Question
    vector: Vector | None

    @property
    def intent(self) -> str:
        return intent_of(self.question.understanding)


class Source(Protocol):
    """Where replies come from. `values`: what fills their slots, the shop's rules among it."""

    async def find(self, asked: Asked, scene: Scene, values: Mapping[str, str]) -> list[Candidate]: ...

    def needs(self, intent: str) -> set[Need]:
        """What it wants the scene to hold for such a question."""
        ...


async def suggest(
    sources: Sequence[Source],
    asked: Sequence[Asked],
    scene: Scene,
    limit: int = SHOWN,
    learned: Preferences = NOTHING_KNOWN,
) -> list[Candidate]:
    """`asked` has the newest first."""
    known = all_values(scene)
    lists = await asyncio.gather(*(source.find(one, scene, known) for one in asked for source in sources))
    questions = [one for one in asked for _ in sources]
    found = [
        _weighed(each, question, learned)
        for candidates, question in zip(lists, questions, strict=True)
        for each in candidates
    ]
    return shortlist(found, limit)


def _weighed(one: Candidate, asked: Asked, learned: Preferences) -> Candidate:
    return replace(
        one,
        confidence=one.confidence * asked.question.weight,
        push=learned.push(one.kind, one.source_id, asked.intent),
        why=learned.words(one.kind, one.source_id),
    )


def all_values(scene: Scene) -> dict[str, str]:
    return {**scene.rules, **values(scene)}


def again(body: Mapping[str, Any], scene: Scene) -> Candidate | None:
    """The suggestion that was shown as `body`, as it would be worded now; None where it does not apply any more."""
    if body["source"]["kind"] == "fact":
        live = facts.KINDS.get(body["source"]["id"])
        return live_candidate(live, scene, body["confidence"]) if live else None
    filled = fill(body.get("template") or body["text"], all_values(scene))
    if filled.missing:
        return None
    source = body["source"]
    return Candidate(
        filled.text,
        source["kind"],
        source["id"],
        source["title"],
        source["updated"],
        body["confidence"],
        body["internal"],
        as_facts(filled.facts),
    )


def needs_again(body: Mapping[str, Any]) -> set[Need]:
    slots = {fact["slot"] for fact in body["facts"]}
    return facts.needs_again(body["source"]["id"], slots) if body["source"]["kind"] == "fact" else needs_of(slots)


def as_facts(filled: Mapping[str, str]) -> tuple[Fact, ...]:
    return tuple(Fact(slot, value) for slot, value in filled.items())


def live_candidate(live: facts.Live, scene: Scene, confidence: float) -> Candidate | None:
    found = facts.applied(live, scene)
    if found is None:
        return None
    template, there = found
    known = all_values(there)
    said, title = fill(template, known), fill(live.title, known)
    if said.missing:
        return None
    return Candidate(
        said.text,
        "fact",
        live.name,
        title.text,
        there.now.isoformat(),
        confidence,
        facts=as_facts({**title.facts, **said.facts, **_deciding(template, known)}),
        template=template,
        order_id=there.order_id,
        product_id=there.product_id,
    )


_DECIDED_BY = {"order.": "order.state", "parcel.": "parcel.state", "return.": "return.state"}


def _deciding(template: str, known: Mapping[str, str]) -> dict[str, str]:
    """The state by which the template was chosen is a fact of the reply, although its text may not name it."""
    states = (state for prefix, state in _DECIDED_BY.items() if f"{{{prefix}" in template)
    return {state: known[state] for state in states if state in known}


class LiveFacts:
    """Replies composed from the order, the parcel, the product, as they are now."""

    async def find(self, asked: Asked, scene: Scene, values: Mapping[str, str]) -> list[Candidate]:
        meant = asked.question.understanding
        if meant is None:
            return []
        composed = (live_candidate(live, scene, meant.confidence) for live in facts.for_intent(meant.intent))
        return [candidate for candidate in composed if candidate]

    def needs(self, intent: str) -> set[Need]:
        return facts.needs_of_intent(intent)


class Entries:
    """Entries of the knowledge base, their slots filled for this shopper."""

    def __init__(self, knowledge: KnowledgeReader) -> None:
        self._knowledge = knowledge

    async def find(self, asked: Asked, scene: Scene, values: Mapping[str, str]) -> list[Candidate]:
        found = await self._knowledge.search(
            asked.question.text, SHOWN, scene.now, slots=values, least=LEAST_CONFIDENCE, vector=asked.vector
        )
        return [_entry(one, scene) for one in found if one.id not in BOT_ALONE]

    def needs(self, intent: str) -> set[Need]:
        return set()


def _entry(found: Found, scene: Scene) -> Candidate:
    """What is for agents alone is no sentence to say, and stays as it was written."""
    voice = str if found.internal else in_person
    return Candidate(
        voice(found.answer),
        "entry",
        found.id,
        found.question,
        found.updated,
        found.confidence,
        found.internal,
        tuple(Fact(slot, value) for slot, value in found.facts),
        template=voice(found.template or found.answer),
        order_id=scene.order_id,
        product_id=scene.product_id,
    )


def needs_of_all(sources: Sequence[Source], intents: Collection[str]) -> set[Need]:
    return {need for source in sources for intent in intents for need in source.needs(intent)}
