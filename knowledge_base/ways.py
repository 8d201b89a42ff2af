"""Ways to find the entry that a question asks for, ours and the plain ones, each as a table of scores.

A way takes entries and questions and gives [questions, entries]; only the order within a row means something.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from knowledge_base.bm25 import Bm25, Cut
from knowledge_base.encoder import Encoder
from knowledge_base.entries import Entry
from knowledge_base.evidence import Query, candidates
from knowledge_base.exam import Question
from knowledge_base.fusion import Calibration
from knowledge_base.index import make

Scores = NDArray[np.floating]
Way = Callable[[Sequence[Entry], Sequence[str]], Scores]


def tfidf(entries: Sequence[Entry], questions: Sequence[str]) -> Scores:
    """The nearest sentence by characters, their pairs and triples."""
    texts, owners = sentences_of(entries)
    vectors = _characters().fit(texts)
    return by_entry((vectors.transform(questions) @ vectors.transform(texts).T).toarray(), owners)


def logistic(entries: Sequence[Entry], questions: Sequence[str]) -> Scores:
    """A classifier over the same, one class an entry."""
    texts, owners = sentences_of(entries)
    model = make_pipeline(_characters(), LogisticRegression(C=10, max_iter=300)).fit(texts, owners)
    return np.asarray(model.predict_log_proba(questions))


def bm25(cut: Cut) -> Way:
    def scores(entries: Sequence[Entry], questions: Sequence[str]) -> Scores:
        texts, owners = sentences_of(entries)
        table = Bm25([cut(text) for text in texts])
        return by_entry(np.stack([table.scores(cut(question)) for question in questions]), owners)

    return scores


def nearest(encoder: Encoder) -> Way:
    """By the encoder's vectors alone."""

    def scores(entries: Sequence[Entry], questions: Sequence[str]) -> Scores:
        texts, owners = sentences_of(entries)
        return by_entry(encoder.encode(questions) @ encoder.encode(texts).T, owners)

    return scores


def fused(encoder: Encoder, cut: Cut, by: Calibration) -> Way:
    """As the knowledge search does it, by the calibration of other entries."""

    def scores(entries: Sequence[Entry], questions: Sequence[str]) -> Scores:
        index = make(entries, "way", encoder, cut)
        table = np.full((len(questions), len(entries)), -np.inf)
        for row, vector, question in zip(table, encoder.encode(questions), questions, strict=True):
            found = candidates(index, Query.of(vector, cut(question)))
            row[found.places] = found.evidence @ np.asarray(by.weights, np.float32)
        return table

    return scores


def sentences_of(entries: Sequence[Entry]) -> tuple[list[str], NDArray[np.int64]]:
    pairs = [(text, owner) for owner, entry in enumerate(entries) for text in entry.texts]
    return [text for text, _ in pairs], np.array([owner for _, owner in pairs])


def by_entry(scores: Scores, owners: NDArray[np.int64]) -> Scores:
    """An entry scores as its best sentence does; the sentences of one entry lie side by side."""
    return np.maximum.reduceat(scores, np.flatnonzero(np.diff(owners, prepend=-1)), axis=1)


def among(scores: Scores, right: Sequence[frozenset[int]], count: int) -> float:
    """The share of questions with a right entry among the first `count`."""
    first = np.argsort(-scores, axis=1, kind="stable")[:, :count]
    return float(np.mean([bool(one & set(row.tolist())) for one, row in zip(right, first, strict=True)]))


def first_and_three(scores: Scores, right: Sequence[frozenset[int]]) -> tuple[float, float]:
    return among(scores, right, 1), among(scores, right, 3)


def examined(way: Way, entries: Sequence[Entry], questions: Sequence[Question]) -> tuple[float, float]:
    """The exam in one way: right entry first, right among three."""
    places = {entry.id: place for place, entry in enumerate(entries)}
    right = [frozenset(places[one] for one in question.right) for question in questions]
    return first_and_three(way(entries, [question.text for question in questions]), right)


def _characters() -> TfidfVectorizer:
    return TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True)
