"""Terms in arrays: for every term the sentences that hold it, and how much it weighs there.

A term is known by 64 bits of its hash, so that no dictionary is held and the arrays can be memory-mapped. BM25's rarity
is not in the weights: it is counted when a query comes, and so is never out of date.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from knowledge_base.onnx_encoder import Floats

Keys = NDArray[np.uint64]
Ints = NDArray[np.int64]
SATURATION, LENGTH = 1.2, 0.4
ARRAYS = ("keys", "starts", "rows", "weights")


class Hashes(dict[str, int]):
    """The key of each term; filled as terms are met."""

    def __missing__(self, term: str) -> int:
        key = int.from_bytes(blake2b(term.encode(), digest_size=8).digest(), "little")
        self[term] = key
        return key

    def of(self, terms: Sequence[str]) -> Keys:
        return np.fromiter(map(self.__getitem__, terms), np.uint64, len(terms))


@dataclass(frozen=True)
class Postings:
    """The sentences `rows[starts[i]:starts[i + 1]]`, ascending, hold the term `keys[i]`; `keys` ascend too.

    `average` is the mean number of terms in a sentence when the first of them came; later ones are weighed by the same.
    """

    keys: Keys
    starts: Ints
    rows: NDArray[np.int32]
    weights: Floats
    size: int
    average: float

    @classmethod
    def of(cls, bags: Sequence[Keys], average: float | None = None) -> Self:
        """`bags[i]` holds the keys of sentence i, each as often as it stands there."""
        lengths = np.array([len(bag) for bag in bags], dtype=np.int64)
        usual = average or float(lengths.mean() if lengths.any() else 1.0)
        keys = np.concatenate(bags) if len(bags) else np.empty(0, np.uint64)
        rows = np.repeat(np.arange(len(bags), dtype=np.int32), lengths)
        order = np.argsort(keys, kind="stable")
        keys, rows = keys[order], rows[order]
        firsts = _firsts((keys[1:] != keys[:-1]) | (rows[1:] != rows[:-1]), len(keys))
        times = np.diff(np.append(firsts, len(keys)))
        damping = SATURATION * (1 - LENGTH + LENGTH * lengths / usual)
        weights = times * (SATURATION + 1) / (times + damping[rows[firsts]])
        return cls._grouped(keys[firsts], rows[firsts], weights.astype(np.float32), len(bags), usual)

    @classmethod
    def merged(cls, parts: "Sequence[tuple[Postings, NDArray[np.bool_]]]") -> Self:
        """The kept sentences of all parts, numbered anew in their order."""
        kept, base = [], 0
        for part, keep in parts:
            kept.append(part._renumbered(keep, base))
            base += int(keep.sum())
        keys, rows, weights = (np.concatenate(column) for column in zip(*kept, strict=True))
        order = np.argsort(keys, kind="stable")
        return cls._grouped(keys[order], rows[order], weights[order], base, parts[0][0].average)

    @classmethod
    def _grouped(cls, keys: Keys, rows: NDArray[np.int32], weights: Floats, size: int, average: float) -> Self:
        firsts = _firsts(keys[1:] != keys[:-1], len(keys))
        return cls(keys[firsts], np.append(firsts, len(keys)), rows, weights, size, average)

    def _renumbered(self, keep: NDArray[np.bool_], base: int) -> tuple[Keys, NDArray[np.int32], Floats]:
        places = (np.cumsum(keep) - 1 + base).astype(np.int32)
        alive = keep[self.rows]
        keys = np.repeat(self.keys, np.diff(self.starts))
        return keys[alive], places[self.rows[alive]], self.weights[alive]

    @property
    def by_row(self) -> list[Keys]:
        """The different terms of every sentence."""
        order = np.argsort(self.rows, kind="stable")
        keys = np.repeat(self.keys, np.diff(self.starts))[order]
        return np.split(keys, np.cumsum(np.bincount(self.rows, minlength=self.size))[:-1])

    def holders(self, wanted: Keys) -> Ints:
        """How many sentences hold each term."""
        first, last = self._spans(wanted)
        return last - first

    def scores(self, wanted: Keys, rarity: Floats) -> Floats:
        """For every sentence the sum over the wanted terms that it holds."""
        total = np.zeros(self.size, dtype=np.float32)
        for first, last, rare in zip(*self._spans(wanted), rarity, strict=True):
            total[self.rows[first:last]] += rare * self.weights[first:last]
        return total

    def counts(self, wanted: Keys, firsts: Ints, ends: Ints) -> Ints:
        """[ranges, wanted]: how many of the sentences `firsts[i]` up to `ends[i]` hold each term."""
        counted = np.empty((len(firsts), len(wanted)), dtype=np.int64)
        for column, (first, last) in enumerate(zip(*self._spans(wanted), strict=True)):
            rows = self.rows[first:last]
            counted[:, column] = np.searchsorted(rows, ends) - np.searchsorted(rows, firsts)
        return counted

    def _spans(self, wanted: Keys) -> tuple[Ints, Ints]:
        places = np.searchsorted(self.keys, wanted)
        held = places < len(self.keys)
        held[held] = self.keys[places[held]] == wanted[held]
        spans = np.zeros((2, len(wanted)), dtype=np.int64)
        spans[:, held] = self.starts[places[held]], self.starts[places[held] + 1]
        return spans[0], spans[1]

    def save(self, folder: Path) -> None:
        for name in ARRAYS:
            np.save(folder / f"{name}.npy", getattr(self, name))

    @classmethod
    def open(cls, folder: Path, size: int, average: float) -> Self:
        keys, starts, rows, weights = (np.load(folder / f"{name}.npy", mmap_mode="r") for name in ARRAYS)
        return cls(keys, starts, rows, weights, size, average)


def rarity(holders: Ints, size: int) -> Floats:
    """BM25's weight of a term that so many of `size` sentences hold."""
    return np.asarray(np.log(1 + (size - holders + 0.5) / (holders + 0.5)), dtype=np.float32)


def bags(texts: Sequence[str], cut: Callable[[str], list[str]]) -> list[Keys]:
    hashes = Hashes()
    return [hashes.of(cut(text)) for text in texts]


def _firsts(changes: NDArray[np.bool_], size: int) -> Ints:
    """Where a run of equal values begins, out of where neighbours differ."""
    return np.append(0, np.flatnonzero(changes) + 1) if size else np.empty(0, np.int64)
