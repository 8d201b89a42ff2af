"""The weights of evidence, fitted so that the right entry would be chosen among the candidates, or none of them.

A choice model (conditional logit with a way out): what matters is the order of the candidates of one message, not how
one message compares with another.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from knowledge_base.lexical import Ints
from knowledge_base.onnx_encoder import Floats

Numbers = NDArray[np.float64]
NONE = -1
RESTRAINT = 1e-4  # keeps weights finite where a handful of messages is told apart without a mistake


def weights(evidence: Sequence[Floats], chosen: Sequence[int]) -> list[float]:
    """`chosen[i]` is the row of `evidence[i]` that is right, or NONE."""
    samples = np.concatenate(evidence).astype(np.float64)
    starts = np.cumsum([0, *map(len, evidence[:-1])])
    rows = np.array([NONE if row == NONE else start + row for start, row in zip(starts, chosen, strict=True)])
    spread = samples.std(axis=0) + 1e-9
    found = minimize(_loss, np.zeros(samples.shape[1] + 1), (samples / spread, starts, rows), "L-BFGS-B", jac=True)
    return [float(weight) for weight in found.x[:-1] / spread]


def _loss(point: Numbers, samples: Numbers, starts: Ints, rows: Ints) -> tuple[float, Numbers]:
    """The mean surprise at what was chosen, and its slope; the last number of `point` is the pull of none."""
    inner, none = point[:-1], point[-1]
    scores = samples @ inner
    totals = np.logaddexp(np.logaddexp.reduceat(scores, starts), none)
    picked = rows[rows != NONE]
    surprise = totals.sum() - scores[picked].sum() - none * (len(rows) - len(picked))
    shares = np.exp(scores - np.repeat(totals, np.diff(starts, append=len(scores))))
    slope = shares @ samples - samples[picked].sum(axis=0)
    slope_of_none = np.exp(none - totals).sum() - (len(rows) - len(picked))
    loss = surprise / len(rows) + RESTRAINT * inner @ inner
    return float(loss), np.append(slope / len(rows) + 2 * RESTRAINT * inner, slope_of_none / len(rows))
