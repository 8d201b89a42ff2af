"""Suggestions from several sources, made one short list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from assist_api.domain.preference import pushed

SHOWN = 3
LEAST_CONFIDENCE = 0.4  # `knowledge_base.fusion.READ_FIRST`: an agent reads before it is sent
SAME_TEXT = 0.9


@dataclass(frozen=True)
class Fact:
    """A typed slot that the text was filled with; checked again when the text is used."""

    slot: str
    value: str


@dataclass(frozen=True)
class Candidate:
    text: str
    kind: str  # entry, fact, canned, past
    source_id: str
    title: str
    updated: str
    confidence: float
    internal: bool = False
    facts: tuple[Fact, ...] = ()
    template: str = ""  # the text with its slots
    order_id: str = ""  # that the facts speak of
    product_id: str = ""
    picture: str = ""  # address of one that goes with it
    push: float = 0.0  # logits; from what agents took and refused, see domain.preference
    why: str = ""  # the same in words

    @property
    def score(self) -> float:
        """What the order goes by. The push moves no candidate over the threshold: that is for `confidence` alone."""
        return pushed(self.confidence, self.push)

    def body(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "source": {"kind": self.kind, "id": self.source_id, "title": self.title, "updated": self.updated},
            "score": round(self.score, 4),
            "confidence": round(self.confidence, 4),
            "internal": self.internal,
            "facts": [{"slot": fact.slot, "value": fact.value} for fact in self.facts],
            **({"why": self.why} if self.why else {}),
            **({"picture": self.picture} if self.picture else {}),
        }

    def kept(self) -> dict[str, Any]:
        """The body with what it takes to compose it anew, for the record alone."""
        return {**self.body(), "template": self.template, "order_id": self.order_id, "product_id": self.product_id}


_RECORD = frozenset({"template", "order_id", "product_id", "first"})


def shown(kept: Mapping[str, Any]) -> dict[str, Any]:
    """What the agent gets of a kept suggestion."""
    return {name: value for name, value in kept.items() if name not in _RECORD}


def shortlist(candidates: Iterable[Candidate], limit: int = SHOWN) -> list[Candidate]:
    """The surest first, live facts before entries of like confidence, no text twice, nothing unsure."""
    ordered = sorted(candidates, key=lambda one: (one.kind != "fact", -one.score))
    ordered.sort(key=lambda one: -round(one.score, 1))
    kept: list[Candidate] = []
    for candidate in ordered:
        if len(kept) == limit:
            break
        if candidate.confidence >= LEAST_CONFIDENCE and not any(_same(candidate, other) for other in kept):
            kept.append(candidate)
    return kept


def _same(one: Candidate, other: Candidate) -> bool:
    """Asked cheaply first: most texts differ too much for the exact ratio, which takes a millisecond, to matter."""
    match = SequenceMatcher(None, one.text, other.text)
    return all(ratio() >= SAME_TEXT for ratio in (match.real_quick_ratio, match.quick_ratio, match.ratio))
