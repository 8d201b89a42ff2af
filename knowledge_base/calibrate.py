"""Fit the calibration, on questions that do not stand in the index and on what no entry answers.

The questions are those of the exam. Where there is none (a shop's own entries), every sentence of an entry asks in
turn, as if it did not stand there: hopeful, as sentences of one hand are alike, more so where the encoder knows them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from knowledge_base import choice
from knowledge_base.bm25 import Cut
from knowledge_base.encoder import Encoder
from knowledge_base.evidence import Candidates, Query, candidates
from knowledge_base.exam import Question
from knowledge_base.fusion import Calibration
from knowledge_base.index import Index
from knowledge_base.onnx_encoder import Floats

NOWHERE = -1
WEAK = 100.0  # regularise hardly: there are two numbers to fit and many rows


@dataclass(frozen=True)
class Trial:
    """What a message found: candidates by nearness, their evidence, and the entry that is right (or NOWHERE).

    `unsure` marks entries that may be right as well, so that they teach nothing.
    """

    right: int
    candidates: NDArray[np.int64]
    evidence: Floats
    unsure: NDArray[np.bool_]


def negatives() -> list[str]:
    raw = yaml.safe_load((Path(__file__).parent / "negatives.yml").read_text(encoding="utf-8"))
    return [str(text) for text in raw]


def held_out(index: Index) -> list[Trial]:
    """Every sentence asks, where there is another that might answer; related entries are unsure."""
    return [trial for trial in _held_out(index) if len(trial.candidates)]


def _held_out(index: Index) -> Iterator[Trial]:
    base, near = index.base, _neighbours(index)
    vectors, keys = base.dense.everything, base.lexical.by_row
    for row, owner in enumerate(base.owners(np.arange(len(vectors)))):
        yield _trial(int(owner), candidates(index, Query(vectors[row], keys[row]), row), near[owner])


def examined(index: Index, questions: Sequence[Question], encoder: Encoder, cut: Cut) -> list[Trial]:
    """The exam's questions whose answer stands in the index; other entries that answer as well are unsure."""
    places = index.base.places
    known = [question for question in questions if question.entry in places]
    also = [{places[one] for one in question.also if one in places} for question in known]
    found = _found(index, [question.text for question in known], encoder, cut)
    rows = zip(known, found, also, strict=True)
    return [_trial(places[question.entry], one, related) for question, one, related in rows]


def foreign(index: Index, texts: Sequence[str], encoder: Encoder, cut: Cut) -> list[Trial]:
    """Messages that no entry answers."""
    return [_trial(NOWHERE, found, set()) for found in _found(index, texts, encoder, cut)]


def _found(index: Index, texts: Sequence[str], encoder: Encoder, cut: Cut) -> list[Candidates]:
    vectors = encoder.encode(texts)
    return [candidates(index, Query.of(vector, cut(text))) for vector, text in zip(vectors, texts, strict=True)]


def fit(trials: Sequence[Trial]) -> Calibration:
    """First the order of the entries, then how far the first of them is to be trusted; both are one logistic function.

    From which confidence one speaks is not fitted: it follows from what a mistake costs (`fusion.Costs`).
    """
    order = Calibration(_order(trials), 0.0)
    firsts = [_first(trial, order) for trial in trials]
    scores = np.array([[trial.evidence[first] @ order.weights] for trial, first in zip(trials, firsts, strict=True)])
    trust = LogisticRegression(C=WEAK).fit(scores, [is_acceptable(trial, order) for trial in trials])
    slope, shift = float(trust.coef_[0][0]), float(trust.intercept_[0])
    return Calibration([slope * weight for weight in order.weights], shift)


def _order(trials: Sequence[Trial]) -> list[float]:
    """What may be right as well is left out of the choice."""
    sure = [trial for trial in trials if not trial.unsure.all()]
    right = [np.flatnonzero(trial.candidates[~trial.unsure] == trial.right) for trial in sure]
    evidence = [trial.evidence[~trial.unsure] for trial in sure]
    return choice.weights(evidence, [int(rows[0]) if len(rows) else choice.NONE for rows in right])


def is_acceptable(trial: Trial, by: Calibration) -> bool:
    """The first is the right entry, or one related to it."""
    first = best(trial, by)[0]
    return first == trial.right or first in trial.candidates[trial.unsure]


def best(trial: Trial, calibration: Calibration) -> tuple[int, float]:
    first = _first(trial, calibration)
    return int(trial.candidates[first]), float(calibration.confidence(trial.evidence)[first])


def _first(trial: Trial, calibration: Calibration) -> int:
    return int((trial.evidence @ np.asarray(calibration.weights, dtype=np.float32)).argmax())


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
