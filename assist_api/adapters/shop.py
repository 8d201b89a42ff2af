"""The shop as the service reads it: in a thread, with a limit of time, its failures turned into ours."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from time import monotonic
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread

from assist_api.errors import ShopUnavailable
from shop.models import (
    Coupon,
    CouponOffer,
    FollowUp,
    Order,
    Parcel,
    Product,
    Promotion,
    Return,
    ShopEvent,
    Shopper,
    Ticket,
)
from shop.protocol import NotFound, Refused
from shop.protocol import ShopUnavailable as ShopSilent
from shop.staff_protocol import StaffShop

T = TypeVar("T")
LIMIT_S = 2.5
THREADS = 8
KEPT_S = 300.0
SILENT_S = 60.0


@dataclass(frozen=True)
class OrderFile:
    """An order with its parcels and, line by line, the products in it; None for one that is no longer sold."""

    order: Order
    parcels: tuple[Parcel, ...]
    products: tuple[Product | None, ...]

    @property
    def pictures(self) -> tuple[str, ...]:
        return tuple(product.picture if product else "" for product in self.products)


class ShopReader:
    def __init__(self, shop: StaffShop, *, far: bool = False) -> None:
        """`far`: it is asked over a network, so that calls are better made at once than one after the other."""
        self.shop = shop
        self._far = far
        self._threads = CapacityLimiter(THREADS)  # its own: a shop that hangs must not take the service's threads
        self._shoppers: dict[str, tuple[float, Shopper | None]] = {}
        self._names: Mapping[str, str] = {}
        self._names_count_until = 0.0

    @property
    def policy(self) -> Mapping[str, Any]:
        return self.shop.policy()

    async def shopper(self, shopper_id: str | None) -> Shopper | None:
        """None for an unknown one. Kept for five minutes: name and level hardly change."""
        if shopper_id is None:
            return None
        kept = self._shoppers.get(shopper_id)
        if kept is None or monotonic() - kept[0] > KEPT_S:
            kept = (monotonic(), await self._found(self.shop.shopper, shopper_id))
            self._shoppers[shopper_id] = kept
        return kept[1]

    async def orders(self, shopper_id: str, limit: int = 6) -> Sequence[Order]:
        """Newest first."""
        return await self.asked(lambda: self.shop.orders(shopper_id, limit=limit))

    async def order_files(self, shopper_id: str | None, limit: int = 6) -> Sequence[OrderFile]:
        """Newest first; nothing for somebody unknown."""
        if shopper_id is None:
            return ()
        return await self._files(shopper_id, await self.orders(shopper_id, limit))

    async def product(self, product_id: str | None) -> Product | None:
        return await self._found(self.shop.product, product_id) if product_id else None

    async def product_names(self) -> Mapping[str, str]:
        """Of what is sold, by id, kept for five minutes; while the shop is silent, those that were known before."""
        if monotonic() >= self._names_count_until:
            self._names_count_until = monotonic() + SILENT_S  # nobody else asks meanwhile
            with suppress(ShopUnavailable):  # a list with ids in it serves better than none
                self._names = {product.id: product.title for product in await self.products()}
                self._names_count_until = monotonic() + KEPT_S
        return self._names

    async def product_of_sku(self, sku_id: str) -> Product | None:
        """None when the SKU is no longer sold."""
        found = await self.products()
        return next((product for product in found if any(sku.id == sku_id for sku in product.skus)), None)

    async def order_file(self, shopper_id: str, order_id: str) -> OrderFile | None:
        order = await self._found(lambda wanted: self.shop.order(shopper_id, wanted), order_id)
        return (await self._files(shopper_id, [order]))[0] if order else None

    async def _files(self, shopper_id: str, orders: Sequence[Order]) -> Sequence[OrderFile]:
        wanted = list(dict.fromkeys(line.product_id for order in orders for line in order.lines))
        sent = [order for order in orders if order.parcel_ids]
        found, parcels = await asyncio.gather(
            self._all([partial(self._kept, product_id) for product_id in wanted]),
            self._all([partial(self.shop.parcels, shopper_id, order.id) for order in sent]),
        )
        products = dict(zip(wanted, found, strict=True))
        by_order = {order.id: tuple(those) for order, those in zip(sent, parcels, strict=True)}
        return [
            OrderFile(order, by_order.get(order.id, ()), tuple(products[line.product_id] for line in order.lines))
            for order in orders
        ]

    def _kept(self, product_id: str) -> Product | None:
        """None for one that is no longer sold: the order stays."""
        try:
            return self.shop.product(product_id)
        except NotFound:
            return None

    async def _all(self, calls: Sequence[Callable[[], T]]) -> Sequence[T]:
        """At once where the shop is behind a network; a database beside us is quicker one after the other."""
        if self._far:
            return await asyncio.gather(*(self.asked(call) for call in calls))
        return await self.asked(lambda: [call() for call in calls]) if calls else []

    async def returns(self, shopper_id: str) -> Sequence[Return]:
        return await self.asked(lambda: self.shop.returns(shopper_id))

    async def coupons(self, shopper_id: str) -> Sequence[Coupon]:
        return await self.asked(lambda: self.shop.coupons(shopper_id))

    async def coupon_offers(self) -> Sequence[CouponOffer]:
        return await self.asked(self.shop.coupon_offers)

    async def promotions(self) -> Sequence[Promotion]:
        return await self.asked(self.shop.promotions)

    async def events(self, after: str, limit: int) -> Sequence[ShopEvent]:
        """Nothing from a system that cannot be asked for them: such a one pushes."""
        try:
            return await self.asked(lambda: self.shop.events(after=after, limit=limit))
        except Refused:
            return ()

    async def tickets_opened(self, since: datetime, limit: int) -> Sequence[Ticket]:
        """Oldest first; nothing from a system that keeps none."""
        return await self.asked(lambda: self.shop.tickets_opened(since=since, limit=limit))

    async def close_ticket(self, shopper_id: str, ticket_id: str, *, key: str) -> None:
        """One that the shop does not know, or does not close by itself, is no trouble: ours is the record."""

        def close() -> None:
            with suppress(NotFound, Refused):  # nothing of theirs is left to be closed
                self.shop.close_ticket(shopper_id, ticket_id, key=key)

        await self.asked(close)

    async def look_after(self, shopper_id: str, order_id: str, *, kind: str, due_hours: int, key: str) -> FollowUp:
        """Have the shop's people look after the order until then; the same `key` again opens nothing new."""
        return await self.asked(
            lambda: self.shop.open_follow_up(shopper_id, order_id, kind=kind, due_hours=due_hours, key=key)
        )

    async def products(self, category: str | None = None) -> Sequence[Product]:
        return await self.asked(lambda: self.shop.products(category=category))

    async def _found(self, call: Callable[[str], T], thing_id: str) -> T | None:
        def ask() -> T | None:
            try:
                return call(thing_id)
            except NotFound:
                return None

        return await self.asked(ask)

    async def asked(self, call: Callable[[], T]) -> T:
        """Any call of the shop, in a thread of its own and within the limit of time."""
        try:
            async with asyncio.timeout(LIMIT_S):
                return await to_thread.run_sync(call, abandon_on_cancel=True, limiter=self._threads)
        except (TimeoutError, ShopSilent) as error:
            raise ShopUnavailable from error
