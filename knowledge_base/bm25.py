"""BM25 over jieba's words and pairs and triples of characters: what holds for exact terms and for mistyped words."""

import logging
import math
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import jieba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Cut = Callable[[str], list[str]]
SATURATION, LENGTH = 1.2, 0.4


def splitter(cache: Path) -> Cut:
    """A tokenizer of its own: jieba's cache lies in a folder of ours, and is read here, not with the first message."""
    jieba.setLogLevel(logging.WARNING)
    words = jieba.Tokenizer()
    words.tmp_dir = str(cache)
    words.initialize()

    def cut(text: str) -> list[str]:
        bare = "".join(sign for sign in text.lower() if sign.isalnum())
        grams = [bare[start : start + size] for size in (2, 3) for start in range(len(bare) - size + 1)]
        return [word for word in words.lcut(text.lower()) if word.isalnum()] + [f"#{gram}" for gram in grams]

    return cut


class Bm25:
    """Scores of all texts for a query, as shares of what a text that holds all of the query's terms would get."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self.size = len(documents)
        counts = [Counter(document) for document in documents]
        average = sum(map(len, documents)) / max(1, self.size)
        held = Counter(term for count in counts for term in count)
        self.rarity = {term: self._rarity(number) for term, number in held.items()}
        postings: dict[str, list[tuple[int, float]]] = {}
        for place, (document, count) in enumerate(zip(documents, counts, strict=True)):
            damping = SATURATION * (1 - LENGTH + LENGTH * len(document) / average)
            for term, times in count.items():
                weight = self.rarity[term] * times * (SATURATION + 1) / (times + damping)
                postings.setdefault(term, []).append((place, weight))
        self.postings = {term: _columns(rows) for term, rows in postings.items()}

    def _rarity(self, holders: int) -> float:
        return math.log(1 + (self.size - holders + 0.5) / (holders + 0.5))

    def scores(self, query: Sequence[str]) -> Floats:
        """A term that no text holds counts in full against the match."""
        total = np.zeros(self.size, dtype=np.float32)
        terms = set(query)
        best = sum(self.rarity.get(term, self._rarity(0)) for term in terms)
        for term in terms & self.postings.keys():
            places, weights = self.postings[term]
            total[places] += weights
        return total / np.float32(best) if best else total


def _columns(rows: Sequence[tuple[int, float]]) -> tuple[NDArray[np.int64], Floats]:
    places, weights = zip(*rows, strict=True)
    return np.array(places, dtype=np.int64), np.array(weights, dtype=np.float32)
