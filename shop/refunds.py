"""What comes back for a piece: its share of what was paid for the goods, postage apart."""

from __future__ import annotations

from decimal import Decimal

from shop.amounts import NOTHING, down
from shop.models import Order, OrderLine


def refundable(order: Order, line: OrderLine, quantity: int | None = None) -> Decimal:
    """For the whole line, or for `quantity` of its pieces; rounded down to the cent."""
    if not order.goods_total:
        return NOTHING
    pieces = line.quantity if quantity is None else quantity
    return down((order.paid - order.postage) * line.price * pieces / order.goods_total)
