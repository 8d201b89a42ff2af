"""One probability out of two kinds of evidence: how near the vectors are, how many terms are shared.

For every entry three numbers: its nearest sentence, the middle of its sentences, its best share of terms. A logistic
function of them, fitted when the index is built, is the probability that the entry answers the message.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Calibration:
    """`threshold` is the confidence below which nothing is said."""

    weights: Sequence[float]
    bias: float
    threshold: float

    def confidence(self, found: Floats) -> Floats:
        inner = found @ np.asarray(self.weights, dtype=np.float32) + np.float32(self.bias)
        return np.asarray(1 / (1 + np.exp(-inner)), dtype=np.float32)


@dataclass(frozen=True)
class Layout:
    """Which sentences are whose.

    `places[i]` is a sentence of the entry `owners[i]`; `lengths` are those of the sums of each entry's vectors.
    """

    places: Places
    owners: Places
    lengths: Floats

    @classmethod
    def of(cls, owners: Sequence[int], vectors: Floats) -> Self:
        held = np.asarray(owners, dtype=np.int64)
        sums = np.zeros((len(np.unique(held)), vectors.shape[1]), dtype=np.float32)
        np.add.at(sums, held, vectors)
        return cls(np.arange(len(held)), held, np.linalg.norm(sums, axis=1))

    def without(self, place: int, vectors: Floats) -> Self:
        """As if that sentence did not stand in its entry."""
        owner = self.owners[place]
        others = vectors[(self.owners == owner) & (self.places != place)]
        lengths = self.lengths.copy()
        lengths[owner] = np.linalg.norm(others.sum(axis=0))
        return type(self)(np.delete(self.places, place), np.delete(self.owners, place), lengths)

    def evidence(self, dense: Floats, lexical: Floats) -> Floats:
        """[entries, 3] from the scores of all sentences."""
        nearest, shared = np.full_like(self.lengths, -1), np.zeros_like(self.lengths)
        np.maximum.at(nearest, self.owners, dense[self.places])
        np.maximum.at(shared, self.owners, lexical[self.places])
        sums = np.bincount(self.owners, dense[self.places], minlength=len(self.lengths))
        return np.column_stack([nearest, sums / np.maximum(self.lengths, 1e-6), shared]).astype(np.float32)
