"""Log odds as sums: of the words of a message, and of its vector where there is one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Columns = NDArray[np.intp]


@dataclass(frozen=True)
class Linear:
    """Log odds of each outcome: `weights` is features by outcomes, `bias` one number an outcome."""

    weights: Floats
    bias: Floats

    def __call__(self, columns: Columns, values: Floats) -> Floats:
        result: Floats = values @ self.weights[columns] + self.bias
        return result


@dataclass(frozen=True)
class Sentence:
    """What the vector of the whole message adds, and how far the words still count beside it."""

    words_count: float
    vector: Linear

    def joined(self, words: Floats, vector: NDArray[np.floating]) -> Floats:
        joined: Floats = self.words_count * words + vector @ self.vector.weights + self.vector.bias
        return joined


@dataclass(frozen=True)
class Judgement:
    """Calibrated log odds. `words` can stand alone; `sentence` is missing where training had no encoder."""

    words: Linear
    sentence: Sentence | None = None

    def __call__(self, columns: Columns, values: Floats, vector: NDArray[np.floating] | None) -> Floats:
        words = self.words(columns, values)
        return words if vector is None or self.sentence is None else self.sentence.joined(words, vector)


def softmax(odds: Floats) -> Floats:
    raised = np.exp(odds - odds.max())
    scores: Floats = raised / raised.sum()
    return scores


def sigmoid(odds: float) -> float:
    return float(1 / (1 + np.exp(-odds)))
