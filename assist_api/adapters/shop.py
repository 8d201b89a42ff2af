"""The shop as the service reads it: in a thread, with a limit of time, its failures turned into ours."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread

from assist_api.errors import ShopUnavailable
from shop.models import FollowUp, Order, Parcel, Product, Promotion, Return, ShopEvent, Shopper
from shop.protocol import NotFound, Refused, Shop
from shop.protocol import ShopUnavailable as ShopSilent

T = TypeVar("T")
LIMIT_S = 2.5
THREADS = 8
KEPT_S = 300.0


@dataclass(frozen=True)
class OrderFile:
    """An order with its parcels and the pictures of what is in it."""

    order: Order
    parcels: tuple[Parcel, ...]
    pictures: tuple[str, ...]


class ShopReader:
    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._threads = CapacityLimiter(THREADS)  # its own: a shop that hangs must not take the service's threads
        self._shoppers: dict[str, tuple[float, Shopper | None]] = {}

    @property
    def policy(self) -> Mapping[str, Any]:
        return self._shop.policy()

    async def shopper(self, shopper_id: str | None) -> Shopper | None:
        """None for an unknown one. Kept for five minutes: name and level hardly change."""
        if shopper_id is None:
            return None
        kept = self._shoppers.get(shopper_id)
        if kept is None or monotonic() - kept[0] > KEPT_S:
            kept = (monotonic(), await self._found(self._shop.shopper, shopper_id))
            self._shoppers[shopper_id] = kept
        return kept[1]

    async def order_files(self, shopper_id: str | None, limit: int = 6) -> Sequence[OrderFile]:
        """Newest first; nothing for somebody unknown."""
        if shopper_id is None:
            return ()
        return await self._asked(lambda: _order_files(self._shop, shopper_id, limit))

    async def product(self, product_id: str | None) -> Product | None:
        return await self._found(self._shop.product, product_id) if product_id else None

    async def product_of_sku(self, sku_id: str) -> Product | None:
        """None when the SKU is no longer sold."""
        found = await self.products()
        return next((product for product in found if any(sku.id == sku_id for sku in product.skus)), None)

    async def order_file(self, shopper_id: str, order_id: str) -> OrderFile | None:
        return await self._found(
            lambda order: _order_file(self._shop, shopper_id, self._shop.order(shopper_id, order)), order_id
        )

    async def returns(self, shopper_id: str) -> Sequence[Return]:
        return await self._asked(lambda: self._shop.returns(shopper_id))

    async def promotions(self) -> Sequence[Promotion]:
        return await self._asked(self._shop.promotions)

    async def events(self, after: str, limit: int) -> Sequence[ShopEvent]:
        """Nothing from a system that cannot be asked for them: such a one pushes."""
        try:
            return await self._asked(lambda: self._shop.events(after=after, limit=limit))
        except Refused:
            return ()

    async def look_after(self, shopper_id: str, order_id: str, *, kind: str, due_hours: int, key: str) -> FollowUp:
        """Have the shop's people look after the order until then; the same `key` again opens nothing new."""
        return await self._asked(
            lambda: self._shop.open_follow_up(shopper_id, order_id, kind=kind, due_hours=due_hours, key=key)
        )

    async def products(self, category: str | None = None) -> Sequence[Product]:
        return await self._asked(lambda: self._shop.products(category=category))

    async def _found(self, call: Callable[[str], T], thing_id: str) -> T | None:
        def ask() -> T | None:
            try:
                return call(thing_id)
            except NotFound:
                return None

        return await self._asked(ask)

    async def _asked(self, call: Callable[[], T]) -> T:
        try:
            async with asyncio.timeout(LIMIT_S):
                return await to_thread.run_sync(call, abandon_on_cancel=True, limiter=self._threads)
        except (TimeoutError, ShopSilent) as error:
            raise ShopUnavailable from error


def _order_files(shop: Shop, shopper_id: str, limit: int) -> tuple[OrderFile, ...]:
    return tuple(_order_file(shop, shopper_id, order) for order in shop.orders(shopper_id, limit=limit))


def _order_file(shop: Shop, shopper_id: str, order: Order) -> OrderFile:
    parcels = tuple(shop.parcels(shopper_id, order.id)) if order.parcel_ids else ()
    return OrderFile(order, parcels, tuple(_picture(shop, line.product_id) for line in order.lines))


def _picture(shop: Shop, product_id: str) -> str:
    try:
        return shop.product(product_id).picture
    except NotFound:  # no longer sold: the order stays, its picture does not
        return ""
