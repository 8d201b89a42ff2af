"""Search the knowledge: from a shopper's sentence to entries that answer it, or to silence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self

import numpy as np

from knowledge_base.bm25 import Cut, splitter
from knowledge_base.encoder import Encoder
from knowledge_base.entries import Entry
from knowledge_base.fusion import Calibration, Layout
from knowledge_base.index import Index, read, vectors_of
from knowledge_base.onnx_encoder import Floats


@dataclass(frozen=True)
class Hit:
    """`confidence`: the probability that the entry answers the message; `score`: how near the matched sentence is."""

    entry: Entry
    score: float
    confidence: float
    matched_variant: str


class Knowledge:
    """Safe to search from several threads: nothing changes after it was opened."""

    def __init__(self, index: Index, calibration: Calibration, encoder: Encoder, cut: Cut) -> None:
        self.index, self.calibration, self.encoder, self.cut = index, calibration, encoder, cut
        self.lexical, self.layout = index.lexical, Layout.of(index.owners, vectors_of(index))

    @classmethod
    def open(cls, folder: Path, encoder: Encoder) -> Self:
        """Raises IndexUnusable where there is no index or another encoder made it."""
        index, calibration = read(folder, encoder.fingerprint)
        return cls(index, calibration, encoder, splitter(folder))

    @property
    def threshold(self) -> float:
        return self.calibration.threshold

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
        if not text.strip() or not self.index.entries:
            return []
        dense = self._dense(self.encoder.encode([text])[0] if vector is None else vector)
        confidence = self.calibration.confidence(self.layout.evidence(dense, self.lexical.scores(self.cut(text))))
        least = self.threshold if threshold is None else threshold
        usable = self._usable(public_only, now or date.today())
        order = [place for place in np.argsort(-confidence) if usable[place] and confidence[place] >= least]
        return [self._hit(int(place), dense, float(confidence[place])) for place in order[:limit]]

    def _dense(self, vector: Floats) -> Floats:
        """The nearness of every sentence, in the order of the index."""
        scores, places = self.index.vectors.search(vector[np.newaxis].astype(np.float32), len(self.index.texts))
        dense = np.empty(len(self.index.texts), dtype=np.float32)
        dense[places[0]] = scores[0]
        return dense

    def _usable(self, public_only: bool, day: date) -> Sequence[bool]:
        return [entry.is_valid(day) and (entry.public or not public_only) for entry in self.index.entries]

    def _hit(self, place: int, dense: Floats, confidence: float) -> Hit:
        own = np.flatnonzero(self.layout.owners == place)
        nearest = int(own[dense[own].argmax()])
        return Hit(self.index.entries[place], float(dense[nearest]), confidence, self.index.texts[nearest])
