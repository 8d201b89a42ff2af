"""When a parcel on its way counts as standing still: one rule for shopper, desk, queue and bot."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from shop.models import Parcel, ParcelState

MOVING = frozenset({ParcelState.CREATED, ParcelState.IN_TRANSIT, ParcelState.OUT_FOR_DELIVERY})


def is_still(parcel: Parcel, policy: Mapping[str, Any], now: datetime) -> bool:
    """Without a scan for as long as the policy says; one that was never scanned has not begun to move."""
    last = parcel.last_event
    limit = timedelta(hours=policy["shipping"]["stagnant_hours"])
    return parcel.state in MOVING and last is not None and now - last.at >= limit
