"""Which messages to label next, so that a classifier learns most from few labels.

A ridge regression from the encoder's vectors to the intents, made anew from all known sentences in a moment, says how
level the two likeliest intents of each open message are. A label is worth what it takes off the variance of its
predictions for all open messages, each counted by its doubt and its copies: so frequent kinds come before rare ones,
and what is like a chosen message is worth less at once (transductive experimental design, Yu, Bi and Tresp 2006,
weighted by doubt). Where nothing is known yet all are in doubt alike, and the choice spreads over the frequent kinds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assist_api.domain.learning_order import LearningRules

Matrix = NDArray[np.floating[Any]]
ROWS = 4096  # read as wider numbers at once, so that memory stays small however many there are


@dataclass(frozen=True)
class Learned:
    inverse: NDArray[np.float64]  # of the penalised second moments of the known vectors: what is still uncertain
    weights: NDArray[np.float64]  # dimensions by intents


def learn(vectors: Matrix, intents: Sequence[str], prior: float) -> Learned:
    """`vectors`: a row a known sentence, of unit length; none at all will do."""
    names, place = np.unique(np.asarray(intents, dtype=str), return_inverse=True)
    moments = prior * np.eye(vectors.shape[1])
    sums = np.zeros((vectors.shape[1], len(names)))
    for rows in _pieces(len(vectors)):
        known = np.asarray(vectors[rows], np.float64)
        moments += known.T @ known
        sums += known.T @ np.eye(len(names))[place[rows]]
    inverse = np.asarray(np.linalg.inv(moments), np.float64)
    return Learned(inverse, inverse @ sums)


def doubts(learned: Learned, vectors: Matrix, margin_scale: float) -> NDArray[np.float64]:
    """Of each message, up to 1: the two likeliest intents are level, or there are no two."""
    if learned.weights.shape[1] < 2:
        return np.ones(len(vectors))
    found = [_margins(np.asarray(vectors[rows], np.float64) @ learned.weights) for rows in _pieces(len(vectors))]
    return np.exp(-np.concatenate([*found, np.empty(0)]) / margin_scale)


def next_to_label(
    learned: Learned, vectors: Matrix, copies: NDArray[np.integer[Any]], rules: LearningRules
) -> list[int]:
    """The rows to be labelled next, the best first. `copies`: how many equal messages each row stands for."""
    doubt = doubts(learned, vectors, rules.margin_scale)
    spread = _spread(vectors, doubt * copies)
    worth = doubt * _worth(learned, vectors, spread)
    considered = np.argsort(-worth, kind="stable")[: rules.considered]
    chosen = _greedy(learned, np.asarray(vectors[considered], np.float64), doubt[considered], spread, rules.ahead)
    return [int(considered[place]) for place in chosen]


def _margins(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    two = np.partition(scores, -2, axis=1)[:, -2:]
    return np.asarray(two[:, 1] - two[:, 0])


def _spread(vectors: Matrix, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Second moments of the open messages, each counted by its weight."""
    spread = np.zeros((vectors.shape[1], vectors.shape[1]))
    for rows in _pieces(len(vectors)):
        some = np.asarray(vectors[rows], np.float64)
        spread += (some * weights[rows, None]).T @ some
    return spread


def _worth(learned: Learned, vectors: Matrix, spread: NDArray[np.float64]) -> NDArray[np.float64]:
    """What a label of each message alone would take off the variance of all predictions."""
    inner = learned.inverse @ spread @ learned.inverse
    worth = np.empty(len(vectors))
    for rows in _pieces(len(vectors)):
        some = np.asarray(vectors[rows], np.float64)
        worth[rows] = _forms(some, inner) / (1 + _forms(some, learned.inverse))
    return worth


def _greedy(
    learned: Learned, vectors: NDArray[np.float64], doubt: NDArray[np.float64], spread: NDArray[np.float64], number: int
) -> Iterator[int]:
    """One after the other, each as if those before it were known; which intent they have does not matter for that.

    `gain` over 1 + `open` is what `_worth` says; both are brought up to date by one product a choice.
    """
    reach = vectors @ learned.inverse
    gain, still_open = np.einsum("ij,ij->i", reach @ spread, reach), np.einsum("ij,ij->i", reach, vectors)
    left = np.ones(len(vectors), dtype=bool)
    for _ in range(min(number, len(vectors))):
        at = int(np.argmax(np.where(left, doubt * gain / (1 + still_open), -np.inf)))
        yield at
        left[at] = False
        own, size = reach[at].copy(), 1 + still_open[at]
        along, pull = vectors @ own / size, spread @ own
        gain += along * (along * (own @ pull) - 2 * (reach @ pull))
        still_open -= along * along * size
        reach -= np.outer(along, own)


def _forms(vectors: NDArray[np.float64], matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.einsum("ij,ij->i", vectors @ matrix, vectors))


def _pieces(number: int) -> Iterator[slice]:
    return (slice(start, start + ROWS) for start in range(0, number, ROWS))
