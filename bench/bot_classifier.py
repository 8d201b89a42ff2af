"""The bot's intent classifier outside of Rasa: the features of config.yml, the machine of bot/components.

Words are cut by jieba's own dictionary; the bot's has the shop's terms too.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

import jieba
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.preprocessing import normalize
from sklearn.svm import LinearSVC

from knowledge_base.onnx_encoder import Floats

C, DENSE_WEIGHT = 0.5, 0.8  # those of LinearIntentClassifier
Rows = NDArray[np.intp]


class Sentences:
    """Sentences that a classifier can be trained on and asked about, by their rows."""

    def __init__(self, texts: Sequence[str], vectors: Floats, intents: Sequence[str]) -> None:
        self.texts, self.vectors, self.intents = list(texts), vectors, np.asarray(intents)
        self._counts = _counts(self.texts)

    def __len__(self) -> int:
        return len(self.texts)

    def trained(self, rows: Rows) -> Classifier:
        return Classifier(self, rows)

    def features(self, rows: Rows, idf: NDArray[np.float64]) -> csr_matrix:
        words = normalize(self._counts[rows].multiply(idf).tocsr())
        return hstack([words, csr_matrix(DENSE_WEIGHT * self.vectors[rows])]).tocsr()

    def idf(self, rows: Rows) -> NDArray[np.float64]:
        """What stands in none of them is not known to whoever learns from them."""
        often = np.diff(self._counts[rows].tocsc().indptr)
        return np.where(often > 0, np.log((1 + len(rows)) / (1 + often)) + 1, 0.0)


class Classifier:
    def __init__(self, sentences: Sentences, rows: Rows) -> None:
        self._sentences, self._idf = sentences, sentences.idf(rows)
        self._only = None if len(set(sentences.intents[rows])) > 1 else sentences.intents[rows][0]
        self._machine = LinearSVC(C=C, random_state=0)
        if self._only is None:
            self._machine.fit(sentences.features(rows, self._idf), sentences.intents[rows])

    def accuracy(self, rows: Rows) -> float:
        intents = self._sentences.intents[rows]
        if self._only is not None:
            return float(np.mean(intents == self._only))
        return float(np.mean(self._machine.predict(self._sentences.features(rows, self._idf)) == intents))

    def margins(self, rows: Rows) -> NDArray[np.float64]:
        """Between the two likeliest intents."""
        scores = self._machine.decision_function(self._sentences.features(rows, self._idf))
        if scores.ndim == 1:  # two intents: one number
            return np.asarray(np.abs(scores))
        two = np.partition(scores, -2, axis=1)[:, -2:]
        return np.asarray(two[:, 1] - two[:, 0])


def _counts(texts: Sequence[str]) -> csr_matrix:
    """Flattened: 1 + log."""
    jieba.setLogLevel(logging.WARNING)
    words = CountVectorizer(tokenizer=jieba.lcut, token_pattern=None).fit_transform(texts)
    letters = CountVectorizer(analyzer="char", ngram_range=(1, 3)).fit_transform(texts)
    counts = hstack([words, letters]).tocsr().astype(float)
    counts.data = 1 + np.log(counts.data)
    return counts
