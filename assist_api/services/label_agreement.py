"""How far annotators agree, where they differ, and who is to be asked about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assist_api.domain.agreement import Pair, agreement, confused
from assist_api.domain.entity_marks import KINDS
from assist_api.domain.labels import Opinion, agreed, spans_of_both
from assist_api.domain.mark_agreement import Overlap, by_kind, overlap
from assist_api.services.inbox import row_view
from assist_api.services.labelling import opinion_view
from assist_api.store import label_comments, labelling_queue, labels
from assist_api.store.unit_of_work import UnitOfWork

SHOWN = 200  # disagreements at once


def overview(unit: UnitOfWork) -> dict[str, Any]:
    """Kappa over the intents and F1 over the entities that two said before they knew of one another; what they still
    differ on."""
    first = [said for said in labels.first_opinions(unit.connection).values() if len(said) > 1]
    pairs = [_pair(said) for said in first]
    return {
        "agreement": _measured(pairs),
        "annotators": _by_annotators(first),
        "confused": [{"intents": list(names), "number": number} for names, number in confused(pairs)[:10]],
        "entities": _entities(first),
        "kinds": dict(KINDS),
        "disagreements": _disagreements(unit),
    }


def _pair(said: Sequence[Opinion]) -> Pair:
    return said[0].verdict, said[1].verdict


def _measured(pairs: Sequence[Pair]) -> dict[str, Any]:
    found = agreement(pairs)
    return {
        "items": found.items,
        "agreed": found.agreed,
        "kappa": found.kappa,
        "low": found.low,
        "high": found.high,
    }


def _entities(first: Sequence[Sequence[Opinion]]) -> dict[str, Any]:
    """Over the messages in which both looked for entities and which both left whole or split alike."""
    pairs = [both for said in first if (both := spans_of_both(said[0], said[1])) is not None]
    kinds = [{"entity": kind, **_overlap(found)} for kind, found in by_kind(pairs)]
    return {"items": len(pairs), **_overlap(overlap(pairs)), "kinds": kinds}


def _overlap(found: Overlap) -> dict[str, Any]:
    return {"one": found.one, "other": found.other, "both": found.both, "f1": found.f1}


def _by_annotators(first: Sequence[Sequence[Opinion]]) -> list[dict[str, Any]]:
    """Each two that have labelled the same, those with most in common first."""
    pairs: dict[tuple[str, str], list[Pair]] = {}
    for said in first:
        one, other = sorted(said[:2], key=lambda opinion: opinion.annotator)
        pairs.setdefault((one.annotator, other.annotator), []).append((one.verdict, other.verdict))
    rows = [{"names": list(names), **_measured(found)} for names, found in pairs.items()]
    return sorted(rows, key=lambda row: -row["items"])


def _disagreements(unit: UnitOfWork) -> list[dict[str, Any]]:
    """What cannot be written because two differ in the intents or in the entities, the newest first."""
    open_ones = {item: said for item, said in labels.twice_labelled(unit.connection).items() if _differ(said)}
    newest = sorted(open_ones, key=lambda item: open_ones[item][-1].at, reverse=True)[:SHOWN]
    told = label_comments.of_items(unit.connection, newest)
    rows: Mapping[str, Any] = {row["id"]: row for row in labelling_queue.some(unit.connection, newest)}
    return [
        {
            "item": row_view(rows[item]),
            "opinions": [opinion_view(one) for one in open_ones[item] if one.speaks],
            "comments": told.get(item, []),
        }
        for item in newest
    ]


def _differ(said: Sequence[Opinion]) -> bool:
    return sum(one.speaks for one in said) > 1 and agreed(said) is None
