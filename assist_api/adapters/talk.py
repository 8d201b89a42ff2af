"""The handover model as the service sees it."""

from __future__ import annotations

from collections.abc import Sequence

from assist_api.domain.handover import Turn
from assist_api.domain.said import Said
from assist_api.domain.talk import as_text
from assist_api.handover_model.model import TalkModel


class TalkReader:
    """Reads a talk in some tens of milliseconds on the calling thread."""

    def __init__(self, model: TalkModel | None = None) -> None:
        self._model = model or TalkModel()

    def read(self, turns: Sequence[Turn], answer: str = "") -> Said:
        """`answer`: what the bot says to the last of `turns`, where it has said it."""
        need, kind = self._model.score(as_text(turns, answer))
        return Said(round(need, 3), kind, bool(answer))
