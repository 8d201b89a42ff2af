"""What a cluster is about: the words that are frequent in it and rare elsewhere, and the messages in its middle."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from knowledge_base.onnx_encoder import Floats

LIKE_A_COPY = 0.97  # cosine: of two such messages one is typical enough
TYPICAL = 8
# Words of which no group of messages is: they ask, point, say when, call somebody, or stand in every other sentence.
_EMPTY_WORDS = """
什么 怎么 怎样 怎么样 为什么 哪个 哪里 哪些 多少 几个 时候 请问
这个 那个 这些 那些 这样 那样 这里 那里 这边 那边 这款 那款
今天 明天 昨天 现在 已经 刚刚 刚才 马上 然后 之前 之后 以后
你们 我们 他们 您们 咱们 大家 自己 亲亲 客官 您好 你好 宝贝
一下 一点 一个 一些 一样 一是 可以 不能 能不能 可不可以 是不是 有没有 没有 不是 不会 不要 还是 还有 还要
就是 但是 如果 因为 所以 或者 而且 不过 只是 只能 应该 需要 知道 觉得 这么 那么 有点 比较 真的
"""
EMPTY = frozenset(_EMPTY_WORDS.split())
Cut = Callable[[str], list[str]]


def keywords(clusters: Sequence[Sequence[Sequence[str]]], number: int) -> list[list[str]]:
    """For each cluster, given as the words of its messages. Class-based TF-IDF: a word counts once a message."""
    counts = [Counter(word for words in cluster for word in set(words)) for cluster in clusters]
    overall: Counter[str] = sum(counts, Counter())
    average = overall.total() / max(len(clusters), 1)
    return [_best(one, len(cluster), overall, average, number) for one, cluster in zip(counts, clusters, strict=True)]


def words_of(texts: Iterable[str], cut: Cut) -> list[list[str]]:
    """Words of two signs and more that say what a message is about; what stands for a name or number is none."""
    return [[word for word in cut(text) if _says_something(word)] for text in texts]


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


def _says_something(word: str) -> bool:
    return len(word) > 1 and word.isalnum() and not any(map(str.isdigit, word)) and word not in EMPTY


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
