"""What an order is called in a sentence, and what it comes to."""

from __future__ import annotations

from actions.services.wording import short
from shop.models import Order, OrderLine


def goods_of(order: Order) -> str:
    more = len(order.lines) - 1
    return short(order.lines[0].title) + (f"等 {more + 1} 件" if more else "")


def line_of(line: OrderLine) -> str:
    """老爹鞋（奶白 38）×2: the number only where it is not one."""
    count = f"×{line.quantity}" if line.quantity > 1 else ""
    return f"{short(line.title)}（{line.sku_label}）{count}" if line.sku_label else f"{short(line.title)}{count}"
