"""One probability out of two kinds of evidence: how near the vectors are, how many terms are shared.

For every entry three numbers: its nearest sentence, the mean of its three nearest, its best share of terms. A logistic
function of them, fitted when the index is built, is the probability that the entry answers the message.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Places = NDArray[np.int64]
SUPPORT = 3


@dataclass(frozen=True)
class Calibration:
    """`threshold` is the confidence below which nothing is said."""

    weights: Sequence[float]
    bias: float
    threshold: float

    def confidence(self, found: Floats) -> Floats:
        inner = found @ np.asarray(self.weights, dtype=np.float32) + np.float32(self.bias)
        return np.asarray(1 / (1 + np.exp(-inner)), dtype=np.float32)


def rows_of(owners: Sequence[int]) -> Places:
    """[entries, most sentences]: the places of each entry's sentences, repeated where it has fewer."""
    groups: list[list[int]] = [[] for _ in range(max(owners, default=-1) + 1)]
    for place, owner in enumerate(owners):
        groups[owner].append(place)
    width = max(SUPPORT, *map(len, groups)) if groups else SUPPORT
    return np.array([np.resize(group, width) for group in groups], dtype=np.int64).reshape(-1, width)


def evidence(rows: Places, dense: Floats, lexical: Floats) -> Floats:
    """[entries, 3] from the scores of all sentences."""
    near = -np.sort(-dense[rows], axis=1)
    return np.column_stack([near[:, 0], near[:, :SUPPORT].mean(axis=1), lexical[rows].max(axis=1)])
