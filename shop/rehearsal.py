"""A shop that is read and never written to: for a talk with a bot on trial.

Where the shop can do a thing and take it back at once, the bot hears what would have come of it; else NotDone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, runtime_checkable

from shop.protocol import Shop


class NotDone(Exception):
    """Here the shop would have been written to."""


@runtime_checkable
class Rehearses(Protocol):
    """A shop that can take back what it has done."""

    def rehearsal(self) -> Shop:
        """The same shop, checking and answering as ever, from which nothing remains."""
        ...


READS = frozenset(
    {
        "coupon_offers",
        "coupons",
        "couriers",
        "events",
        "find_products",
        "installation_days",
        "installations",
        "invoice",
        "order",
        "orders",
        "parcels",
        "policy",
        "product",
        "products",
        "promotions",
        "returns",
        "shopper",
        "shopper_by_order",
        "tickets",
        "tickets_opened",
        "tickets_since",
    }
)


class Rehearsal:
    """A `Shop`. What is not known to read counts as writing, so that a new call is safe until it is listed."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self.wrote = False  # would have

    def __getattr__(self, name: str) -> Any:
        return getattr(self._shop, name) if name in READS else self._tried(name)

    def _tried(self, name: str) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            if not isinstance(self._shop, Rehearses):
                raise NotDone(name)
            done = getattr(self._shop.rehearsal(), name)(*arguments, **named)
            self.wrote = True
            return done

        return call
