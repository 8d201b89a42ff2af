"""价保: what comes back when a price fell after the purchase, line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from shop.amounts import total
from shop.models import Order, OrderLine, Product
from shop.windows import price_protection_until


@dataclass(frozen=True)
class Fall:
    """One line whose price fell: (paid - lowest) for each piece."""

    sku_id: str
    title: str
    sku_label: str
    paid: Decimal  # for one
    lowest: Decimal  # the lowest price for one since the purchase, or down to which it was refunded before
    fell_at: datetime
    quantity: int

    @property
    def amount(self) -> Decimal:
        return (self.paid - self.lowest) * self.quantity


def falls(
    order: Order,
    products: Mapping[str, Product],
    policy: Mapping[str, Any],
    at: datetime,
    *,
    refunded: Mapping[str, Decimal] | None = None,
) -> Sequence[Fall]:
    """The lines whose price fell since payment; none once the window in which one may ask is over.

    `refunded` tells, by SKU, down to which price an earlier claim was paid: only a further fall counts. Goods that are
    no longer in the catalogue have no history and therefore no fall.
    """
    until = price_protection_until(order, policy)
    if order.paid_at is None or until is None or at > until:
        return ()
    known = [(line, products[line.product_id]) for line in order.lines if line.product_id in products]
    found = (_fall(line, product, order.paid_at, at, refunded or {}) for line, product in known)
    return tuple(fall for fall in found if fall)


def due(falls: Sequence[Fall]) -> Decimal:
    return total(fall.amount for fall in falls)


def _fall(
    line: OrderLine, product: Product, paid_at: datetime, at: datetime, refunded: Mapping[str, Decimal]
) -> Fall | None:
    """The history is the cheapest SKU's; a dearer one costs so much more on every day."""
    more = next((sku.price - product.price for sku in product.skus if sku.id == line.sku_id), None)
    later = [point for point in product.price_history if paid_at < point.at <= at]
    if more is None or not later:
        return None
    lowest = min(later, key=lambda point: point.price)
    paid = min(line.price, refunded.get(line.sku_id, line.price))
    price = lowest.price + more
    if price >= paid:
        return None
    return Fall(line.sku_id, line.title, line.sku_label, paid, price, lowest.at, line.quantity)
