"""Messages that mean much the same, by their vectors: those that wait for a label, held in memory in half precision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

IN_ONE_GO = 4_096  # vectors widened to single precision at once: six megabytes
Halves = NDArray[np.float16]
_NONE: Halves = np.empty((0, 0), dtype=np.float16)


class VectorBook:
    """50,000 vectors of 384 numbers are 38 megabytes; to compare one with all of them costs 0.13 s of CPU."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._vectors = _NONE
        self._lock = Lock()

    def missing(self, item_ids: Sequence[str]) -> list[str]:
        """Those of them whose vectors are not here yet."""
        with self._lock:
            known = set(self._ids)
        return [one for one in item_ids if one not in known]

    def keep(self, item_ids: Sequence[str], fresh: Mapping[str, bytes]) -> None:
        """Hold those of `item_ids` that are here or in `fresh`, and nothing else."""
        wanted = set(item_ids)
        with self._lock:
            places = [at for at, one in enumerate(self._ids) if one in wanted]
            known = set(self._ids)
            new = {one: vector for one, vector in fresh.items() if one in wanted and one not in known}
            if len(places) == len(self._ids) and not new:
                return
            blocks = [block for block in (self._vectors[places], _stacked(list(new.values()))) if block.size]
            self._vectors = np.concatenate(blocks) if blocks else _NONE
            self._ids = [*(self._ids[at] for at in places), *new]

    def near(self, vector: bytes, least: float, limit: int) -> list[tuple[str, float]]:
        """(item, cosine), the nearest first."""
        with self._lock:
            ids, vectors = self._ids, self._vectors
        if not ids:
            return []
        cosines = _cosines(vectors, np.frombuffer(vector, dtype=np.float16).astype(np.float32))
        close = np.flatnonzero(cosines >= least)
        nearest = close[np.argsort(-cosines[close], kind="stable")][:limit]
        return [(ids[at], float(cosines[at])) for at in nearest]


def _stacked(vectors: Sequence[bytes]) -> Halves:
    if not vectors:
        return _NONE
    return np.frombuffer(b"".join(vectors), dtype=np.float16).reshape(len(vectors), -1)


def _cosines(vectors: Halves, one: NDArray[np.float32]) -> NDArray[np.float32]:
    """Half precision has shortened them a little: lengths are counted."""
    found = np.empty(len(vectors), dtype=np.float32)
    for start in range(0, len(vectors), IN_ONE_GO):
        part = vectors[start : start + IN_ONE_GO].astype(np.float32)
        lengths = np.linalg.norm(part, axis=1) * np.linalg.norm(one)
        found[start : start + IN_ONE_GO] = part @ one / np.maximum(lengths, 1e-12)
    return found
