"""What a message can teach the bot: why it is shown to a trainer, and how much it is worth to look at it.

The order of the inbox is `teaching_order`, a pure function of what is known of a message. What is not known yet
counts as neither high nor low.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from assist_api.domain.learning_order import LearningRules

NOT_UNDERSTOOD = "nlu_fallback"
UNKNOWN = 0.5
Ranking = Sequence[tuple[str, float]]


class Reason(StrEnum):
    UNSURE = "unsure"
    FALLBACK = "fallback"
    HANDOVER = "handover"
    THUMBS_DOWN = "thumbs_down"
    CORRECTED = "corrected"
    IMPORTED = "imported"


class State(StrEnum):
    """What has become of a message in the inbox."""

    OPEN = "open"
    LABELLED = "labelled"
    OUT_OF_SCOPE = "out_of_scope"
    SKIPPED = "skipped"
    WRITTEN = "written"  # it stands in the data


class Lacks(StrEnum):
    """What has to be found out about a message before all is known of it."""

    VECTOR = "vector"
    READING = "reading"  # what the bot makes of it
    NOTHING = ""


@dataclass(frozen=True)
class Weights:
    uncertainty: float
    frequency: float
    disagreement: float
    newness: float
    often: int  # a cluster of so many messages counts as frequent as any larger one

    @property
    def most(self) -> float:
        """What no sum of signals exceeds."""
        return self.uncertainty + self.frequency + self.disagreement + self.newness


@dataclass(frozen=True)
class TeachingRules:
    weights: Weights
    learning: LearningRules
    unsure_below: float  # confidence
    looked_back: timedelta
    neighbours: int  # known sentences that vote on the intent of a message
    batch: int  # messages encoded at once
    parses: int  # messages without an understanding that the bot is asked about in one look

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> TeachingRules:
        inbox, reading = table["inbox"], table["reading"]
        return cls(
            Weights(**table["order"]),
            LearningRules(**table["learning"]),
            float(inbox["unsure_below"]),
            timedelta(days=inbox["looked_back_days"]),
            int(reading["neighbours"]),
            int(reading["batch"]),
            int(reading["parses"]),
        )


@dataclass(frozen=True)
class Signals:
    """What is known of a message; None: not yet."""

    margin: float | None  # between the likeliest intent and the next, 0 to 1
    size: int  # of its cluster, itself included
    disagreement: float | None  # share of the nearest sentences' votes against the classifier, 0 to 1
    newness: float | None  # distance from all that is known, 0 to 1
    turn: int | None = None  # place among the messages that were chosen to be labelled next, from 0


def teaching_order(signals: Signals, weights: Weights) -> float:
    """The higher, the more a label of this message teaches. Those chosen to be next come first, in their turn."""
    if signals.turn is not None:
        return weights.most + 1 / (1 + signals.turn)
    return (
        weights.uncertainty * (UNKNOWN if signals.margin is None else 1 - signals.margin)
        + weights.frequency * frequency(signals.size, weights.often)
        + weights.disagreement * _or_unknown(signals.disagreement)
        + weights.newness * _or_unknown(signals.newness)
    )


def frequency(size: int, often: int) -> float:
    """0 for a message that stands alone, 1 for one of a frequent kind; each doubling counts the same."""
    return min(1.0, math.log(max(size, 1)) / math.log(max(often, 2)))


def margin_of(ranking: Ranking) -> float | None:
    """Between the two likeliest intents; the fallback is no intent."""
    sure = sorted((confidence for name, confidence in ranking if name != NOT_UNDERSTOOD), reverse=True)
    if not sure:
        return None
    return max(0.0, min(1.0, sure[0] - (sure[1] if len(sure) > 1 else 0.0)))


def likeliest(intent: str | None, ranking: Ranking) -> str | None:
    """What is proposed for a message: what the bot understood, or what it would have, had it been less careful."""
    if intent and intent != NOT_UNDERSTOOD:
        return intent
    return next((name for name, _ in ranking if name != NOT_UNDERSTOOD), None)


def disagreement(votes: Mapping[str, float], intent: str | None) -> float | None:
    """Share of the nearest sentences that say another intent; None where either says nothing."""
    return None if intent is None or not votes else 1 - votes.get(intent, 0.0)


def _or_unknown(signal: float | None) -> float:
    return UNKNOWN if signal is None else signal
