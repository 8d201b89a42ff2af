"""Pieces of text as numbers."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from assist_api.feeling.features import Piece
from assist_api.feeling.linear import Columns, Floats


class Vectorizer:
    """TF-IDF, each block of features scaled to the same length."""

    def __init__(self, features: Sequence[str], idf: Floats) -> None:
        self.features = features
        self.idf = idf
        self._column = {name: column for column, name in enumerate(features)}

    def __call__(self, pieces: Iterable[Piece]) -> tuple[Columns, Floats]:
        """Columns and values of one message."""
        known = Counter((piece.block, self._column[piece.name]) for piece in pieces if piece.name in self._column)
        if not known:
            return np.empty(0, np.intp), np.empty(0)
        blocks, columns = zip(*known, strict=True)
        values = (1 + np.log(list(known.values()))) * self.idf[list(columns)]
        return np.array(columns), _unit_blocks(np.array(blocks), values)

    def share(self, pieces: Iterable[Piece], weights: Floats) -> list[tuple[Piece, float]]:
        """What each piece adds, when a feature's weight is shared by its occurrences."""
        known = [(piece, self._column[piece.name]) for piece in pieces if piece.name in self._column]
        often = Counter(column for _, column in known)
        return [(piece, float(weights[column]) / often[column]) for piece, column in known]


def _unit_blocks(blocks: NDArray[np.str_], values: Floats) -> Floats:
    scaled = values.copy()
    for block in set(blocks.tolist()):
        inside = blocks == block
        scaled[inside] /= np.linalg.norm(values[inside])
    return scaled
