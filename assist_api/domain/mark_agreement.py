"""How far two annotators mark the same entities: F1 over exact spans.

Kappa is not defined for spans: nobody can count those that both left unmarked, and so there is no agreement by chance.
F1 is the usual measure: one of the two is taken for the truth and the other for the finder, no matter which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assist_api.domain.labels import Spans

Pair = tuple[Spans, Spans]  # what two marked in one message


@dataclass(frozen=True)
class Overlap:
    """How many spans the one marked, the other, and both: same letters, same kind."""

    one: int
    other: int
    both: int

    @property
    def f1(self) -> float | None:
        """None where neither marked anything."""
        return 2 * self.both / (self.one + self.other) if self.one + self.other else None


def overlap(pairs: Sequence[Pair]) -> Overlap:
    return Overlap(
        sum(len(one) for one, _ in pairs),
        sum(len(other) for _, other in pairs),
        sum(len(one & other) for one, other in pairs),
    )


def by_kind(pairs: Sequence[Pair]) -> list[tuple[str, Overlap]]:
    """The kinds that either marked, the most marked first."""
    one, other, both = (Counter[str](), Counter[str](), Counter[str]())
    for first, second in pairs:
        one.update(mark.entity for _, mark in first)
        other.update(mark.entity for _, mark in second)
        both.update(mark.entity for _, mark in first & second)
    found = {kind: Overlap(one[kind], other[kind], both[kind]) for kind in one | other}
    return sorted(found.items(), key=lambda row: (-row[1].one - row[1].other, row[0]))
