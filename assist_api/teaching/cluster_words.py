"""What a cluster is about: the words that are frequent in it and rare elsewhere, and the messages in its middle."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from knowledge_base.onnx_encoder import Floats

LIKE_A_COPY = 0.97  # cosine: of two such messages one is typical enough
TYPICAL = 8
Cut = Callable[[str], list[str]]


def keywords(clusters: Sequence[Sequence[Sequence[str]]], number: int) -> list[list[str]]:
    """For each cluster, given as the words of its messages. Class-based TF-IDF: a word counts once a message."""
    counts = [Counter(word for words in cluster for word in set(words)) for cluster in clusters]
    overall: Counter[str] = sum(counts, Counter())
    average = overall.total() / max(len(clusters), 1)
    return [_best(one, len(cluster), overall, average, number) for one, cluster in zip(counts, clusters, strict=True)]


def words_of(texts: Iterable[str], cut: Cut) -> list[list[str]]:
    """Words of two signs and more; what stands for a name or number is none."""
    return [[word for word in cut(text) if len(word) > 1 and word.isalnum() and not word.isdigit()] for text in texts]


def most_typical_first(vectors: Floats, least: float) -> tuple[list[int], float]:
    """Rows by their nearness to the middle, near copies of the first few behind them; and the mean nearness.

    Those that are less like the middle than `least` are left out.
    """
    middle = vectors.mean(axis=0)
    middle /= max(float(np.linalg.norm(middle)), 1e-12)
    nearness = vectors @ middle
    order = [int(row) for row in np.argsort(-nearness, kind="stable") if nearness[row] >= least]
    chosen: list[int] = []
    for row in order:
        if len(chosen) < TYPICAL and all(float(vectors[row] @ vectors[other]) < LIKE_A_COPY for other in chosen):
            chosen.append(row)
    return [*chosen, *(row for row in order if row not in set(chosen))], float(nearness[order].mean())


def _best(counts: Counter[str], size: int, overall: Counter[str], average: float, number: int) -> list[str]:
    """Of words that tell the same, such as 发票 and 开发票, the first. A word of one message in ten at least."""
    weight = {
        word: count / size * math.log(1 + average / overall[word])
        for word, count in counts.items()
        if count * 10 >= size
    }
    found: list[str] = []
    for word in sorted(weight, key=lambda one: (-weight[one], one)):
        if len(found) < number and not any(word in other or other in word for other in found):
            found.append(word)
    return found
