"""A classifier that learns the bot's sentences in seconds: characters and vectors, one linear margin an intent.

On nlu_data/test it is right as often as the bot's own (docs/reference/quality.md), so what flips here will mostly flip
there. A margin knows only its own intent, so that after a move two of them are learned anew, not all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import KFold
from sklearn.svm import LinearSVC

from knowledge_base.onnx_encoder import Floats

C, DENSE_WEIGHT, SHARPNESS = 0.5, 0.8, 6.0  # as in bot/components/linear_classifier.py
TOLERANCE = 0.01  # of the solver: as right on nlu_data/test as a hundredth of it
FOLDS = 5
Labels = NDArray[np.str_]


@dataclass(frozen=True)
class Guess:
    """`written`: the confidence in the intent that the sentence is written under."""

    intent: str
    confidence: float
    written: float


@dataclass(frozen=True)
class Machine:
    """`weights`: a row an intent."""

    intents: tuple[str, ...]
    weights: Floats
    bias: Floats


class Sentences:
    """What is learned from, as numbers: made once for a stand of the data, whichever way it is labelled."""

    def __init__(self, texts: Sequence[str], vectors: Floats) -> None:
        self._counts = TfidfVectorizer(analyzer="char", ngram_range=(1, 2), sublinear_tf=True).fit(texts)
        self.features = self.of(texts, vectors)

    def of(self, texts: Sequence[str], vectors: Floats) -> csr_matrix:
        return hstack([self._counts.transform(texts), csr_matrix(DENSE_WEIGHT * vectors)]).tocsr()

    def learn(self, labels: Sequence[str]) -> Machine:
        return _learned(self.features, np.array(labels))

    def learn_again(self, machine: Machine, labels: Sequence[str], changed: Collection[str]) -> Machine:
        """Where only the sentences of `changed` are labelled otherwise than `machine` has learned."""
        given = np.array(labels)
        rows: dict[str, tuple[Floats, float]] = {
            name: (machine.weights[at], machine.bias[at])
            for at, name in enumerate(machine.intents)
            if name not in changed
        }
        for name in sorted(set(changed) & set(labels)):
            rows[name] = _one_margin(self.features, given == name)
        names = tuple(sorted(rows))
        return Machine(names, np.array([rows[name][0] for name in names]), np.array([rows[name][1] for name in names]))

    def cross_validated(self, labels: Sequence[str], told: Callable[[float], None]) -> list[Guess]:
        """What each sentence is taken for by those that learned all others but a fifth. `told`: the share done."""
        given, found = np.array(labels), [Guess("", 0.0, 0.0)] * len(labels)
        folds = KFold(FOLDS, shuffle=True, random_state=0).split(given)
        for number, (learned, asked) in enumerate(folds):
            told(number / FOLDS)
            guesses = guessed(_learned(self.features[learned], given[learned]), self.features[asked], given[asked])
            for at, guess in zip(asked, guesses, strict=True):
                found[at] = guess
        return found


def guessed(machine: Machine, features: csr_matrix, labels: Sequence[str] | Labels) -> list[Guess]:
    """`labels`: what is written."""
    margins = features @ machine.weights.T + machine.bias
    powers = np.exp(SHARPNESS * (margins - margins.max(axis=1, keepdims=True)))
    confidences = powers / powers.sum(axis=1, keepdims=True)
    places = {name: at for at, name in enumerate(machine.intents)}
    return [
        Guess(machine.intents[best], float(row[best]), float(row[places[label]]) if label in places else 0.0)
        for best, row, label in zip(confidences.argmax(axis=1), confidences, map(str, labels), strict=True)
    ]


def _learned(features: csr_matrix, labels: Labels) -> Machine:
    names = np.unique(labels)
    if len(names) == 2:  # of two the library learns one margin: the other is its mirror
        weights, bias = _one_margin(features, labels == names[1])
        return Machine(tuple(map(str, names)), np.array([-weights, weights]), np.array([-bias, bias]))
    learned = LinearSVC(C=C, tol=TOLERANCE, random_state=0).fit(features, labels)
    return Machine(tuple(map(str, learned.classes_)), learned.coef_.astype(np.float32), learned.intercept_)


def _one_margin(features: csr_matrix, is_one: NDArray[np.bool_]) -> tuple[Floats, float]:
    learned = LinearSVC(C=C, tol=TOLERANCE, random_state=0).fit(features, is_one)
    return learned.coef_[0].astype(np.float32), float(learned.intercept_[0])
