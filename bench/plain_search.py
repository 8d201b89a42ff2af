"""Plain ways to find the ten nearest sentences, to set beside ours."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, Protocol

import faiss
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.neighbors import NearestNeighbors

from bench.multiplied import Table
from knowledge_base.bm25 import Cut
from knowledge_base.encoder import Encoder
from knowledge_base.lexical import Hashes, Postings, bags, rarity

NEAREST = 10


class Way(Protocol):
    """Built when it is made."""

    @property
    def megabytes(self) -> float: ...

    def search(self, text: str) -> None: ...


class FaissFlat:
    def __init__(self, table: Table, encoder: Encoder) -> None:
        self.encoder = encoder
        self.index: Any = faiss.IndexFlatIP(encoder.dimension)
        self.index.add(table.vectors)
        self.megabytes = table.vectors.nbytes / 1e6

    def search(self, text: str) -> None:
        self.index.search(self.encoder.encode([text]), NEAREST)


class Bm25Alone:
    def __init__(self, table: Table, cut: Cut) -> None:
        self.cut, self.postings = cut, Postings.of(bags(table.texts, cut))
        arrays = (self.postings.keys, self.postings.starts, self.postings.rows, self.postings.weights)
        self.megabytes = sum(array.nbytes for array in arrays) / 1e6

    def search(self, text: str) -> None:
        keys = np.unique(Hashes().of(self.cut(text)))
        scores = self.postings.scores(keys, rarity(self.postings.holders(keys), self.postings.size))
        np.argpartition(-scores, NEAREST)[:NEAREST]


class Fts5:
    """SQLite's full text search over the same terms, in a file."""

    def __init__(self, table: Table, cut: Cut, path: Path) -> None:
        self.cut, self.path, self.database = cut, path, sqlite3.connect(path)
        self.database.execute("CREATE VIRTUAL TABLE sentence USING fts5(terms, tokenize='unicode61', detail=none)")
        rows = ((" ".join(self._words(text)),) for text in table.texts)
        with self.database:
            self.database.executemany("INSERT INTO sentence VALUES (?)", rows)

    @property
    def megabytes(self) -> float:
        return self.path.stat().st_size / 1e6

    def search(self, text: str) -> None:
        asked = " OR ".join(f'"{word}"' for word in dict.fromkeys(self._words(text)))
        ranked = "SELECT rowid FROM sentence WHERE sentence MATCH ? ORDER BY rank LIMIT ?"
        self.database.execute(ranked, (asked, NEAREST)).fetchall()

    def _words(self, text: str) -> list[str]:
        """FTS5 splits at signs: a gram's mark becomes a letter."""
        return [term.replace("#", "g") for term in self.cut(text)]


class TfidfNeighbours:
    def __init__(self, table: Table) -> None:
        self.terms = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True, dtype=np.float32)
        rows = self.terms.fit_transform(table.texts)
        self.neighbours = NearestNeighbors(n_neighbors=NEAREST, metric="cosine", algorithm="brute").fit(rows)
        self.megabytes = (rows.data.nbytes + rows.indices.nbytes + rows.indptr.nbytes) / 1e6

    def search(self, text: str) -> None:
        self.neighbours.kneighbors(self.terms.transform([text]))
