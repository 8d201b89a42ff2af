"""How much a person of the shop may give, by role: the `backoffice` part of the policy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from shop.amounts import NOTHING, money
from shop.models import ReturnState

Policy = Mapping[str, Any]


class Gift(StrEnum):
    """What is given, each counted by itself. The first ones count for an order, the last two for a shopper."""

    REFUND = "refund"
    PAYOUT = "payout"
    POSTAGE = "postage"
    PRICE_CUT = "price_cut"
    RESEND = "resend"
    COUPON = "coupon"
    POINTS = "points"

    @property
    def of_shopper(self) -> bool:
        return self in (Gift.COUPON, Gift.POINTS)


def limit(policy: Policy, role: str, what: Gift) -> Decimal:
    """Nothing for a role or a thing that the policy does not name."""
    limits = policy.get("backoffice", {}).get("limits", {}).get(role, {})
    return money(limits[what]) if what in limits else NOTHING


def counted_since(policy: Policy, at: datetime) -> datetime:
    """From when on the gifts to a shopper count."""
    return at - timedelta(days=policy["backoffice"]["count_days"])


_STEPS = (ReturnState.APPROVED, ReturnState.SENT_BACK, ReturnState.RECEIVED)


def may_exchange(policy: Policy, role: str, state: ReturnState) -> bool:
    """Whether the exchanged goods may leave at that step of the return; a role not named waits for the warehouse."""
    earliest = ReturnState(policy["backoffice"]["exchange_from"].get(role, ReturnState.RECEIVED))
    return state in _STEPS and _STEPS.index(state) >= _STEPS.index(earliest)


def may_set_prices(policy: Policy) -> bool:
    """On Tmall the price of an item is fixed; on Taobao its shop may change it while nothing is paid."""
    return bool(policy["shop"]["platform"] != "tmall")
