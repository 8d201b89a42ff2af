"""The feeling model as the service sees it."""

from __future__ import annotations

from pathlib import Path

from assist_api.domain.messages import FeltAs
from assist_api.feeling.model import FeelingModel


class FeelingReader:
    """Scores one message in a few milliseconds on the calling thread."""

    def __init__(self, folder: Path) -> None:
        self._model = FeelingModel.load(folder)

    def read(self, text: str) -> FeltAs:
        felt = self._model.score(text)
        words = tuple(piece.text for piece in felt.evidence)
        return FeltAs(felt.label, {name: round(score, 4) for name, score in felt.scores.items()}, felt.urgent, words)
