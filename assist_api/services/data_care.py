"""What the record keeps of changes of the bot's sentences: who wrote what, and which labels stand in the data now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from assist_api.services import labels
from assist_api.services.labels import Pending
from assist_api.services.people import Agent
from assist_api.store import casework
from assist_api.store.unit_of_work import UnitOfWork


def pending(unit: UnitOfWork) -> list[Pending]:
    return list(labels.pending(unit))


def written(unit: UnitOfWork, label_ids: Sequence[str], trainer: Agent, files: Sequence[str], now: datetime) -> None:
    if label_ids:
        labels.mark_written(unit, label_ids)
        casework.keep_audit(unit.connection, trainer.name, "write_labels", now, labels=len(label_ids), files=len(files))


def changed(unit: UnitOfWork, trainer: Agent, what: str, files: Sequence[str], now: datetime) -> None:
    """A change of the data that no label asked for: an exam sentence, a merge, a move."""
    casework.keep_audit(unit.connection, trainer.name, what, now, files=len(files))
