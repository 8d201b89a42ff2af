"""From raw log odds to scores one can trust, fitted on predictions for messages the fold's model had not seen.

Nearly all messages in a shop are neutral, and a false alarm costs an agent's time: neutral is lifted until false alarms
are as rare as `FALSE_ALARMS` allows. Of two outcomes (urgent or not) neither is lifted.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import log_expit, log_softmax

from assist_api.feeling.data import LABELS
from assist_api.feeling.linear import Floats, Judgement, Linear, Sentence

# Of our neutral messages, in cross-validation. Ours are written to mislead, those of life are not (CARD.md).
FALSE_ALARMS = 0.10
NEUTRAL = LABELS.index("neutral")

Targets = NDArray[np.generic]


def alone(words: Linear, unseen: Floats, targets: Targets) -> Judgement:
    """`unseen`: raw log odds of the words, out of fold."""
    (temperature,) = _weights([unseen], targets)
    lift = _neutral_lift(temperature * unseen, targets)
    return Judgement(Linear(temperature * words.weights, temperature * words.bias + lift))


def together(by_words: Judgement, unseen_words: Floats, vectors: Linear, unseen: Floats, targets: Targets) -> Judgement:
    """The words as they stand alone, and a vector's odds beside them, each counting as far as it helps the other."""
    words_count, vector_count = _weights([unseen_words, unseen], targets)
    lift = _neutral_lift(words_count * unseen_words + vector_count * unseen, targets)
    (temperature,) = _weights([unseen_words], targets)
    share = words_count / temperature  # of odds that are tempered already …
    lifted = share * _neutral_lift(temperature * unseen_words, targets)  # … and lifted
    bias = vector_count * vectors.bias + lift - lifted
    return Judgement(by_words.words, Sentence(share, Linear(vector_count * vectors.weights, bias)))


def _weights(odds: list[Floats], targets: Targets) -> list[float]:
    """How much each source counts, so that the sum tells the truth most likely."""
    found = minimize(
        lambda weights: _loss(sum(weight * each for weight, each in zip(weights, odds, strict=True)), targets),
        np.ones(len(odds)),
        bounds=[(0.01, 10)] * len(odds),
    )
    return [float(weight) for weight in found.x]


def _loss(odds: Floats, targets: Targets) -> float:
    if odds.shape[1] == 1:
        return float(-log_expit(np.where(targets, odds[:, 0], -odds[:, 0])).mean())
    return float(-log_softmax(odds, axis=1)[np.arange(len(targets)), targets].mean())


def _neutral_lift(odds: Floats, targets: Targets) -> Floats:
    """The least lift of neutral that keeps false alarms under FALSE_ALARMS; never negative."""
    lift = np.zeros(odds.shape[1])
    if len(lift) == len(LABELS):
        neutral = odds[targets == NEUTRAL]
        lead_of_unhappy = neutral[:, NEUTRAL + 1 :].max(axis=1) - neutral[:, NEUTRAL]
        lift[NEUTRAL] = max(0.0, float(np.quantile(lead_of_unhappy, 1 - FALSE_ALARMS)))
    return lift
