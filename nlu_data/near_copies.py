"""Sentences which say the same in nearly the same signs: over the split they would measure memory."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

NEAR = 0.9  # Jaccard of character trigrams above which two sentences count as copies

_NOISE = re.compile(r"[\s\W_]+")
_SOFTENERS = re.compile(r"[吗嘛呢呀啊吧哦哈啦呗么哒喔]+$")


def normalised(text: str) -> str:
    """Without width, case, spaces and signs; a message of nothing but signs or emoji stays what it is."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return _NOISE.sub("", plain) or "".join(plain.split())


def essence(text: str) -> str:
    """Without the soft word at the end as well: "能开发票吗？" and "能开发票不呀" are "能开发票" and "能开发票不"."""
    plain = normalised(text)
    return _SOFTENERS.sub("", plain) or plain


def trigrams(text: str) -> frozenset[str]:
    padded = f"^{essence(text)}$"
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def similarity(one: str, other: str) -> float:
    a, b = trigrams(one), trigrams(other)
    return len(a & b) / len(a | b) if a | b else 0.0


class NearCopies:
    """Finds, among known sentences, those that another one nearly copies."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts: list[str] = []
        self._grams: list[frozenset[str]] = []
        self._where: dict[str, list[int]] = defaultdict(list)
        for text in texts:
            self.add(text)

    def add(self, text: str) -> None:
        grams = trigrams(text)
        for gram in grams:
            self._where[gram].append(len(self._texts))
        self._texts.append(text)
        self._grams.append(grams)

    def of(self, text: str, least: float = NEAR) -> Sequence[str]:
        grams = trigrams(text)
        return [self._texts[at] for at, shared in self._shared(grams) if self._jaccard(at, shared, grams) > least]

    def _shared(self, grams: frozenset[str]) -> Iterator[tuple[int, int]]:
        counts: dict[int, int] = defaultdict(int)
        for gram in grams:
            for at in self._where.get(gram, ()):
                counts[at] += 1
        return iter(counts.items())

    def _jaccard(self, at: int, shared: int, grams: frozenset[str]) -> float:
        return shared / (len(grams) + len(self._grams[at]) - shared)
