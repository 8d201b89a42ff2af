"""The feeling model as the service sees it."""

from __future__ import annotations

import logging
from pathlib import Path

from assist_api.domain.messages import FeltAs
from assist_api.feeling.model import FeelingModel
from knowledge_base.encoder import Encoder

log = logging.getLogger(__name__)


class FeelingReader:
    """Scores one message in a few milliseconds on the calling thread, most of them its encoding.

    With another encoder than the model was trained with the words decide alone: less well, and the log says so.
    `make up` trains the model again for the encoder that is set.
    """

    def __init__(self, folder: Path, encoder: Encoder | None = None) -> None:
        self._model = FeelingModel.load(folder)
        self._encoder = encoder if encoder and encoder.fingerprint == self._model.encoder else None
        if self._encoder is None:
            log.warning("feeling.words_alone trained_with=%s", self._model.encoder or "none")

    def read(self, text: str) -> FeltAs:
        vector = self._encoder.encode([text])[0] if self._encoder else None
        felt = self._model.score(text, vector)
        words = tuple(piece.text for piece in felt.evidence)
        return FeltAs(felt.label, {name: round(score, 4) for name, score in felt.scores.items()}, felt.urgent, words)
