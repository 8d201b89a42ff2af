"""A look through all training sentences: too near to another intent, contradicted by the others, or much the same."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assist_api.domain.data_care import CareRules
from assist_api.teaching.admission import has_words
from assist_api.teaching.quick_classifier import FOLDS, Sentences
from knowledge_base.onnx_encoder import Floats
from nlu_data.dataset import Sentence

ROWS_AT_ONCE = 512  # compared with all others: 35 megabytes for 17,000 sentences
NEIGHBOURS = 3  # shown as evidence
FEWEST = 2 * FOLDS  # sentences of an intent: of fewer, too little is left to learn from when a fifth is held out
SHARE_OF_COMPARING = 0.3  # of the time that a look takes
Told = Callable[[float], None]


@dataclass(frozen=True)
class Said:
    text: str
    intent: str


@dataclass(frozen=True)
class Close:
    """Two sentences of two intents that say much the same."""

    one: Said
    other: Said
    likeness: float

    @property
    def key(self) -> str:
        return _key("close", *sorted((self.one, self.other), key=lambda each: (each.intent, each.text)))


@dataclass(frozen=True)
class Contradicted:
    """A sentence that those which have not seen it take for `says`; `written`: their confidence in what is written."""

    sentence: Said
    says: str
    confidence: float
    written: float
    near: tuple[Said, ...]

    @property
    def key(self) -> str:
        return _key("contradicted", self.sentence, Said("", self.says))


@dataclass(frozen=True)
class Look:
    """`stamp`: of the data that was looked at. `repeated` and `understood`: shares, by intent."""

    stamp: str
    close: tuple[Close, ...]
    contradicted: tuple[Contradicted, ...]
    repeated: dict[str, float]
    understood: dict[str, float]

    def plain(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, plain: dict[str, Any]) -> Look:
        close = [Close(Said(**one["one"]), Said(**one["other"]), one["likeness"]) for one in plain["close"]]
        contradicted = [
            Contradicted(
                Said(**one["sentence"]),
                one["says"],
                one["confidence"],
                one["written"],
                tuple(Said(**near) for near in one["near"]),
            )
            for one in plain["contradicted"]
        ]
        return cls(plain["stamp"], tuple(close), tuple(contradicted), plain["repeated"], plain["understood"])


def look(stamp: str, train: Sequence[Sentence], vectors: Floats, rules: CareRules, told: Told) -> Look:
    """`told`: the share that is done; what it raises ends the look."""
    said = [Said(one.text, one.intent) for one in train]
    compared = _compared(said, vectors, rules, lambda share: told(SHARE_OF_COMPARING * share))
    labels, texts = [one.intent for one in train], [one.plain for one in train]
    guesses = Sentences(texts, vectors).cross_validated(
        labels, lambda share: told(SHARE_OF_COMPARING + (1 - SHARE_OF_COMPARING) * share)
    )
    counts = Counter(labels)
    doubted = [
        Contradicted(
            said[at],
            guess.intent,
            round(guess.confidence, 3),
            guess.written,
            tuple(said[one] for one in compared.near[at]),
        )
        for at, guess in enumerate(guesses)
        if guess.intent != labels[at] and guess.confidence >= rules.contradicted and counts[labels[at]] >= FEWEST
    ]
    understood = [guess.intent == label for guess, label in zip(guesses, labels, strict=True)]
    return Look(
        stamp,
        tuple(sorted(compared.close, key=lambda one: -one.likeness)),
        tuple(sorted(doubted, key=lambda one: one.written)),
        _shares(labels, compared.repeated),
        _shares(labels, understood),
    )


@dataclass
class _Compared:
    close: list[Close]
    repeated: NDArray[np.bool_]
    near: NDArray[np.intp]  # a row a sentence: those most like it


def _compared(said: Sequence[Said], vectors: Floats, rules: CareRules, told: Told) -> _Compared:
    intents, worded = np.array([one.intent for one in said]), np.array([has_words(one.text) for one in said])
    found = _Compared([], np.zeros(len(said), bool), np.zeros((len(said), min(NEIGHBOURS, len(said) - 1)), np.intp))
    for start in range(0, len(said), ROWS_AT_ONCE):
        told(start / len(said))
        cosines = vectors[start : start + ROWS_AT_ONCE] @ vectors.T
        places = np.arange(len(cosines))
        cosines[places, start + places] = -1.0  # itself
        cosines[~worded[start : start + ROWS_AT_ONCE]] = cosines[:, ~worded] = -1.0
        same = intents[start : start + ROWS_AT_ONCE, None] == intents[None, :]
        found.near[start : start + len(cosines)] = _highest(cosines, found.near.shape[1])
        found.repeated[start : start + len(cosines)] = (np.where(same, cosines, -1.0) >= rules.copy).any(axis=1)
        found.close += _close(said, start, np.where(same, -1.0, cosines), rules.close)
    return found


def _close(said: Sequence[Said], start: int, cosines: Floats, least: float) -> Iterator[Close]:
    for row, at in zip(*np.nonzero(cosines >= least), strict=True):
        if start + row < at:  # each pair once
            yield Close(said[start + row], said[at], round(float(cosines[row, at]), 3))


def _highest(cosines: Floats, number: int) -> NDArray[np.intp]:
    best = np.argpartition(-cosines, number - 1, axis=1)[:, :number] if number else np.empty((len(cosines), 0), np.intp)
    order = np.argsort(-np.take_along_axis(cosines, best, axis=1), axis=1)
    return np.take_along_axis(best, order, axis=1)


def _shares(labels: Sequence[str], marks: Sequence[bool] | NDArray[np.bool_]) -> dict[str, float]:
    by_label: dict[str, list[bool]] = defaultdict(list)
    for label, mark in zip(labels, marks, strict=True):
        by_label[label].append(bool(mark))
    return {label: round(sum(its) / len(its), 4) for label, its in by_label.items()}


def enough(train: Sequence[Sentence]) -> bool:
    """Whether there are two intents that can be told apart."""
    counts = Counter(one.intent for one in train)
    return sum(number >= FOLDS for number in counts.values()) > 1


def _key(kind: str, *parts: Said) -> str:
    return hashlib.sha256(repr((kind, parts)).encode()).hexdigest()[:32]
