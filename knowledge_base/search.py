"""Search the knowledge: from a shopper's sentence to entries that answer it, or to silence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Self

import numpy as np

from knowledge_base import index as indexes
from knowledge_base import storage
from knowledge_base.bm25 import Cut, splitter
from knowledge_base.encoder import Encoder
from knowledge_base.entries import Entry
from knowledge_base.evidence import Candidates, Query, candidates
from knowledge_base.fusion import Calibration
from knowledge_base.index import Index
from knowledge_base.onnx_encoder import Floats


@dataclass(frozen=True)
class Hit:
    """`confidence`: the probability that the entry answers the message; `score`: how near the matched sentence is."""

    entry: Entry
    score: float
    confidence: float
    matched_variant: str


class Knowledge:
    """Safe to search from many threads while others change it: a search works on the index it began with."""

    def __init__(self, index: Index, calibration: Calibration, encoder: Encoder, cut: Cut) -> None:
        self.index, self.calibration, self.encoder, self.cut = index, calibration, encoder, cut
        self._writing = Lock()

    @classmethod
    def open(cls, folder: Path, encoder: Encoder) -> Self:
        """Raises IndexUnusable where there is no index or another encoder made it."""
        index, calibration = storage.read(folder, encoder.fingerprint)
        return cls(index, calibration, encoder, splitter(folder))

    @classmethod
    def of(cls, entries: Sequence[Entry], encoder: Encoder, cut: Cut, calibration: Calibration) -> Self:
        """In memory; judged by the calibration of another knowledge, as few sentences cannot be fitted alone."""
        return cls(indexes.make(entries, "memory", encoder, cut), calibration, encoder, cut)

    @property
    def threshold(self) -> float:
        return self.calibration.threshold

    def put(self, entries: Sequence[Entry]) -> None:
        """Add, or replace by id; the last of those with one id counts."""
        different = list({entry.id: entry for entry in entries}.values())
        if not different:
            return
        addition = indexes.segment(different, self.encoder.encode, self.cut, self.index.base.lexical.average)
        with self._writing:
            self.index = self.index.joined(addition)

    def remove(self, ids: Sequence[str]) -> None:
        """An id that is not there is no error: what is asked for holds."""
        with self._writing:
            self.index = self.index.without(ids)

    def save(self, folder: Path) -> None:
        with self._writing:
            self.index = self.index.compacted()
            storage.write(self.index, self.calibration, folder)

    def search(
        self,
        text: str,
        limit: int = 3,
        public_only: bool = False,
        now: date | None = None,
        vector: Floats | None = None,
        threshold: float | None = None,
    ) -> list[Hit]:
        """Best first, one hit an entry, none below the threshold; `vector` spares the encoding where it is known."""
        index = self.index
        if not text.strip() or index.is_empty:
            return []
        asked = Query.of(self.encoder.encode([text])[0] if vector is None else vector, self.cut(text))
        found = candidates(index, asked)
        confidence = self.calibration.confidence(found.evidence)
        least, day = self.threshold if threshold is None else threshold, now or date.today()
        order = [place for place in np.argsort(-confidence) if confidence[place] >= least]
        hits = (_hit(index, found, int(place), float(confidence[place])) for place in order)
        usable = (hit for hit in hits if hit.entry.is_valid(day) and (hit.entry.public or not public_only))
        return [hit for hit, _ in zip(usable, range(limit), strict=False)]


def _hit(index: Index, found: Candidates, number: int, confidence: float) -> Hit:
    place = int(found.places[number])
    text = index.text(place, int(found.nearest[number]))
    return Hit(index.entry(place), float(found.evidence[number, 0]), confidence, text)
