"""What the shop tells of itself and of a shopper."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic
from typing import Any, TypeVar

from sqlalchemy import Table, select

from shop import schema
from shop.models import Coupon, Courier, Installation, Order, Parcel, Product, Promotion, Return, Shopper
from shop.protocol import NotFound
from shop.search import ProductIndex
from shop.sql import queries
from shop.sql.base import SqlBase
from shop.sql.rows import model, only

_INDEX_LIVES_S = 60  # a changed title is found after this long; prices and stock are read anew every time

T = TypeVar("T")


class Reading(SqlBase):
    _index: tuple[float, ProductIndex] | None = None

    # Products

    def product(self, product_id: str) -> Product:
        with self._reading() as connection:
            return only(queries.products(connection, schema.products.c.id == product_id))

    def find_products(self, text: str, *, limit: int = 5) -> Sequence[Product]:
        ids = self._product_index().find(text, limit=limit)
        with self._reading() as connection:
            found = {each.id: each for each in queries.products(connection, schema.products.c.id.in_(ids))}
        return [found[each] for each in ids if each in found]

    def products(self, *, category: str | None = None) -> Sequence[Product]:
        wanted = [] if category is None else [schema.products.c.category == category]
        with self._reading() as connection:
            return queries.products(connection, *wanted)

    def promotions(self) -> Sequence[Promotion]:
        with self._reading() as connection:
            return queries.promotions(connection, self._clock())

    def couriers(self) -> Sequence[Courier]:
        with self._reading() as connection:
            rows = connection.execute(select(schema.couriers).order_by(schema.couriers.c.position))
            return [model(Courier, row) for row in rows]

    def _product_index(self) -> ProductIndex:
        if self._index is None or monotonic() - self._index[0] > _INDEX_LIVES_S:
            self._index = monotonic(), ProductIndex(self.products())
        return self._index[1]

    # What belongs to a shopper

    def shopper(self, shopper_id: str) -> Shopper:
        with self._reading() as connection:
            return only(queries.shoppers(connection, schema.shoppers.c.id == shopper_id))

    def shopper_by_order(self, order_id: str, phone_last4: str) -> Shopper:
        table = schema.orders.c
        owner = select(table.shopper_id).where(
            table.id == order_id, table.phone_masked.endswith(phone_last4, autoescape=True)
        )
        if len(phone_last4) != 4:
            raise NotFound
        with self._reading() as connection:
            return only(queries.shoppers(connection, schema.shoppers.c.id.in_(owner)))

    def orders(self, shopper_id: str, *, limit: int = 10) -> Sequence[Order]:
        table = schema.orders.c
        newest = select(schema.orders).where(table.shopper_id == shopper_id).order_by(table.created_at.desc(), table.id)
        with self._reading() as connection:
            return queries.orders(connection, newest.limit(limit))

    def order(self, shopper_id: str, order_id: str) -> Order:
        with self._reading() as connection:
            return queries.order(connection, shopper_id, order_id)

    def parcels(self, shopper_id: str, order_id: str) -> Sequence[Parcel]:
        with self._reading() as connection:
            return queries.parcels(connection, queries.owned(connection, shopper_id, order_id))

    def returns(self, shopper_id: str) -> Sequence[Return]:
        return self._of_orders(Return, schema.returns, shopper_id, schema.returns.c.applied_at.desc())

    def installations(self, shopper_id: str) -> Sequence[Installation]:
        return self._of_orders(Installation, schema.installations, shopper_id, schema.installations.c.id)

    def coupons(self, shopper_id: str) -> Sequence[Coupon]:
        table = schema.coupons.c
        owned = select(schema.coupons).where(table.shopper_id == shopper_id).order_by(table.valid_until, table.id)
        with self._reading() as connection:
            return [model(Coupon, row) for row in connection.execute(owned)]

    def _of_orders(self, kind: type[T], table: Table, shopper_id: str, order_by: Any) -> Sequence[T]:
        orders = schema.orders.c
        owned = select(table).join(schema.orders, orders.id == table.c.order_id).where(orders.shopper_id == shopper_id)
        with self._reading() as connection:
            return [model(kind, row) for row in connection.execute(owned.order_by(order_by))]
