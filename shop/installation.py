"""上门安装: which goods need a fitter, and on which days one can come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from shop.models import Product

Policy = Mapping[str, Any]


def needs_fitter(product: Product) -> bool:
    return "上门安装" in product.attributes.get("安装", "")


def days(policy: Policy, today: date, arrives: date, booked: Mapping[tuple[date, str], int]) -> Sequence[date]:
    """From tomorrow on, or from the day after the goods arrive, with a fitter free in some part of the day."""
    last_without = max(today, arrives)
    offered = (last_without + timedelta(days=ahead) for ahead in range(1, policy["installation"]["days_ahead"] + 1))
    return [day for day in offered if free_windows(policy, day, booked)]


def free_windows(policy: Policy, day: date, booked: Mapping[tuple[date, str], int]) -> Sequence[str]:
    rule = policy["installation"]
    return [window for window in rule["windows"] if booked.get((day, window), 0) < rule["fitters"]]


def begins(policy: Policy, day: date, window: str, now: datetime) -> datetime:
    """When that part of the day begins, in the zone of `now`."""
    hour, minute = map(int, policy["installation"]["windows"][window].split(":"))
    return now.replace(year=day.year, month=day.month, day=day.day, hour=hour, minute=minute, second=0, microsecond=0)
