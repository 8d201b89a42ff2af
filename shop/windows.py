"""Until when the rules hold for an order: returns, quality, damage, price protection; and what they leave out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from shop.china_time import CHINA
from shop.models import Order

Policy = Mapping[str, Any]
_NOT_DONE = re.compile(r"(?:[未没]|没有|还没|不曾|未曾)有?被?$")


def end_of_day(start: datetime, days: int) -> datetime:
    """The last second of the day, so many days after the one of `start`: the day itself does not count."""
    return (start + timedelta(days=days)).replace(hour=23, minute=59, second=59, microsecond=0)


def no_reason_days(category: str, policy: Policy) -> int:
    rules = policy["returns"]
    return int(rules["extended_days" if category in rules["extended_categories"] else "no_reason_days"])


def without_reason_until(order: Order, category: str, policy: Policy) -> datetime | None:
    """None while the parcel has not been signed for."""
    return end_of_day(order.signed_at, no_reason_days(category, policy)) if order.signed_at else None


def quality_until(order: Order, policy: Policy) -> datetime | None:
    return end_of_day(order.signed_at, policy["returns"]["quality_days"]) if order.signed_at else None


def damage_until(order: Order, policy: Policy) -> datetime | None:
    """To the hour: damaged or missing goods are to be told soon after signing."""
    hours = policy["returns"]["report_damage_hours"]
    return order.signed_at + timedelta(hours=hours) if order.signed_at else None


def price_protection_until(order: Order, policy: Policy) -> datetime | None:
    """From the day of payment; None for an order that was never paid."""
    rule = policy["price_protection"]
    days = rule["days_sale" if order.in_big_sale else "days"]
    return end_of_day(order.paid_at, days) if order.paid_at else None


def locks_at(order: Order, policy: Policy) -> datetime | None:
    """锁单: when the warehouse takes the order, at the first daily cut-off after payment; None for one not paid.

    What is paid before the cut-off leaves the same day; until then address and items can still change.
    """
    if order.paid_at is None:
        return None
    paid = order.paid_at.astimezone(CHINA)
    cut_off = datetime.combine(paid.date(), time.fromisoformat(policy["shipping"]["same_day_before"]), CHINA)
    return cut_off if paid < cut_off else cut_off + timedelta(days=1)


def is_quality(reason: str, policy: Policy) -> bool:
    """Whether the shop is to blame by the reason given: wrong, faulty, damaged, missing goods."""
    return any(word in reason for word in policy["returns"]["quality_reasons"])


def needs_unopened(category: str, policy: Policy) -> str:
    """What rules a return without a reason out: 拆封 for snacks, 使用 for appliances; "" for ordinary goods."""
    return str(policy["returns"]["unopened_only"].get(category, ""))


def says_opened(reason: str, policy: Policy) -> bool:
    """Whether the reason tells that the goods were opened or used: 已拆封 does, 没拆封 does not."""
    for word in policy["returns"]["opened_words"]:
        for found in re.finditer(re.escape(word), reason):
            if not _NOT_DONE.search(reason[: found.start()]):
                return True
    return False


def never_without_reason(kind: str, policy: Policy) -> bool:
    """Goods worn next to the skin come back only for a fault."""
    return kind in policy["returns"]["never_without_reason_kinds"]
