"""Fills the trainers' inbox: finds what belongs into it, folds doubles, keeps what was found out about each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping

from assist_api.domain.inbox import Draft, Line, of_line, of_message, ordered
from assist_api.domain.messages import Understanding
from assist_api.domain.teaching import (
    NOT_UNDERSTOOD,
    Lacks,
    Reason,
    Signals,
    State,
    TeachingRules,
    Weights,
    likeliest,
    margin_of,
    teaching_order,
)
from assist_api.store import inbox_filling as store
from assist_api.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Found:
    """What a look at the conversations has found."""

    fresh: list[Draft]
    grown: dict[str, tuple[Reason, ...]]  # items that are there for more reasons than before

    def __bool__(self) -> bool:
        return bool(self.fresh or self.grown)


@dataclass(frozen=True)
class Lacking:
    """An item that something has to be found out about."""

    id: str
    text: str
    proposal: str | None  # by the bot, if it was asked
    vector: bytes


@dataclass(frozen=True)
class Placed:
    """Where an item lies among the known sentences."""

    id: str
    vector: bytes
    neighbour_intent: str | None
    disagreement: float | None
    newness: float | None


def look(unit: UnitOfWork, since: datetime, rules: TeachingRules) -> Found:
    """What has happened to shoppers' messages since then that the inbox does not know yet."""
    reasons = store.reasons_since(unit.connection, since, rules.unsure_below)
    known = store.reasons_of(unit.connection, list(reasons))
    fresh = store.said(unit.connection, [name for name in reasons if name not in known])
    grown = {
        item: ordered(there | reasons[name]) for name, (item, there) in known.items() if not reasons[name] <= there
    }
    return Found([of_message(one, reasons[one.message_id]) for one in fresh], grown)


def keep(unit: UnitOfWork, found: Found, weights: Weights) -> int:
    """How many items are new."""
    new = take_in(unit, found.fresh, weights)
    store.change(unit.connection, [{"of": item, "reasons": list(why)} for item, why in found.grown.items()])
    return new


def import_lines(unit: UnitOfWork, lines: Sequence[Line], weights: Weights) -> int:
    """How many of them are new; those that were imported before are passed over."""
    return take_in(unit, [of_line(one) for one in lines], weights)


def take_in(unit: UnitOfWork, drafts: Sequence[Draft], weights: Weights) -> int:
    """Store those that are not there yet. Of equal ones the first stands for all, and each has its own row."""
    store.lock(unit.connection)
    there = store.known_ids(unit.connection, [one.id for one in drafts])
    new = list({one.id: one for one in drafts if one.id not in there}.values())
    heads = {key: _Head.of(row) for key, row in store.heads(unit.connection, [one.key for one in new]).items()}
    old = {head.id: head.reasons for head in heads.values()}
    rows = []
    for one in new:
        head = heads.setdefault(one.key, _Head(one.id, ()))
        heads[one.key] = _Head(head.id, ordered((*head.reasons, *one.reasons)))
        rows.append(_row(one, head.id if head.id != one.id else None, weights))
    store.add(unit.connection, rows)
    _grow(unit, rows, {head.id: head.reasons for head in heads.values()}, old, weights)
    return len(new)


@dataclass(frozen=True)
class _Head:
    id: str
    reasons: tuple[Reason, ...]

    @classmethod
    def of(cls, row: RowMapping) -> _Head:
        return cls(row["id"], ordered(row["reasons"]))


def _grow(
    unit: UnitOfWork,
    rows: Iterable[Mapping[str, Any]],
    reasons: Mapping[str, tuple[Reason, ...]],
    old: Mapping[str, tuple[Reason, ...]],
    weights: Weights,
) -> None:
    """Those that stand for others count them, and are there for their reasons too."""
    more = Counter(row["folded_into"] for row in rows if row["folded_into"])
    changed = [{"of": item, "reasons": list(reasons[item])} for item in more if reasons[item] != old.get(item)]
    store.change(unit.connection, changed)
    store.add_copies(unit.connection, more)
    store.rescore(unit.connection, list(more), weights)


def _row(draft: Draft, folded_into: str | None, weights: Weights) -> dict[str, Any]:
    margin = margin_of(draft.ranking)
    return {
        "id": draft.id,
        "message_id": draft.message_id,
        "conversation_id": draft.conversation_id,
        "text": draft.text,
        "key": draft.key,
        "private": [asdict(one) for one in draft.private] or None,
        "reasons": list(draft.reasons),
        "intent": draft.intent,
        "confidence": draft.confidence,
        "margin": margin,
        "ranking": [list(pair) for pair in draft.ranking] or None,
        "cluster_size": 1,
        "copies": 1,
        "score": teaching_order(Signals(margin, 1, None, None), weights),
        "channel": draft.channel,
        "feeling": draft.feeling,
        "product_id": draft.product_id,
        "at": draft.at,
        "state": State.OPEN.value,
        "lacks": Lacks.VECTOR.value,
        "folded_into": folded_into,
    }


# What is found out


def lacking(unit: UnitOfWork, what: Lacks, limit: int) -> list[Lacking]:
    """What is worth most first."""
    rows = store.lacking(unit.connection, what, limit)
    return [
        Lacking(row["id"], row["text"], likeliest(row["intent"], row["ranking"] or ()), row["vector"] or b"")
        for row in rows
    ]


def place(unit: UnitOfWork, placed: Sequence[Placed], weights: Weights) -> None:
    """Their vectors, and what the nearest known sentences say. Those without an understanding lack that next."""
    columns = ("vector", "neighbour_intent", "disagreement", "newness")
    rows = [{"of": one.id, **{name: getattr(one, name) for name in columns}} for one in placed]
    store.change(unit.connection, rows)
    store.finish(unit.connection, Lacks.VECTOR, [one.id for one in placed])
    store.rescore(unit.connection, [one.id for one in placed], weights)


def read(
    unit: UnitOfWork, item_id: str, meant: Understanding, disagreement: float | None, rules: TeachingRules
) -> None:
    """What the bot makes of an item that it was not asked about before."""
    reasons = ordered((*store.reasons_of_item(unit.connection, item_id), *_doubts(meant, rules)))
    row = {
        "of": item_id,
        "intent": meant.intent,
        "confidence": meant.confidence,
        "margin": margin_of(meant.ranking),
        "ranking": [list(pair) for pair in meant.ranking] or None,
        "disagreement": disagreement,
        "reasons": list(reasons),
    }
    store.change(unit.connection, [row])
    store.finish(unit.connection, Lacks.READING, [item_id])
    store.rescore(unit.connection, [item_id], rules.weights)


def put_clusters(unit: UnitOfWork, clusters: Mapping[str, int | None], weights: Weights) -> None:
    """The cluster of each item, None for one that stands alone. Sizes count messages, equal ones too."""
    copies = store.copies_of(unit.connection, list(clusters))
    sizes: Counter[int] = Counter()
    for item, cluster in clusters.items():
        if cluster is not None:
            sizes[cluster] += copies[item]
    rows = [
        {"of": item, "cluster": cluster, "cluster_size": copies[item] if cluster is None else sizes[cluster]}
        for item, cluster in clusters.items()
    ]
    store.change(unit.connection, rows)
    store.rescore(unit.connection, list(clusters), weights)


def _doubts(meant: Understanding, rules: TeachingRules) -> list[Reason]:
    if meant.intent == NOT_UNDERSTOOD:
        return [Reason.FALLBACK]
    return [Reason.UNSURE] if meant.confidence < rules.unsure_below else []
