"""One probability out of the evidence for an entry, and the cost that says when to be silent.

A logistic function of the evidence, fitted when the index is built, is the probability that the entry answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge_base.onnx_encoder import Floats


@dataclass(frozen=True)
class Costs:
    """What a wrong answer shown costs against a right one withheld; only their proportion counts."""

    wrong: float
    withheld: float

    @property
    def threshold(self) -> float:
        """The probability of being right from which showing costs less than silence."""
        return self.wrong / (self.wrong + self.withheld)


# A shopper who is told something wrong unseen acts on it or asks again in anger; one who is told nothing is offered a
# person, which costs a minute of that person.
UNSEEN = Costs(wrong=1.0, withheld=1.0)
# An agent reads first: a wrong suggestion costs a glance and some trust, a right one withheld the typing of an answer.
READ_FIRST = Costs(wrong=2.0, withheld=3.0)


@dataclass(frozen=True)
class Calibration:
    """`threshold` is the confidence below which nothing is said to a shopper unseen."""

    weights: Sequence[float]
    bias: float
    threshold: float = UNSEEN.threshold

    def confidence(self, found: Floats) -> Floats:
        inner = found @ np.asarray(self.weights, dtype=np.float32) + np.float32(self.bias)
        return np.asarray(1 / (1 + np.exp(-inner)), dtype=np.float32)
