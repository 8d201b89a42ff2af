"""How far two annotators agree beyond what chance would give: Cohen's kappa (1960)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

_TWO_SIDED_95 = 1.96
Pair = tuple[str, str]  # what the first and what the second said of one thing


@dataclass(frozen=True)
class Agreement:
    """`kappa` is None where there is nothing to compare; `low` and `high` are its 95 % interval."""

    items: int
    agreed: int
    kappa: float | None = None
    low: float | None = None
    high: float | None = None


def agreement(pairs: Sequence[Pair]) -> Agreement:
    """Where both said one and the same of everything, chance explains all of it and kappa is taken as 1."""
    if not pairs:
        return Agreement(0, 0)
    items, agreed = len(pairs), sum(first == second for first, second in pairs)
    seen, chance = agreed / items, _by_chance(pairs)
    if chance == 1:
        return Agreement(items, agreed, 1.0, 1.0, 1.0)
    kappa = (seen - chance) / (1 - chance)
    reach = _TWO_SIDED_95 * sqrt(seen * (1 - seen) / items) / (1 - chance)
    return Agreement(items, agreed, kappa, max(-1.0, kappa - reach), min(1.0, kappa + reach))


def confused(pairs: Sequence[Pair]) -> list[tuple[Pair, int]]:
    """What is taken for one another, the most frequent first; who said which does not matter."""
    apart = Counter((min(pair), max(pair)) for pair in pairs if pair[0] != pair[1])
    return sorted(apart.items(), key=lambda found: (-found[1], found[0]))


def _by_chance(pairs: Sequence[Pair]) -> float:
    first, second = Counter(pair[0] for pair in pairs), Counter(pair[1] for pair in pairs)
    return sum(first[name] * second[name] for name in first) / len(pairs) ** 2
