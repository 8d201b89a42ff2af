"""How well an encoder understands: mean average precision of retrieval, rank correlation of graded pairs."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Encode = Callable[[Sequence[str]], Floats]


def retrieval(path: Path, encode: Encode, intents: Collection[str] | None = None) -> float:
    """Rows of id, query, intent, ids of the right lines, ids of the hard wrong lines: mean average precision.

    `intents` keeps the queries of these intents, for an encoder that was tuned on the others.
    """
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    places = {row[0]: place for place, row in enumerate(rows)}
    vectors = encode([row[1] for row in rows])
    return float(np.mean([_precision(vectors, places, row) for row in rows if intents is None or row[2] in intents]))


def _precision(vectors: Floats, places: dict[str, int], row: Sequence[str]) -> float:
    right, wrong = ([places[one] for one in field.split(",") if one in places] for field in row[3:5])
    scores = vectors[right + wrong] @ vectors[places[row[0]]]
    return average_precision(scores, np.arange(len(scores)) < len(right))


def average_precision(scores: Floats, right: NDArray[np.bool_]) -> float:
    hits = right[np.argsort(-scores, kind="stable")]
    ranks = np.flatnonzero(hits) + 1
    return float(np.mean(np.arange(1, len(ranks) + 1) / ranks)) if len(ranks) else 0.0


def similarity(path: Path, encode: Encode) -> float:
    """Rows of grade, sentence, sentence: Spearman's correlation of the grades with the cosines."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    first, second = encode([row[1] for row in rows]), encode([row[2] for row in rows])
    return spearman(np.array([float(row[0]) for row in rows]), (first * second).sum(axis=1))


def spearman(one: NDArray[np.floating], other: NDArray[np.floating]) -> float:
    return float(np.corrcoef(average_ranks(one), average_ranks(other))[0, 1])


def average_ranks(values: NDArray[np.floating]) -> NDArray[np.float64]:
    """Equal values share the mean of their ranks."""
    _, group, sizes = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(sizes)
    return np.asarray((last - (sizes - 1) / 2)[group], dtype=np.float64)
