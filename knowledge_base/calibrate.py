"""Fit the calibration: every sentence of an entry asks in turn, as if it did not stand there; so do the negatives."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from knowledge_base.bm25 import Cut
from knowledge_base.encoder import Encoder
from knowledge_base.evidence import Candidates, Query, candidates
from knowledge_base.fusion import Calibration
from knowledge_base.index import Index
from knowledge_base.onnx_encoder import Floats

NOWHERE = -1
WEAK = 100.0  # regularise hardly: there are four numbers to fit and thousands of rows


@dataclass(frozen=True)
class Trial:
    """What a message found: candidates by nearness, their evidence, and the entry that is right (or NOWHERE).

    `unsure` marks entries that are related to the right one: they may be right as well, so they teach nothing.
    """

    right: int
    candidates: NDArray[np.int64]
    evidence: Floats
    unsure: NDArray[np.bool_]


def negatives() -> list[str]:
    raw = yaml.safe_load((Path(__file__).parent / "negatives.yml").read_text(encoding="utf-8"))
    return [str(text) for text in raw]


def held_out(index: Index) -> list[Trial]:
    """Every sentence asks."""
    return list(_held_out(index))


def _held_out(index: Index) -> Iterator[Trial]:
    base, near = index.base, _neighbours(index)
    vectors, keys = base.dense.everything, base.lexical.by_row
    for row, owner in enumerate(base.owners(np.arange(len(vectors)))):
        yield _trial(int(owner), candidates(index, Query(vectors[row], keys[row]), row), near[owner])


def foreign(index: Index, texts: Sequence[str], encoder: Encoder, cut: Cut) -> list[Trial]:
    """Messages that no entry answers."""
    return asked(index, [(text, NOWHERE) for text in texts], encoder, cut)


def asked(index: Index, questions: Sequence[tuple[str, int]], encoder: Encoder, cut: Cut) -> list[Trial]:
    """Questions that do not stand in the index, each with the place of the entry that answers it."""
    near = [*_neighbours(index), set[int]()]
    vectors = encoder.encode([text for text, _ in questions])
    return [
        _trial(right, candidates(index, Query.of(vector, cut(text))), near[right])
        for (text, right), vector in zip(questions, vectors, strict=True)
    ]


def fit(trials: Sequence[Trial]) -> Calibration:
    """First the order of the entries, then how far the first of them is to be trusted; both are one logistic function.

    What a message finds beyond that is weighed by its costs (`fusion.Costs`), not fitted.
    """
    order = _order(trials)
    firsts = [best(trial, order) for trial in trials]
    logits = np.array([[_logit(confidence)] for _, confidence in firsts])
    trust = LogisticRegression(C=WEAK).fit(logits, [is_acceptable(trial, order) for trial in trials])
    slope, shift = float(trust.coef_[0][0]), float(trust.intercept_[0])
    return Calibration([slope * weight for weight in order.weights], slope * order.bias + shift)


def _order(trials: Sequence[Trial]) -> Calibration:
    labels = [(trial.candidates == trial.right)[~trial.unsure] for trial in trials]
    samples = np.concatenate([trial.evidence[~trial.unsure] for trial in trials])
    model = LogisticRegression(C=WEAK).fit(samples, np.concatenate(labels))
    return Calibration([float(weight) for weight in model.coef_[0]], float(model.intercept_[0]))


def _logit(confidence: float) -> float:
    return float(np.log(confidence) - np.log1p(-confidence))


def is_acceptable(trial: Trial, by: Calibration) -> bool:
    """The first is the right entry, or one related to it."""
    first = best(trial, by)[0]
    return first == trial.right or first in trial.candidates[trial.unsure]


def best(trial: Trial, calibration: Calibration) -> tuple[int, float]:
    confidence = calibration.confidence(trial.evidence)
    first = int(confidence.argmax())
    return int(trial.candidates[first]), float(confidence[first])


def ranked(trial: Trial, calibration: Calibration) -> list[int]:
    return [int(entry) for entry in trial.candidates[np.argsort(-calibration.confidence(trial.evidence))]]


def _trial(right: int, found: Candidates, related: set[int]) -> Trial:
    return Trial(right, found.places, found.evidence, np.isin(found.places, sorted(related)))


def _neighbours(index: Index) -> list[set[int]]:
    places = {entry.id: place for place, entry in enumerate(index.entries)}
    near = [{places[one] for one in entry.related if one in places} for entry in index.entries]
    for place, others in enumerate([set(one) for one in near]):
        for other in others:
            near[other].add(place)
    return near
