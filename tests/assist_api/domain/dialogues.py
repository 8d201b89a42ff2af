"""Dialogues as they are stored: what was said, understood and felt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from assist_api.domain.messages import FeltAs, Message, Part, Sender, Understanding
from assist_api.domain.order_facts import OrderFacts, ParcelFacts
from tests.assist_api.conftest import OPENING

NOW = OPENING


def dialogue(*lines: tuple[str, str] | tuple[str, str, Mapping[str, Any]]) -> list[Message]:
    """Each line: who, text and what is known of it (`intent`, `feeling`, `failed`, `entities`, `parts`, `name`)."""
    start = NOW - timedelta(minutes=len(lines))
    return [_message(seq, start + timedelta(minutes=seq), *line) for seq, line in enumerate(lines, 1)]


def _message(seq: int, at: datetime, who: str, text: str, more: Mapping[str, Any] | None = None) -> Message:
    known = more or {}
    return Message(
        id=f"m{seq}", conversation_id="c1", seq=seq, client_id=f"k{seq}", sender=Sender(who),
        name=known.get("name", "小二"), text=text, parts=tuple(known.get("parts", ())), at=known.get("at", at),
        understanding=understood(known["intent"], known.get("entities", ())) if "intent" in known else None,
        feeling=felt(known["feeling"]) if "feeling" in known else None, failed=known.get("failed", False),
    )  # fmt: skip


def understood(intent: str, entities: Sequence[tuple[str, str]] = (), *near: str) -> Understanding:
    found = tuple({"entity": name, "value": value, "start": 0, "end": 1} for name, value in entities)
    return Understanding(intent, 0.9, ((intent, 0.9), *((one, 0.1) for one in near)), found)


def felt(label: str) -> FeltAs:
    names = ("satisfied", "neutral", "dissatisfied", "angry")
    return FeltAs(label, {name: 0.9 if name == label else 0.03 for name in names}, False)


def picture() -> Part:
    return {"type": "picture", "url": "/p", "alt": ""}


def order(**more: Any) -> OrderFacts:
    """A hoodie that was paid two days ago."""
    given: dict[str, Any] = {
        "id": "2034000000000000001", "title": "云柔加绒卫衣", "goods": "卫衣", "picture": "/p.jpg", "state": "paid",
        "state_zh": "待发货", "paid_at": NOW - timedelta(hours=53), "ship_by": NOW - timedelta(hours=5),
        "signed_at": None, "stagnant_hours": 48,
    }  # fmt: skip
    return OrderFacts(**{**given, **more})


def parcel(**more: Any) -> ParcelFacts:
    given: dict[str, Any] = {
        "courier": "中通快递", "state": "in_transit", "state_zh": "运输中", "place": "合肥转运中心",
        "moved_at": NOW - timedelta(hours=80), "expected_at": None,
    }  # fmt: skip
    return ParcelFacts(**{**given, **more})


def sent(**more: Any) -> OrderFacts:
    """The hoodie on its way, and no longer moving."""
    return order(state="shipped", state_zh="已发货", parcel=parcel(**more))
