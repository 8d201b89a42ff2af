"""The words of a message that spoke for what the model found in it."""

import unicodedata
from collections.abc import Iterable, Set
from dataclasses import dataclass
from itertools import chain, groupby

import numpy as np

from assist_api.feeling.features import Piece
from assist_api.feeling.linear import Floats

_MOST = 4
_FAINT = 0.25  # of the strongest character's weight: below it a character belongs to no span

_FUNCTION_WORDS = """
    的 地 得 了 着 过 吗 呢 吧 啊 呀 嘛 么 哦 啦 是 我 你 您 他 她 它 我们 你们 他们 咱们 自己 这 那 这个 那个
    就 就是 也 都 还 又 再 有 在 和 跟 与 给 把 被 让 要 会 能 对 从 到 为 个 一个 一下 说 问 请问
    这么 那么 怎么 什么 这样 那样 这种 每次
"""
_WORD = "word:"
_HOLLOW = frozenset(f"{_WORD}{word}" for word in _FUNCTION_WORDS.split())


@dataclass(frozen=True)
class Evidence:
    """A span of the message that moved the model; the weight is in log odds."""

    text: str
    start: int
    end: int
    weight: float


def hollow_places(text: str, pieces: Iterable[Piece]) -> frozenset[int]:
    """Places of function words and punctuation: they may move the model, but they tell a person nothing."""
    words = (range(piece.start, piece.end) for piece in pieces if piece.name in _HOLLOW)
    marks = (place for place, sign in enumerate(text) if unicodedata.category(sign)[0] in "PZ")
    return frozenset(chain(marks, *words))


def whole_words(pieces: Iterable[Piece]) -> list[Piece]:
    """The words among the pieces, without pairs of them."""
    return [piece for piece in pieces if piece.name.startswith(_WORD) and " " not in piece.name]


def spans(
    text: str, shares: list[tuple[Piece, float]], hollow: Set[int] = frozenset(), words: Iterable[Piece] = ()
) -> list[Evidence]:
    """The stretches of text that spoke for the outcome, strongest first; none begins or ends at a `hollow` place.

    One of `words` is told whole or not at all: its letters share what they weigh.
    """
    weights = np.zeros(len(text))
    for piece, share in shares:
        weights[piece.start : piece.end] += share / (piece.end - piece.start)
    for word in words:
        weights[word.start : word.end] = weights[word.start : word.end].mean()
    solid = [place for place in range(len(text)) if place not in hollow]
    strongest = max((weights[place] for place in solid), default=0.0)
    if strongest <= 0:
        return []
    places = groupby(range(len(text)), key=lambda place: bool(weights[place] > _FAINT * strongest))
    runs = [[place for place in run if place not in hollow] for strong, run in places if strong]
    found = [_evidence(text, run[0], run[-1] + 1, weights) for run in runs if run]
    return sorted(found, key=lambda span: -span.weight)[:_MOST]


def _evidence(text: str, start: int, end: int, weights: Floats) -> Evidence:
    return Evidence(text[start:end], start, end, round(float(weights[start:end].sum()), 3))
