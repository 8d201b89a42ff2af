"""The invoices behind the orders that say that one was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from shop.demo.world import World
from shop.models import Invoice, Order


def invoices(world: World) -> Iterator[Invoice]:
    for order in world.orders.values():
        if order.invoice:
            yield _invoice(order, world)


def _invoice(order: Order, world: World) -> Invoice:
    """Asked for a day after the goods came, issued within the hours of the policy."""
    asked_at = min((order.signed_at or order.created_at) + timedelta(days=1), world.now - timedelta(hours=1))
    hours = world.policy["invoice"]["issued_within_hours"]
    issued_at = min(asked_at + timedelta(hours=hours / 2), world.now) if order.invoice == "已开具" else None
    mail = f"{order.shopper_id[0]}***@example.com"
    return Invoice(order.id, "个人", "", mail, order.paid, order.invoice, asked_at, issued_at)
