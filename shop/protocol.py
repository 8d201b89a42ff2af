"""The one interface behind which any shop stands. Adapters: sql.py (the demo and small shops)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from shop.models import (
    Coupon,
    Courier,
    Flag,
    FollowUp,
    Installation,
    Order,
    Parcel,
    Product,
    Promotion,
    Return,
    Shopper,
)


class ShopUnavailable(Exception):
    """The shop did not answer in time or answered nonsense. Say so and offer a person; never guess."""


class NotFound(Exception):
    """No such thing, or not this shopper's: the two are told apart nowhere, so that nobody can probe."""


class Shop(Protocol):
    """Synchronous: call it from a thread. Order calls are bound to a shopper: a foreign order is NotFound."""

    def policy(self) -> Mapping[str, Any]: ...

    def product(self, product_id: str) -> Product: ...

    def find_products(self, text: str, *, limit: int = 5) -> Sequence[Product]:
        """By title, kind, alias and attributes, best first; empty when nothing fits."""
        ...

    def products(self, *, category: str | None = None) -> Sequence[Product]: ...

    def shopper(self, shopper_id: str) -> Shopper: ...

    def orders(self, shopper_id: str, *, limit: int = 10) -> Sequence[Order]:
        """Newest first."""
        ...

    def order(self, shopper_id: str, order_id: str) -> Order: ...

    def shopper_by_order(self, order_id: str, phone_last4: str) -> Shopper:
        """Proof of identity without a log-in: order number plus the last four digits of the receiver's phone."""
        ...

    def parcels(self, shopper_id: str, order_id: str) -> Sequence[Parcel]: ...

    def returns(self, shopper_id: str) -> Sequence[Return]: ...

    def coupons(self, shopper_id: str) -> Sequence[Coupon]: ...

    def promotions(self) -> Sequence[Promotion]:
        """Those running now."""
        ...

    def installations(self, shopper_id: str) -> Sequence[Installation]: ...

    def couriers(self) -> Sequence[Courier]: ...

    def add_note(self, shopper_id: str, order_id: str, *, by: str, text: str, flag: Flag | None, key: str) -> Order:
        """Idempotent by `key` (the id of the message that asked for it)."""
        ...

    def open_follow_up(self, shopper_id: str, order_id: str, *, kind: str, due_hours: int, key: str) -> FollowUp:
        """Idempotent by `key`; while one of the same kind is open on the order, that one is returned."""
        ...
