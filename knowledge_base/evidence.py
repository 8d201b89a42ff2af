"""What speaks for an entry: numbers out of the vectors and the terms of its sentences.

Only candidates are judged: the entries of the sentences that are nearest by vector or share most terms. Their evidence
is exact, however the candidates were found.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from knowledge_base.index import Index
from knowledge_base.lexical import Hashes, Ints, Keys
from knowledge_base.onnx_encoder import Floats
from knowledge_base.segment import Mask, Segment

SENTENCES = 50  # nearest by vector, and as many by terms, that name candidates
FEW = 3  # the nearest sentences of an entry that are taken together
NO_ROW = -1
EVIDENCE = ("nearest sentence", "mean of the nearest three", "middle of all sentences", "best share of terms")


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


def candidates(index: Index, query: Query, left_out: int = NO_ROW) -> Candidates:
    """`left_out` is a sentence of a freshly built index, judged as if it did not stand there."""
    rare = index.rarity(query.keys)
    found = [_of_segment(segment, first, alive, query, rare, left_out) for first, segment, alive in index.segments]
    return Candidates(*(np.concatenate(column) for column in zip(*found, strict=True)))


def _of_segment(
    segment: Segment, first: int, alive: Mask | None, query: Query, rare: Floats, left_out: int
) -> tuple[Ints, Floats, Ints]:
    shared = segment.lexical.scores(query.keys, rare) / np.float32(rare.sum() or 1)
    if alive is not None:
        shared[~alive] = 0
    near = segment.dense.nearest(query.vector, SENTENCES + 1, alive)
    rows = np.union1d(near, _largest(shared))
    held = _Held.of(segment, np.unique(segment.owners(rows[rows != left_out])), left_out)
    dense = segment.dense.vectors(held.rows) @ query.vector
    order = np.lexsort((-dense, held.groups))
    found = _evidence(dense[order], shared[held.rows[order]], held)
    return first + held.places, found, held.rows[order][held.starts]


@dataclass(frozen=True)
class _Held:
    """All sentences of some entries, side by side: `groups[i]` is the entry of row i, `starts` where each begins."""

    places: Ints
    rows: Ints
    groups: Ints
    starts: Ints
    lengths: Floats

    @classmethod
    def of(cls, segment: Segment, places: Ints, left_out: int) -> "_Held":
        rows = np.concatenate([np.arange(*segment.starts[place : place + 2]) for place in places])
        rows = rows[rows != left_out]
        owners = segment.owners(rows)
        kept, starts, groups = np.unique(owners, return_index=True, return_inverse=True)
        lengths = segment.lengths[kept]
        if left_out != NO_ROW:
            spoiled = kept == segment.owners(np.array([left_out]))[0]
            others = segment.dense.vectors(rows[spoiled[groups]])
            lengths = np.where(spoiled, np.linalg.norm(others.sum(axis=0)), lengths)
        return cls(kept, rows, groups, starts, lengths)


def _evidence(dense: Floats, shared: Floats, held: _Held) -> Floats:
    """The sentences of each entry come with the nearest first."""
    sizes = np.diff(held.starts, append=len(dense))
    ranks = np.arange(len(dense)) - held.starts[held.groups]
    few = np.add.reduceat(np.where(ranks < FEW, dense, 0), held.starts) / np.minimum(sizes, FEW)
    middle = np.add.reduceat(dense, held.starts) / np.maximum(held.lengths, 1e-6)
    return np.column_stack([dense[held.starts], few, middle, np.maximum.reduceat(shared, held.starts)]).astype(
        np.float32
    )


def _largest(scores: Floats) -> Ints:
    """The rows of the largest scores, none of nothing."""
    count = min(SENTENCES + 1, len(scores))
    rows = np.argpartition(-scores, count - 1)[:count]
    return np.asarray(rows[scores[rows] > 0], dtype=np.int64)
