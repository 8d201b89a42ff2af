"""What the order of learning is made from, and how it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assist_api.domain.labels import agreed
from assist_api.domain.learning_order import Stand
from assist_api.domain.teaching import Weights
from assist_api.store import inbox_filling, labels, learning_order
from assist_api.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Waiting:
    """Messages that wait for a label, a place each."""

    ids: tuple[str, ...]
    vectors: tuple[bytes, ...]
    copies: tuple[int, ...]


@dataclass(frozen=True)
class Material:
    waiting: Waiting
    labelled: list[tuple[bytes, str]]  # vector and intent of what annotators agree on and the data does not hold yet


def stand(unit: UnitOfWork) -> Stand:
    return learning_order.stand(unit.connection)


def material(unit: UnitOfWork, most: int) -> Material:
    rows = learning_order.waiting(unit.connection, most)
    waiting = Waiting(tuple(row[0] for row in rows), tuple(row[1] for row in rows), tuple(row[2] for row in rows))
    return Material(waiting, _labelled(unit))


def put_turns(unit: UnitOfWork, item_ids: Sequence[str], weights: Weights) -> None:
    """These messages come first in the inbox, in this order."""
    changed = learning_order.put_turns(unit.connection, item_ids)
    inbox_filling.rescore(unit.connection, changed, weights)


def _labelled(unit: UnitOfWork) -> list[tuple[bytes, str]]:
    """A message with two questions has no vector of its own for either, and is left out."""
    said = {item: agreed(opinions) for item, opinions in labels.drafts(unit.connection).items()}
    parts = {item: one.ruling.parts for item, one in said.items() if one and one.speaks}
    intents = {item: its[0].intent for item, its in parts.items() if len(its) == 1}
    vectors = learning_order.vectors(unit.connection, list(intents))
    return [(vectors[item], intent) for item, intent in intents.items() if intent and item in vectors]
