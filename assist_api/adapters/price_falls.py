"""价保: which of a shopper's orders a difference is due on, with its basis, as the shop itself would pay it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from assist_api.adapters.backoffice import BackOffice
from assist_api.adapters.operation_views import fall_view
from assist_api.adapters.shop import OrderFile, ShopReader
from assist_api.adapters.views import iso, money
from assist_api.errors import OperationRefused
from shop.price_protection import falls
from shop.staff_protocol import Operator
from shop.windows import price_protection_until


async def price_falls(
    office: BackOffice, shop: ShopReader, by: Operator, shopper_id: str, now: datetime
) -> list[dict[str, Any]]:
    """Prices tell where to look; what is due, after what was paid before, is the shop's to calculate."""
    files = await shop.order_files(shopper_id)
    found = [await _due(office, shop, by, file) for file in files if _has_fallen(file, shop, now)]
    return [each for each in found if each]


def _has_fallen(file: OrderFile, shop: ShopReader, now: datetime) -> bool:
    goods = {product.id: product for product in file.products if product}
    return bool(falls(file.order, goods, shop.policy, now))


async def _due(office: BackOffice, shop: ShopReader, by: Operator, file: OrderFile) -> dict[str, Any] | None:
    order, key = file.order, f"look:{uuid4().hex}"
    try:
        done = await office.perform(by, order.shopper_id, order.id, "refund_difference", {}, key=key, preview=True)
    except OperationRefused:
        return None  # paid before, or goods that come back: nothing is due
    until = price_protection_until(order, shop.policy)
    basis = [fall_view(fall) for fall in done.basis]
    return {"order_id": order.id, "amount": money(done.amount), "until": iso(until), "basis": basis}
