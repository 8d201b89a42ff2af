"""What a shopper and the order in question are worth to the shop, asked within a short time and kept for a while."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from time import monotonic

from assist_api.adapters.shop import ShopReader
from assist_api.errors import ShopUnavailable
from shop.models import Order

LIMIT_S = 0.3  # it weighs little, so a slow shop may cost it, but not the time in which the bot is to answer
KEPT_S = 60.0


@dataclass(frozen=True)
class Value:
    level: str = ""
    order_yuan: float = 0.0


class ValueReader:
    def __init__(self, shop: ShopReader) -> None:
        self._shop = shop
        self._kept: dict[str, tuple[float, str, Sequence[Order]]] = {}

    async def read(self, shopper_id: str | None, texts: Sequence[str]) -> Value:
        """`texts`: the shopper's, newest first; an order that one names by its number is the one in question."""
        if shopper_id is None:
            return Value()
        try:
            async with asyncio.timeout(LIMIT_S):
                level, orders = await self._known(shopper_id)
        except (ShopUnavailable, TimeoutError):
            return Value()
        order = next((one for text in texts for one in orders if one.id in text), next(iter(orders), None))
        return Value(level, float(_worth(order)) if order else 0.0)

    async def _known(self, shopper_id: str) -> tuple[str, Sequence[Order]]:
        kept = self._kept.get(shopper_id)
        if kept is None or monotonic() - kept[0] > KEPT_S:
            shopper, orders = await asyncio.gather(self._shop.shopper(shopper_id), self._shop.orders(shopper_id))
            kept = self._kept[shopper_id] = (monotonic(), shopper.level if shopper else "", orders)
        return kept[1:]


def _worth(order: Order) -> Decimal:
    """What was paid, or is to be paid."""
    return order.paid or order.goods_total - order.discount + order.postage
