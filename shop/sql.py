"""The shop behind a SQL database: SQLite for the demo and small shops, PostgreSQL by URL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import datetime, timedelta
from time import monotonic
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy import Column, Connection, Engine, Row, Select, Table, insert, or_, select, update
from sqlalchemy.exc import DBAPIError, TimeoutError

from shop import schema
from shop.china_time import now
from shop.engine import engine_for
from shop.models import (
    CarrierEvent,
    Certificate,
    Coupon,
    Courier,
    Flag,
    FollowUp,
    Installation,
    Note,
    Order,
    OrderLine,
    Parcel,
    PricePoint,
    Product,
    Promotion,
    Return,
    Shopper,
    Sku,
)
from shop.protocol import NotFound, ShopUnavailable
from shop.search import ProductIndex

_INDEX_LIVES_S = 60  # a changed title is found after this long; prices and stock are read anew every time

T = TypeVar("T")
_Rows = Mapping[str, Sequence[Row[Any]]]


class SqlShop:
    def __init__(
        self, url_or_engine: str | Engine, policy: Mapping[str, Any], *, clock: Callable[[], datetime] = now
    ) -> None:
        self._engine = engine_for(url_or_engine) if isinstance(url_or_engine, str) else url_or_engine
        self._policy = policy
        self._clock = clock
        self._index: tuple[float, ProductIndex] | None = None

    def policy(self) -> Mapping[str, Any]:
        return self._policy

    # Products

    def product(self, product_id: str) -> Product:
        with self._reading() as connection:
            return _only(_products(connection, schema.products.c.id == product_id))

    def find_products(self, text: str, *, limit: int = 5) -> Sequence[Product]:
        ids = self._product_index().find(text, limit=limit)
        with self._reading() as connection:
            found = {each.id: each for each in _products(connection, schema.products.c.id.in_(ids))}
        return [found[each] for each in ids if each in found]

    def products(self, *, category: str | None = None) -> Sequence[Product]:
        wanted = [] if category is None else [schema.products.c.category == category]
        with self._reading() as connection:
            return _products(connection, *wanted)

    def promotions(self) -> Sequence[Promotion]:
        table, at = schema.promotions.c, self._clock()
        running = select(schema.promotions).where(table.starts_at <= at, table.ends_at > at).order_by(table.ends_at)
        with self._reading() as connection:
            return [_model(Promotion, row) for row in connection.execute(running)]

    def couriers(self) -> Sequence[Courier]:
        with self._reading() as connection:
            rows = connection.execute(select(schema.couriers).order_by(schema.couriers.c.position))
            return [_model(Courier, row) for row in rows]

    # What belongs to a shopper

    def shopper(self, shopper_id: str) -> Shopper:
        with self._reading() as connection:
            return _only(_shoppers(connection, schema.shoppers.c.id == shopper_id))

    def shopper_by_order(self, order_id: str, phone_last4: str) -> Shopper:
        table = schema.orders.c
        owner = select(table.shopper_id).where(
            table.id == order_id, table.phone_masked.endswith(phone_last4, autoescape=True)
        )
        if len(phone_last4) != 4:
            raise NotFound
        with self._reading() as connection:
            return _only(_shoppers(connection, schema.shoppers.c.id.in_(owner)))

    def orders(self, shopper_id: str, *, limit: int = 10) -> Sequence[Order]:
        table = schema.orders.c
        newest = select(schema.orders).where(table.shopper_id == shopper_id).order_by(table.created_at.desc(), table.id)
        with self._reading() as connection:
            return _orders(connection, newest.limit(limit))

    def order(self, shopper_id: str, order_id: str) -> Order:
        with self._reading() as connection:
            return _order(connection, shopper_id, order_id)

    def parcels(self, shopper_id: str, order_id: str) -> Sequence[Parcel]:
        table = schema.parcels.c
        with self._reading() as connection:
            owned = select(schema.parcels).where(table.order_id == _owned(connection, shopper_id, order_id))
            rows = connection.execute(owned.order_by(table.id)).all()
            events = _grouped(connection, schema.carrier_events.c.parcel_id, _ids(rows), schema.carrier_events.c.at)
            return [_parcel(row, events) for row in rows]

    def returns(self, shopper_id: str) -> Sequence[Return]:
        return self._of_orders(Return, schema.returns, shopper_id, schema.returns.c.applied_at.desc())

    def installations(self, shopper_id: str) -> Sequence[Installation]:
        return self._of_orders(Installation, schema.installations, shopper_id, schema.installations.c.id)

    def coupons(self, shopper_id: str) -> Sequence[Coupon]:
        table = schema.coupons.c
        owned = select(schema.coupons).where(table.shopper_id == shopper_id).order_by(table.valid_until, table.id)
        with self._reading() as connection:
            return [_model(Coupon, row) for row in connection.execute(owned)]

    # Writing

    def add_note(self, shopper_id: str, order_id: str, *, by: str, text: str, flag: Flag | None, key: str) -> Order:
        with self._writing() as connection:
            _owned(connection, shopper_id, order_id, lock=True)
            if not _has_note(connection, order_id, key):
                _insert_note(connection, order_id, Note(self._clock(), by, text, flag), key)
            return _order(connection, shopper_id, order_id)

    def open_follow_up(self, shopper_id: str, order_id: str, *, kind: str, due_hours: int, key: str) -> FollowUp:
        at = self._clock()
        fresh = FollowUp(f"f{uuid4().hex[:16]}", order_id, kind, at, at + timedelta(hours=due_hours))
        with self._writing() as connection:
            _owned(connection, shopper_id, order_id, lock=True)
            known = _follow_up(connection, order_id, kind, key)
            if known is None:
                connection.execute(insert(schema.follow_ups).values(**columns_of(schema.follow_ups, fresh), key=key))
            return known or fresh

    # How it is done

    def _of_orders(self, kind: type[T], table: Table, shopper_id: str, order_by: Any) -> Sequence[T]:
        orders = schema.orders.c
        owned = select(table).join(schema.orders, orders.id == table.c.order_id).where(orders.shopper_id == shopper_id)
        with self._reading() as connection:
            return [_model(kind, row) for row in connection.execute(owned.order_by(order_by))]

    def _product_index(self) -> ProductIndex:
        if self._index is None or monotonic() - self._index[0] > _INDEX_LIVES_S:
            self._index = monotonic(), ProductIndex(self.products())
        return self._index[1]

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with _told_plainly(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with _told_plainly(), self._engine.execution_options(writes=True).begin() as connection:
            yield connection


def columns_of(table: Table, thing: object) -> dict[str, Any]:
    """The fields of a model that are columns of the table."""
    return {column.name: getattr(thing, column.name) for column in table.columns if hasattr(thing, column.name)}


@contextmanager
def _told_plainly() -> Iterator[None]:
    try:
        yield
    except (DBAPIError, TimeoutError) as error:
        raise ShopUnavailable(type(error).__name__) from error


def _model(kind: type[T], row: Row[Any], **parts: Any) -> T:
    held = row._mapping
    names = (field.name for field in fields(kind))  # type: ignore[arg-type]
    return kind(**{name: held[name] for name in names if name in held}, **parts)


def _only(things: Sequence[T]) -> T:
    if len(things) != 1:
        raise NotFound
    return things[0]


def _ids(rows: Iterable[Row[Any]]) -> list[str]:
    return [row.id for row in rows]


def _grouped(connection: Connection, parent: Column[Any], ids: Sequence[str], *order_by: Any) -> _Rows:
    """The children of all the parents, in one query."""
    table = parent.table
    found: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(select(table).where(parent.in_(ids)).order_by(*order_by, *table.primary_key)):
        found[row._mapping[parent.name]].append(row)
    return found


def _products(connection: Connection, *wanted: Any) -> list[Product]:
    rows = connection.execute(select(schema.products).where(*wanted).order_by(schema.products.c.position)).all()
    skus = _grouped(connection, schema.skus.c.product_id, _ids(rows), schema.skus.c.position)
    papers = _grouped(connection, schema.certificates.c.product_id, _ids(rows))
    prices = _grouped(connection, schema.price_points.c.product_id, _ids(rows), schema.price_points.c.at)
    return [_product(row, skus, papers, prices) for row in rows]


def _product(row: Row[Any], skus: _Rows, papers: _Rows, prices: _Rows) -> Product:
    own = tuple(_model(Sku, each) for each in skus.get(row.id, ()))
    return _model(
        Product,
        row,
        price=min(sku.price for sku in own),
        skus=own,
        certificates=tuple(_model(Certificate, each) for each in papers.get(row.id, ())),
        price_history=tuple(_model(PricePoint, each) for each in prices.get(row.id, ())),
    )


def _shoppers(connection: Connection, wanted: Any) -> list[Shopper]:
    return [_model(Shopper, row) for row in connection.execute(select(schema.shoppers).where(wanted))]


def _owned(connection: Connection, shopper_id: str, order_id: str, *, lock: bool = False) -> str:
    """The order's id, if it is the shopper's. The lock serialises writers on PostgreSQL; SQLite has but one anyway."""
    table = schema.orders.c
    query = select(table.id).where(table.id == order_id, table.shopper_id == shopper_id)
    found = connection.execute(query.with_for_update() if lock else query).scalar_one_or_none()
    if found is None:
        raise NotFound
    return str(found)


def _order(connection: Connection, shopper_id: str, order_id: str) -> Order:
    owned = _owned(connection, shopper_id, order_id)
    return _only(_orders(connection, select(schema.orders).where(schema.orders.c.id == owned)))


def _orders(connection: Connection, query: Select[Any]) -> list[Order]:
    rows = connection.execute(query).all()
    lines = _grouped(connection, schema.order_lines.c.order_id, _ids(rows))
    notes = _grouped(connection, schema.notes.c.order_id, _ids(rows), schema.notes.c.at)
    parcels = _grouped(connection, schema.parcels.c.order_id, _ids(rows))
    return [
        _model(
            Order,
            row,
            lines=tuple(_model(OrderLine, each) for each in lines.get(row.id, ())),
            notes=tuple(_model(Note, each) for each in notes.get(row.id, ())),
            parcel_ids=tuple(each.id for each in parcels.get(row.id, ())),
        )
        for row in rows
    ]


def _parcel(row: Row[Any], events: _Rows) -> Parcel:
    return _model(Parcel, row, events=tuple(_model(CarrierEvent, each) for each in events.get(row.id, ())))


def _has_note(connection: Connection, order_id: str, key: str) -> bool:
    table = schema.notes.c
    known = select(table.row).where(table.order_id == order_id, table.key == key)
    return connection.execute(known).first() is not None


def _insert_note(connection: Connection, order_id: str, note: Note, key: str) -> None:
    connection.execute(insert(schema.notes).values(**columns_of(schema.notes, note), order_id=order_id, key=key))
    if note.flag:
        connection.execute(update(schema.orders).where(schema.orders.c.id == order_id).values(flag=note.flag))


def _follow_up(connection: Connection, order_id: str, kind: str, key: str) -> FollowUp | None:
    table = schema.follow_ups.c
    known = select(schema.follow_ups).where(table.order_id == order_id, table.kind == kind)
    row = connection.execute(known.where(or_(table.key == key, table.closed_at.is_(None)))).first()
    return None if row is None else _model(FollowUp, row)
