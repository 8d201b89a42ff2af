"""Fit the calibration: every sentence of an entry asks in turn, as if it did not stand there; so do the negatives."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from knowledge_base.bm25 import Cut
from knowledge_base.encoder import Encoder
from knowledge_base.fusion import Calibration, Layout
from knowledge_base.index import Index, vectors_of
from knowledge_base.onnx_encoder import Floats

CANDIDATES = 10
ANSWERED_NEGATIVES = 0.03
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
    return list(_held_out(index))


def _held_out(index: Index) -> Iterator[Trial]:
    vectors, lexical, near = vectors_of(index), index.lexical, _neighbours(index)
    layout = Layout.of(index.owners, vectors)
    for place, owner in enumerate(index.owners):
        rest = layout.without(place, vectors)
        found = rest.evidence(vectors @ vectors[place], lexical.scores(index.terms[place]))
        yield _trial(owner, found, near[owner])


def foreign(index: Index, texts: Sequence[str], encoder: Encoder, cut: Cut) -> list[Trial]:
    vectors, lexical = vectors_of(index), index.lexical
    layout = Layout.of(index.owners, vectors)
    return [
        _trial(NOWHERE, layout.evidence(vectors @ vector, lexical.scores(cut(text))), set())
        for text, vector in zip(texts, encoder.encode(texts), strict=True)
    ]


def fit(trials: Sequence[Trial]) -> Calibration:
    """First the order of the entries, then how far the first of them is to be trusted; both are one logistic function.

    The threshold leaves three of a hundred negatives an answer.
    """
    order = _order(trials)
    firsts = [best(trial, order) for trial in trials]
    logits = np.array([[_logit(confidence)] for _, confidence in firsts])
    trust = LogisticRegression(C=WEAK).fit(logits, [is_acceptable(trial, order) for trial in trials])
    slope, shift = float(trust.coef_[0][0]), float(trust.intercept_[0])
    fitted = Calibration([slope * weight for weight in order.weights], slope * order.bias + shift, 0.0)
    tops = [best(trial, fitted)[1] for trial in trials if trial.right == NOWHERE]
    return replace(fitted, threshold=float(np.quantile(tops, 1 - ANSWERED_NEGATIVES)))


def _order(trials: Sequence[Trial]) -> Calibration:
    labels = [(trial.candidates == trial.right)[~trial.unsure] for trial in trials]
    samples = np.concatenate([trial.evidence[~trial.unsure] for trial in trials])
    model = LogisticRegression(C=WEAK).fit(samples, np.concatenate(labels))
    return Calibration([float(weight) for weight in model.coef_[0]], float(model.intercept_[0]), 0.0)


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


def _trial(right: int, found: Floats, related: set[int]) -> Trial:
    candidates = np.union1d(_largest(found[:, 1]), _largest(found[:, 2]))
    return Trial(right, candidates, found[candidates], np.isin(candidates, sorted(related)))


def _largest(scores: Floats) -> NDArray[np.int64]:
    return np.asarray(np.argsort(-scores)[:CANDIDATES], dtype=np.int64)


def _neighbours(index: Index) -> list[set[int]]:
    places = {entry.id: place for place, entry in enumerate(index.entries)}
    near = [{places[one] for one in entry.related if one in places} for entry in index.entries]
    for place, others in enumerate([set(one) for one in near]):
        for other in others:
            near[other].add(place)
    return near
