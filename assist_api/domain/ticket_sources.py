"""Where tickets come from besides the desk, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

WATCHED = "watch:"  # begins the key of a ticket about a parcel that stands still


@dataclass(frozen=True)
class OfShop:
    """A ticket as the shop's system has it."""

    id: str
    shopper_id: str
    order_id: str | None
    kind: str
    kind_zh: str
    level: int
    text: str
    wish: str
    opened_at: datetime
    closed: bool


@dataclass(frozen=True)
class Stalled:
    key: str  # of the news: a matter
    shopper_id: str
    order_id: str
