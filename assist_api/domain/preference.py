"""What agents took and refused, as a small push up or down the list. Explained in docs/explanation/learning.md.

Rates of acceptance, each smoothed towards the wider one: all suggestions, their kind, the source, the source for an
intent. The push is the difference between the narrowest rate and that of all, in logits, and never beyond LIMIT.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from assist_api.domain.outcomes import Outcome

LIMIT = 0.5  # logits: at most from 50 % to 62 %, or to 38 %
STRENGTH = (
    40.0  # how many outcomes the wider rate is worth beside those of the narrower; one outcome moves about a tenth
)
HALF_LIFE_DAYS = 30
WINDOW_DAYS = 6 * HALF_LIFE_DAYS  # older outcomes weigh under two hundredths
# What an outcome counts for and against a suggestion: an edited one was mostly right, one ignored perhaps not read.
WORTH: dict[Outcome, tuple[float, float]] = {
    Outcome.SENT: (1.0, 0.0),
    Outcome.EDITED: (0.7, 0.3),
    Outcome.REPLACED: (0.0, 1.0),
    Outcome.DISMISSED: (0.0, 1.0),
    Outcome.IGNORED: (0.0, 0.5),
}
EXAMINED = (1.0, 0.7, 0.5)  # how likely the first, second, third line was read before it was refused
SAID = {
    "采用": (Outcome.SENT,),
    "改写": (Outcome.EDITED,),
    "没用": (Outcome.REPLACED, Outcome.DISMISSED, Outcome.IGNORED),
}


@dataclass(frozen=True)
class Count:
    """So many suggestions of a source, shown at a rank for an intent, had this outcome on that day."""

    kind: str
    source_id: str
    intent: str
    outcome: Outcome
    rank: int
    day: date
    number: int


@dataclass
class Tally:
    taken: float = 0.0
    refused: float = 0.0
    numbers: dict[Outcome, int] = field(default_factory=dict)

    def add(self, count: Count, today: date) -> None:
        fresh = 0.5 ** (max(0, (today - count.day).days) / HALF_LIFE_DAYS)
        taken, refused = WORTH[count.outcome]
        self.taken += taken * fresh * count.number
        self.refused += refused * fresh * count.number * EXAMINED[min(count.rank, len(EXAMINED) - 1)]
        self.numbers[count.outcome] = self.numbers.get(count.outcome, 0) + count.number

    def rate(self, wider: float, strength: float = STRENGTH) -> float:
        return (self.taken + strength * wider) / (self.taken + self.refused + strength)


@dataclass(frozen=True)
class Preferences:
    tallies: dict[tuple[str, ...], Tally] = field(default_factory=dict)

    @classmethod
    def of(cls, counts: Iterable[Count], today: date) -> Preferences:
        tallies: dict[tuple[str, ...], Tally] = {}
        for count in counts:
            if count.outcome in WORTH:
                for path in _paths(count.kind, count.source_id, count.intent):
                    tallies.setdefault(path, Tally()).add(count, today)
        return cls(tallies)

    def push(self, kind: str, source_id: str, intent: str) -> float:
        """In logits, between -LIMIT and LIMIT; 0 where nothing is known."""
        paths = _paths(kind, source_id, intent)
        everywhere = rate = self._tally(paths[0]).rate(0.5)
        for path in paths[1:]:
            rate = self._tally(path).rate(rate)
        return max(-LIMIT, min(LIMIT, _logit(rate) - _logit(everywhere)))

    def words(self, kind: str, source_id: str) -> str:
        """The counts behind the push, for the agent; empty where nothing is known."""
        numbers = self._tally(_paths(kind, source_id, "")[2]).numbers
        parts = [(what, sum(numbers.get(each, 0) for each in outcomes)) for what, outcomes in SAID.items()]
        told = "、".join(f"{what} {number} 次" for what, number in parts if number)
        return f"同事{told}" if told else ""

    def _tally(self, path: tuple[str, ...]) -> Tally:
        return self.tallies.get(path) or Tally()


NOTHING_KNOWN = Preferences()


def pushed(confidence: float, push: float) -> float:
    """A probability after a push in logits."""
    return 1 / (1 + math.exp(-(_logit(confidence) + push)))


def _paths(kind: str, source_id: str, intent: str) -> Sequence[tuple[str, ...]]:
    """From wide to narrow."""
    return (), (kind,), (kind, source_id), (kind, source_id, intent)


def _logit(rate: float) -> float:
    rate = min(max(rate, 1e-6), 1 - 1e-6)
    return math.log(rate / (1 - rate))
