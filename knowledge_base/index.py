"""The index at one moment: a large part that was built, a small one for what came since, and what is gone.

It never changes. A new entry makes a new index that shares the large part with the old one, so that whoever searches
the old one is not disturbed. Now and then the two parts are made one.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from knowledge_base.bm25 import Cut
from knowledge_base.encoder import Encoder
from knowledge_base.entries import Entry
from knowledge_base.lexical import Ints, Keys, bags
from knowledge_base.onnx_encoder import Floats
from knowledge_base.segment import Mask, Segment

TAIL_AT_MOST = 2_000  # sentences that came since, before the parts are made one
GONE_AT_MOST = 0.2  # share of the large part


@dataclass(frozen=True)
class Index:
    """An entry's place is its number in the large part, then in the small one; `alive` is of the large part."""

    base: Segment
    tail: Segment
    alive: Mask
    encoder: str
    source: str

    @property
    def parts(self) -> list[tuple[Segment, Mask]]:
        return [(self.base, self.alive), (self.tail, self.tail.everything)]

    @property
    def segments(self) -> Iterator[tuple[int, Segment, Mask | None]]:
        """Each part that holds anything, with the place of its first entry and the sentences alive (None: all)."""
        if self.alive.any():
            yield 0, self.base, self._rows_alive
        if self.tail.entries:
            yield len(self.base.entries), self.tail, None

    @cached_property
    def entries(self) -> Sequence[Entry]:
        if self.alive.all() and not self.tail.entries:
            return self.base.entries
        return [entry for part, keep in self.parts for entry, kept in zip(part.entries, keep, strict=True) if kept]

    @property
    def texts(self) -> list[str]:
        return [text for entry in self.entries for text in entry.texts]

    @property
    def is_empty(self) -> bool:
        return not self.alive.any() and not self.tail.entries

    def entry(self, place: int) -> Entry:
        part, within = self._part(place)
        return part.entries[within]

    def text(self, place: int, row: int) -> str:
        """`row` is that of a sentence of the entry, in its part."""
        part, within = self._part(place)
        return part.entries[within].texts[row - int(part.starts[within])]

    def _part(self, place: int) -> tuple[Segment, int]:
        beyond = place - len(self.base.entries)
        return (self.base, place) if beyond < 0 else (self.tail, beyond)

    @property
    def size(self) -> int:
        """Sentences; those that are gone count until the parts are made one, as they do in `holders`."""
        return self.base.lexical.size + self.tail.lexical.size

    def holders(self, keys: Keys) -> Ints:
        """How many sentences hold each term."""
        return self.base.lexical.holders(keys) + self.tail.lexical.holders(keys)

    def joined(self, addition: Segment) -> "Index":
        """With these entries, in place of those with the same ids."""
        rest = self.without(addition.places)
        parts = [(rest.tail, rest.tail.everything), (addition, addition.everything)]
        return replace(rest, tail=Segment.merged(parts))._compacted_if_due()

    def without(self, ids: Mapping[str, object] | Sequence[str]) -> "Index":
        alive, kept = self.alive.copy(), self.tail.everything
        alive[[self.base.places[one] for one in ids if one in self.base.places]] = False
        kept[[self.tail.places[one] for one in ids if one in self.tail.places]] = False
        tail = self.tail if kept.all() else Segment.merged([(self.tail, kept)])
        return replace(self, alive=alive, tail=tail)._compacted_if_due()

    def compacted(self) -> "Index":
        """Of one part; nothing is encoded or cut anew."""
        if self.alive.all() and not self.tail.entries:
            return self
        base = Segment.merged(self.parts)
        return replace(self, base=base, alive=base.everything, tail=_empty(base))

    def _compacted_if_due(self) -> "Index":
        gone = 1 - self.alive.mean() if len(self.alive) else 0
        is_due = len(self.tail.dense) > TAIL_AT_MOST or gone > GONE_AT_MOST
        return self.compacted() if is_due else self

    @cached_property
    def _rows_alive(self) -> Mask | None:
        return None if self.alive.all() else self.base.rows(self.alive)


Encode = Callable[[Sequence[str]], Floats]


def make(entries: Sequence[Entry], source: str, encoder: Encoder, cut: Cut, known: Index | None = None) -> Index:
    """`known` is an older index of the same encoder: what stands in it is not encoded again."""
    return of(segment(entries, remembered(encoder, known), cut), encoder.fingerprint, source)


def of(base: Segment, encoder: str, source: str) -> Index:
    return Index(base, _empty(base), base.everything, encoder, source)


def segment(entries: Sequence[Entry], encode: Encode, cut: Cut, average: float | None = None) -> Segment:
    texts = [text for entry in entries for text in entry.texts]
    return Segment.of(entries, encode(texts), bags(texts, cut), average)


def remembered(encoder: Encoder, known: Index | None) -> Encode:
    """The encoder, asked only for what `known` does not hold."""
    if known is None:
        return encoder.encode

    def encode(texts: Sequence[str]) -> Floats:
        old = {text: row for row, text in enumerate(known.base.texts)}
        rows = np.array([old.get(text, -1) for text in texts], dtype=np.int64)
        vectors = np.empty((len(texts), encoder.dimension), dtype=np.float32)
        vectors[rows >= 0] = known.base.dense.vectors(rows[rows >= 0])
        vectors[rows < 0] = encoder.encode([text for text, row in zip(texts, rows, strict=True) if row < 0])
        return vectors

    return encode


def _empty(like: Segment) -> Segment:
    dimension = like.dense.index.d
    return Segment.of([], np.empty((0, dimension), np.float32), [], like.lexical.average)
