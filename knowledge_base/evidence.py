"""What speaks for an entry: numbers out of the vectors and the terms of its sentences.

Only candidates are judged: the entries of the sentences that are nearest by vector or share most terms. Their evidence
is exact, however the candidates were found.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge_base.index import Index
from knowledge_base.lexical import Hashes, Ints, Keys, rarity
from knowledge_base.onnx_encoder import Floats
from knowledge_base.segment import Mask, Segment

SENTENCES = 50  # nearest by vector, and as many by terms, that name candidates
FEW = 3  # the nearest sentences of an entry that are taken together
NO_ROW = -1
EVIDENCE = (
    "nearest sentence",
    "mean of the nearest three",
    "middle of all sentences",
    "best share of terms",
    "terms that mark the entry",
)


class Query(NamedTuple):
    vector: Floats
    keys: Keys

    @classmethod
    def of(cls, vector: Floats, terms: Sequence[str]) -> "Query":
        return cls(vector, np.unique(Hashes().of(terms)))


@dataclass(frozen=True)
class Candidates:
    """`places[i]` is an entry, `evidence[i]` what speaks for it, `nearest[i]` its sentence nearest to the query."""

    places: Ints
    evidence: Floats
    nearest: Ints


def candidates(index: Index, query: Query, asking: int = NO_ROW) -> Candidates:
    """`asking` is a sentence of a freshly built index that asks itself, judged as if it did not stand there."""
    weighed = _Weighed.of(index, query)
    found = [_judged(part, first, alive, weighed, asking) for first, part, alive in index.segments]
    return Candidates(*(np.concatenate(column) for column in zip(*found, strict=True)))


def beside(index: Index, part: Segment, query: Query) -> Floats:
    """The evidence for the entries of a small part that stands beside the index, as if it stood in it."""
    return _judged(part, 0, None, _Weighed.of(index, query), NO_ROW)[1]


@dataclass(frozen=True)
class _Weighed:
    """A query with what its terms weigh in the whole index: `share` is that of the sentences that hold a term."""

    vector: Floats
    keys: Keys
    rarity: Floats
    share: Floats

    @classmethod
    def of(cls, index: Index, query: Query) -> "_Weighed":
        holders = index.holders(query.keys)
        share = np.maximum(holders, 1).astype(np.float32) / np.float32(index.size)
        return cls(query.vector, query.keys, rarity(holders, index.size), share)


def _judged(part: Segment, first: int, alive: Mask | None, query: _Weighed, asking: int) -> tuple[Ints, Floats, Ints]:
    shared = part.lexical.scores(query.keys, query.rarity) / np.float32(query.rarity.sum() or 1)
    if alive is not None:
        shared[~alive] = 0
    rows = np.union1d(part.dense.nearest(query.vector, SENTENCES, alive), _largest(shared))
    held = _Held.of(part, np.unique(part.owners(rows[rows != asking])), asking)
    dense = part.dense.vectors(held.rows) @ query.vector
    order = np.lexsort((-dense, held.groups))
    by_vector = _by_vector(dense[order], held)
    by_terms = [np.maximum.reduceat(shared[held.rows], held.starts), _marked(part, held, query)]
    found = np.column_stack([*by_vector, *by_terms]).astype(np.float32)
    return first + held.places, found, held.rows[order][held.starts]


@dataclass(frozen=True)
class _Held:
    """All sentences of some entries, side by side: `groups[i]` is the entry of row i, `starts` where each begins.

    `asks` marks the entry whose own sentence asks: it lacks that sentence.
    """

    places: Ints
    rows: Ints
    groups: Ints
    starts: Ints
    lengths: Floats
    asks: Mask

    @classmethod
    def of(cls, part: Segment, places: Ints, asking: int) -> "_Held":
        rows = np.concatenate([*(np.arange(*part.starts[place : place + 2]) for place in places), places[:0]])
        rows = rows[rows != asking]
        kept, starts, groups = np.unique(part.owners(rows), return_index=True, return_inverse=True)
        lengths, asks = part.lengths[kept], (part.starts[kept] <= asking) & (asking < part.starts[kept + 1])
        if asks.any():
            others = part.dense.vectors(rows[asks[groups]])
            lengths = np.where(asks, np.linalg.norm(others.sum(axis=0)), lengths)
        return cls(kept, rows, groups, starts, lengths, asks)

    @property
    def sizes(self) -> Ints:
        return np.diff(self.starts, append=len(self.rows))


def _by_vector(dense: Floats, held: _Held) -> list[NDArray[np.floating]]:
    """The sentences of each entry come with the nearest first."""
    ranks = np.arange(len(dense)) - held.starts[held.groups]
    few = np.add.reduceat(np.where(ranks < FEW, dense, 0), held.starts) / np.minimum(held.sizes, FEW)
    return [dense[held.starts], few, np.add.reduceat(dense, held.starts) / np.maximum(held.lengths, 1e-6)]


def _marked(part: Segment, held: _Held, query: _Weighed) -> Floats:
    """How much more often the terms stand in the entry's sentences than elsewhere, as a sum of logarithms.

    It grows with the length of the message: what many terms say is surer than what one says.
    """
    counts = part.lexical.counts(query.keys, part.starts[held.places], part.starts[held.places + 1])
    own = (counts - held.asks[:, np.newaxis]) / held.sizes[:, np.newaxis]
    return np.asarray(np.log1p(own / query.share).sum(axis=1), dtype=np.float32)


def _largest(scores: Floats) -> Ints:
    """The rows of the largest scores, none of nothing."""
    count = min(SENTENCES, len(scores))
    rows = np.argpartition(-scores, count - 1)[:count]
    return np.asarray(rows[scores[rows] > 0], dtype=np.int64)
