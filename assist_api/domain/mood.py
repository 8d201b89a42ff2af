"""The course of a shopper's feeling over a talk: what came before fades, a thank-you ends it, a slow rise is seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assist_api.domain.messages import FeltAs, Understanding

NEUTRAL = "neutral"
_UNHAPPY = ("dissatisfied", "angry")  # the milder first
_CONTENT = frozenset({"thank", "praise", "goodbye"})


@dataclass(frozen=True)
class Course:
    """`decay`: what a message back counts of the one after it. `rise`: how much unhappier than at the beginning."""

    decay: float
    unhappy: float
    carried: float
    rise: float
    calm: float
    content: float
    confidence: float


def is_calm(meant: Understanding | None, felt: FeltAs | None, course: Course) -> bool:
    """Whether the message says that the matter is settled: it thanks or praises, and nothing in it is unhappy."""
    if felt and felt.unhappy > course.calm:
        return False
    thanks = meant is not None and meant.intent in _CONTENT and meant.confidence >= course.confidence
    return thanks or (felt is not None and felt.scores.get("satisfied", 0.0) >= course.content)


def of_the_talk(before: str, felt: str, *, calm: bool) -> str:
    """The feeling that a talk has after a message felt as `felt`: an order number behind an outburst calms nobody.

    It rises with every unhappier message, and falls only with one that is `calm`.
    """
    if calm:
        return felt if _unhappiness(felt) == 0 else NEUTRAL
    return max(felt, before, key=_unhappiness)


def _unhappiness(label: str) -> int:
    return _UNHAPPY.index(label) + 1 if label in _UNHAPPY else 0


def carried(unhappy: Sequence[float], decay: float) -> float:
    """How much unhappiness the messages before the last bring along, each fading with its distance."""
    total = 0.0
    for score in unhappy[:-1]:
        total = (total + score) * decay
    return total


def rises(unhappy: Sequence[float], course: Course) -> bool:
    """Whether it has grown over three messages or more without ever falling back much, bad word or not."""
    if len(unhappy) < 3:
        return False
    last = unhappy[-3:]
    return last[0] <= last[1] + _SLACK and last[1] <= last[2] + _SLACK and last[2] - last[0] >= course.rise


_SLACK = 0.05
