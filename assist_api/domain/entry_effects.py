"""What a changed knowledge entry would change for the questions of the last days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from assist_api.domain.masking import mask


class Effect(StrEnum):
    GAINED = "gained"  # nothing was answered, now this entry is
    TAKEN = "taken"  # from another entry
    LOST = "lost"  # to another entry, or to silence
    REWORDED = "reworded"  # the same entry, other words
    RANKED = "ranked"  # shoppers hear the same; agents see the entry in another place, or not any more


@dataclass(frozen=True)
class Question:
    """The same words, however often they were written; `at`, `intent` and `failed` are of the newest."""

    text: str
    times: int
    at: datetime
    intent: str
    failed: bool


@dataclass(frozen=True)
class Answer:
    id: str
    question: str
    text: str
    confidence: float


@dataclass(frozen=True)
class Outcome:
    """`told`: what a shopper hears without anybody reading it first; `shown`: ids of what an agent is offered."""

    told: Answer | None
    shown: tuple[str, ...]

    def place_of(self, entry_id: str) -> int | None:
        return self.shown.index(entry_id) + 1 if entry_id in self.shown else None


@dataclass(frozen=True)
class Change:
    question: Question
    effect: Effect
    before: Outcome
    after: Outcome


def questions(asked: Iterable[Mapping[str, Any]], most: int) -> list[Question]:
    """Out of messages, newest first: what was asked most often comes first, then the newest."""
    found: dict[str, Question] = {}
    for row in asked:
        known = found.get(row["text"])
        times = known.times + 1 if known else 1
        newest = known or Question(row["text"], 1, row["at"], row["intent"] or "", bool(row["failed"]))
        found[row["text"]] = Question(newest.text, times, newest.at, newest.intent, newest.failed)
    return sorted(found.values(), key=lambda one: (-one.times, -one.at.timestamp()))[:most]


def changes(
    entry_id: str, asked: Sequence[Question], before: Sequence[Outcome], after: Sequence[Outcome]
) -> list[Change]:
    """Only what differs; by effect, then by how often it was asked."""
    found = []
    for question, was, will in zip(asked, before, after, strict=True):
        if effect := effect_of(entry_id, was, will):
            found.append(Change(question, effect, was, will))
    return sorted(found, key=lambda one: (list(Effect).index(one.effect), -one.question.times))


def effect_of(entry_id: str, before: Outcome, after: Outcome) -> Effect | None:
    was, will = _id(before.told), _id(after.told)
    if was == will == entry_id:
        return Effect.REWORDED if _text(before.told) != _text(after.told) else _ranked(entry_id, before, after)
    if will == entry_id:
        return Effect.TAKEN if was else Effect.GAINED
    if was == entry_id:
        return Effect.LOST
    return _ranked(entry_id, before, after)


def summary(found: Sequence[Change]) -> dict[str, int]:
    """How many questions, repeated ones counted, each effect has."""
    return {one.value: sum(each.question.times for each in found if each.effect is one) for one in Effect}


def told(change: Change, entry_id: str) -> dict[str, Any]:
    """For a trainer's eyes: what tells a shopper apart is masked."""
    return {
        "text": mask(change.question.text).text,
        "times": change.question.times,
        "at": change.question.at.isoformat(),
        "intent": change.question.intent,
        "failed": change.question.failed,
        "effect": change.effect.value,
        "before": asdict(change.before.told) if change.before.told else None,
        "after": asdict(change.after.told) if change.after.told else None,
        "place_before": change.before.place_of(entry_id),
        "place_after": change.after.place_of(entry_id),
    }


def _ranked(entry_id: str, before: Outcome, after: Outcome) -> Effect | None:
    return Effect.RANKED if before.place_of(entry_id) != after.place_of(entry_id) else None


def _id(answer: Answer | None) -> str:
    return answer.id if answer else ""


def _text(answer: Answer | None) -> str:
    return answer.text if answer else ""
