"""A part of the index that never changes: entries, the vectors of their sentences, and their terms."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from knowledge_base.dense import EXACT_UNTIL, Dense
from knowledge_base.entries import Entry
from knowledge_base.lexical import Ints, Keys, Postings
from knowledge_base.onnx_encoder import Floats

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Segment:
    """The sentences of entry i are the rows `starts[i]:starts[i + 1]`.

    `lengths[i]` is that of the sum of their vectors: with it the middle of an entry is judged without adding them up.
    """

    entries: Sequence[Entry]
    dense: Dense
    lexical: Postings
    lengths: Floats

    @classmethod
    def of(cls, entries: Sequence[Entry], vectors: Floats, bags: Sequence[Keys], average: float | None = None) -> Self:
        dense = Dense.of([vectors])
        return cls(entries, dense, Postings.of(bags, average), _lengths(vectors, _starts(entries)))

    @classmethod
    def merged(cls, parts: "Sequence[tuple[Segment, Mask]]", exact_until: int = EXACT_UNTIL) -> Self:
        """The kept entries of all parts, one after the other."""
        rows = [(part, part.rows(keep)) for part, keep in parts]
        return cls(
            [entry for part, keep in parts for entry, kept in zip(part.entries, keep, strict=True) if kept],
            Dense.of([part.dense.vectors(np.flatnonzero(alive)) for part, alive in rows], exact_until),
            Postings.merged([(part.lexical, alive) for part, alive in rows]),
            np.concatenate([part.lengths[keep] for part, keep in parts]),
        )

    def rows(self, keep: Mask) -> Mask:
        """Which sentences are those of the kept entries."""
        return np.repeat(keep, np.diff(self.starts))

    @property
    def everything(self) -> Mask:
        return np.ones(len(self.entries), dtype=bool)

    @cached_property
    def starts(self) -> Ints:
        return _starts(self.entries)

    @cached_property
    def texts(self) -> list[str]:
        return [text for entry in self.entries for text in entry.texts]

    @cached_property
    def places(self) -> dict[str, int]:
        """Where the entry with an id stands."""
        return {entry.id: place for place, entry in enumerate(self.entries)}

    def owners(self, rows: Ints) -> Ints:
        """The places of the entries that hold these sentences."""
        return np.asarray(np.searchsorted(self.starts, rows, side="right") - 1)


def _starts(entries: Sequence[Entry]) -> Ints:
    return np.cumsum([0, *(len(entry.texts) for entry in entries)])


def _lengths(vectors: Floats, starts: Ints) -> Floats:
    if len(starts) == 1:
        return np.empty(0, dtype=np.float32)
    return np.asarray(np.linalg.norm(np.add.reduceat(vectors, starts[:-1]), axis=1), dtype=np.float32)
