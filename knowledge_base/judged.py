"""What questions found, judged by a calibration that was fitted without them: the figures of `evaluate`."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from knowledge_base import calibrate
from knowledge_base.calibrate import NOWHERE, Trial
from knowledge_base.fusion import READ_FIRST, UNSEEN, Calibration

AUDIENCES = {"told to a shopper unseen": UNSEEN, "suggested to an agent": READ_FIRST}
BINS = 10


class Judged(NamedTuple):
    trial: Trial
    by: Calibration

    @property
    def confidence(self) -> float:
        """Of the first hit."""
        return calibrate.best(self.trial, self.by)[1]

    @property
    def is_acceptable(self) -> bool:
        return calibrate.is_acceptable(self.trial, self.by)

    def is_right_among(self, count: int) -> bool:
        right = {self.trial.right, *self.trial.candidates[self.trial.unsure].tolist()}
        return bool(right & set(calibrate.ranked(self.trial, self.by)[:count]))


def crossed(inside: Sequence[Trial], outside: Sequence[Trial]) -> list[Judged]:
    """Both halves, each judged by the calibration of the other; the questions of one entry are in one half."""
    halves = [[trial for trial in inside if trial.right % 2 == half] + list(outside[half::2]) for half in (0, 1)]
    fitted = [calibrate.fit(half) for half in halves]
    return [Judged(trial, fitted[1 - half]) for half in (0, 1) for trial in halves[half]]


def silence(judged: Sequence[Judged]) -> Iterable[tuple[str, str]]:
    """Who gets an answer, at each threshold, and how good it is."""
    known = [one for one in judged if one.trial.right != NOWHERE]
    strangers = [one for one in judged if one.trial.right == NOWHERE]
    for audience, costs in AUDIENCES.items():
        answered = [one for one in known if one.confidence >= costs.threshold]
        yield f"{audience}: questions answered", share(one.confidence >= costs.threshold for one in known)
        yield f"{audience}: of those, right first", share(one.is_acceptable for one in answered)
        yield f"{audience}: negatives answered", share(one.confidence >= costs.threshold for one in strangers)
    yield "calibration error of the first hit (ECE)", f"{calibration_error(judged):.3f}"


def share(outcomes: Iterable[bool]) -> str:
    found = list(outcomes)
    return f"{np.mean(found):.3f} of {len(found)}" if found else "none"


def calibration_error(judged: Sequence[Judged]) -> float:
    """The mean gap between confidence and outcome, over ten bins of confidence."""
    firsts = np.array([one.confidence for one in judged])
    right = np.array([one.is_acceptable for one in judged])
    places = np.minimum((firsts * BINS).astype(int), BINS - 1)
    members = [places == one for one in np.unique(places)]
    return float(sum(abs(firsts[inside].mean() - right[inside].mean()) * inside.mean() for inside in members))
