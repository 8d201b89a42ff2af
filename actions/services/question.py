"""What a shopper asked, with all that an answer may depend on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

SEND_PICTURE = "send_picture"  # the intent of pictures with no question beside them
_ORDER_NUMBER = re.compile(r"(?<!\d)\d{15,20}(?!\d)")


@dataclass(frozen=True)
class Question:
    text: str
    now: datetime
    shopper_id: str | None = None
    message_id: str = ""
    intent: str = ""  # as which the message was understood, and how surely
    confidence: float = 1.0
    entities: Mapping[str, Sequence[str]] = field(default_factory=dict)
    pictures: Sequence[str] = ()  # addresses of those that came with the message
    feeling: str = "neutral"
    page_product_id: str | None = None
    focus_order_id: str | None = None  # what the talk was about until now
    focus_product_id: str | None = None
    shown_product_ids: Sequence[str] = ()  # by the last reply that showed several, for "第二个"
    offered: Mapping[str, str] = field(
        default_factory=dict
    )  # by the last reply, if this message has its intent: "领吧"
    rungs: Sequence[str] = ()  # of the bargaining ladder, climbed in this conversation

    @property
    def order_id(self) -> str | None:
        """The order named outright: by a button or by its number in the text."""
        return self.first("order_id") or _first(_ORDER_NUMBER.findall(self.text))

    @property
    def product_id(self) -> str | None:
        return self.first("product_id")

    def first(self, entity: str) -> str | None:
        return _first(self.entities.get(entity, ()))

    def about_order(self, order_id: str) -> Question:
        return replace(self, entities={**self.entities, "order_id": [order_id]})


def _first(found: Sequence[str]) -> str | None:
    return found[0] if found else None
