"""What is read of products, shoppers and orders, within somebody's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from shop import schema
from shop.models import (
    CarrierEvent,
    Certificate,
    Note,
    Order,
    OrderLine,
    Parcel,
    PricePoint,
    Product,
    Promotion,
    Shopper,
    Sku,
)
from shop.protocol import NotFound
from shop.sql.rows import Rows, grouped, ids, model, only


def products(connection: Connection, *wanted: Any) -> list[Product]:
    rows = connection.execute(select(schema.products).where(*wanted).order_by(schema.products.c.position)).all()
    skus = grouped(connection, schema.skus.c.product_id, ids(rows), schema.skus.c.position)
    papers = grouped(connection, schema.certificates.c.product_id, ids(rows))
    prices = grouped(connection, schema.price_points.c.product_id, ids(rows), schema.price_points.c.at)
    return [_product(row, skus, papers, prices) for row in rows]


def _product(row: Row[Any], skus: Rows, papers: Rows, prices: Rows) -> Product:
    own = tuple(model(Sku, each) for each in skus.get(row.id, ()))
    return model(
        Product,
        row,
        price=min(sku.price for sku in own),
        skus=own,
        certificates=tuple(model(Certificate, each) for each in papers.get(row.id, ())),
        price_history=tuple(model(PricePoint, each) for each in prices.get(row.id, ())),
    )


def products_of(connection: Connection, order: Order) -> Mapping[str, Product]:
    wanted = [line.product_id for line in order.lines]
    return {each.id: each for each in products(connection, schema.products.c.id.in_(wanted))}


def promotions(connection: Connection, at: datetime) -> list[Promotion]:
    table = schema.promotions.c
    running = select(schema.promotions).where(table.starts_at <= at, table.ends_at > at).order_by(table.ends_at)
    return [model(Promotion, row) for row in connection.execute(running)]


def shoppers(connection: Connection, wanted: Any) -> list[Shopper]:
    return [model(Shopper, row) for row in connection.execute(select(schema.shoppers).where(wanted))]


def owned(connection: Connection, shopper_id: str, order_id: str, *, lock: bool = False) -> str:
    """The order's id, if it is the shopper's. The lock serialises writers on PostgreSQL; SQLite has but one anyway."""
    table = schema.orders.c
    query = select(table.id).where(table.id == order_id, table.shopper_id == shopper_id)
    found = connection.execute(query.with_for_update(key_share=True) if lock else query).scalar_one_or_none()
    if found is None:
        raise NotFound
    return str(found)


def order(connection: Connection, shopper_id: str, order_id: str) -> Order:
    mine = owned(connection, shopper_id, order_id)
    return only(orders(connection, select(schema.orders).where(schema.orders.c.id == mine)))


def orders(connection: Connection, query: Select[Any]) -> list[Order]:
    rows = connection.execute(query).all()
    lines = grouped(connection, schema.order_lines.c.order_id, ids(rows))
    notes = grouped(connection, schema.notes.c.order_id, ids(rows), schema.notes.c.at)
    parcels = grouped(connection, schema.parcels.c.order_id, ids(rows))
    return [
        model(
            Order,
            row,
            lines=tuple(model(OrderLine, each) for each in lines.get(row.id, ())),
            notes=tuple(model(Note, each) for each in notes.get(row.id, ())),
            parcel_ids=tuple(each.id for each in parcels.get(row.id, ())),
        )
        for row in rows
    ]


def parcels(connection: Connection, order_id: str) -> Sequence[Parcel]:
    table = schema.parcels.c
    found = select(schema.parcels).where(table.order_id == order_id).order_by(table.id)
    rows = connection.execute(found).all()
    events = grouped(connection, schema.carrier_events.c.parcel_id, ids(rows), schema.carrier_events.c.at)
    return [
        model(Parcel, row, events=tuple(model(CarrierEvent, each) for each in events.get(row.id, ()))) for row in rows
    ]
