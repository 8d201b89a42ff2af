"""The vectors of sentences in FAISS: exact while they are few, in clusters (inverted lists) beyond.

Lists, not a graph (HNSW): bench/retrieval.py shows them built in a small part of the time, and they are read from a
mapped file. The vectors lie in the lists in 16 bits; a vector is read back from there when an entry is judged.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import faiss
import numpy as np
from numpy.typing import NDArray

from knowledge_base.onnx_encoder import Floats

Rows = NDArray[np.int64]
EXACT_UNTIL = 20_000  # rows
LISTS_A_ROOT = 1.0  # lists for each square root of the rows
PROBED = 64  # lists that a query looks into
TRAINED_A_LIST = 64  # rows that place the middle of a list
CHUNK = 50_000  # rows read back at once


@dataclass(frozen=True)
class Dense:
    """Row i is the unit vector of sentence i. Nothing changes after it was made, so that many threads may ask."""

    index: Any

    @classmethod
    def of(cls, parts: Sequence[Floats], exact_until: int = EXACT_UNTIL) -> Self:
        size, dimension = sum(map(len, parts)), parts[0].shape[1]
        index = faiss.IndexFlatIP(dimension) if size <= exact_until else _trained(parts, size)
        for part in parts:
            for start in range(0, len(part), CHUNK):
                index.add(np.ascontiguousarray(part[start : start + CHUNK], dtype=np.float32))
        return cls(_ready(index))

    @classmethod
    def open(cls, path: Path) -> Self:
        """Mapped into memory: only what is asked for is read."""
        return cls(_ready(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)))

    def save(self, path: Path) -> None:
        faiss.write_index(self.index, str(path))

    def __len__(self) -> int:
        return int(self.index.ntotal)

    @property
    def is_exact(self) -> bool:
        return not isinstance(self.index, faiss.IndexIVF)

    def nearest(self, vector: Floats, limit: int, alive: NDArray[np.bool_] | None = None) -> Rows:
        """The rows, best first, of the sentences nearest to a vector; of those `alive` only, where that is given."""
        options: dict[str, Any] = {} if self.is_exact else {"nprobe": PROBED}
        if alive is not None:
            options["sel"] = _only(np.packbits(alive, bitorder="little"))
        kind = faiss.SearchParameters if self.is_exact else faiss.SearchParametersIVF
        asked = np.ascontiguousarray(vector[np.newaxis], dtype=np.float32)
        _, rows = self.index.search(asked, min(limit, len(self)), params=kind(**options))
        return np.asarray(rows[0][rows[0] >= 0], dtype=np.int64)

    def vectors(self, rows: Rows) -> Floats:
        if not len(rows):
            return np.empty((0, self.index.d), dtype=np.float32)
        return np.asarray(self._plain[rows] if self.is_exact else self.index.reconstruct_batch(rows))

    @property
    def _plain(self) -> Floats:
        shape = (len(self), self.index.d)
        return np.asarray(faiss.rev_swig_ptr(self.index.get_xb(), shape[0] * shape[1]).reshape(shape))

    @property
    def everything(self) -> Floats:
        return self.vectors(np.arange(len(self)))


_only: Any = faiss.IDSelectorBitmap  # whose types do not know that it takes an array


def _trained(parts: Sequence[Floats], size: int) -> Any:
    """Equally many rows of every part place the lists, so that none of them is seen as the whole."""
    lists = int(LISTS_A_ROOT * size**0.5)
    step = max(1, size // (lists * TRAINED_A_LIST))
    sample = np.concatenate([part[::step] for part in parts]).astype(np.float32)
    middles = faiss.IndexFlatIP(sample.shape[1])
    half = faiss.ScalarQuantizer.QT_fp16
    index = faiss.IndexIVFScalarQuantizer(middles, sample.shape[1], lists, half, faiss.METRIC_INNER_PRODUCT, False)
    index.cp.min_points_per_centroid = 1
    index.train(sample)
    return index


def _ready(index: Any) -> Any:
    """A list knows its rows; to read one back, a row must know its list."""
    if isinstance(index, faiss.IndexIVF):
        index.make_direct_map()
    return index
