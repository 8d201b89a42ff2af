"""保修: how long a piece is mended for nothing, by its category and the day of signing."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shop.models import Order


def repair_until(order: Order, category: str, policy: Mapping[str, Any]) -> datetime | None:
    """The last second; None for goods without a warranty and for those that have not arrived."""
    rule = policy["warranty"].get(category)
    if rule is None or order.signed_at is None:
        return None
    return _months_later(order.signed_at, rule["repair_months"]).replace(hour=23, minute=59, second=59, microsecond=0)


def _months_later(start: datetime, months: int) -> datetime:
    """The same day of the month; the last one where the month is shorter."""
    year, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + year, month + 1
    return start.replace(year=year, month=month, day=min(start.day, monthrange(year, month)[1]))
