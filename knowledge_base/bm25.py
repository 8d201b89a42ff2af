"""Terms of a sentence: jieba's words, and single characters, pairs and triples of them; BM25 over them.

Characters find what stands inside a word, and hold for mistyped ones.
"""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

import jieba
import numpy as np

from knowledge_base.lexical import Hashes, Postings, rarity
from knowledge_base.onnx_encoder import Floats

Cut = Callable[[str], list[str]]


def splitter(cache: Path) -> Cut:
    """A tokenizer of its own: jieba's cache lies in a folder of ours, and is read here, not with the first message."""
    jieba.setLogLevel(logging.WARNING)
    words = jieba.Tokenizer()
    words.tmp_dir = str(cache)
    words.initialize()

    def cut(text: str) -> list[str]:
        bare = "".join(sign for sign in text.lower() if sign.isalnum())
        grams = [bare[start : start + size] for size in (1, 2, 3) for start in range(len(bare) - size + 1)]
        return [word for word in words.lcut(text.lower()) if word.isalnum()] + [f"#{gram}" for gram in grams]

    return cut


class Bm25:
    """Scores of all texts for a query, as shares of what a text that holds all of the query's terms would get."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self.hashes = Hashes()
        self.postings = Postings.of([self.hashes.of(document) for document in documents])

    def scores(self, query: Sequence[str]) -> Floats:
        """A term that no text holds counts in full against the match."""
        terms = np.unique(self.hashes.of(query))
        rare = rarity(self.postings.holders(terms), self.postings.size)
        return self.postings.scores(terms, rare) / (rare.sum() or 1)
