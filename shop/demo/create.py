"""Make the demo shop: `python -m shop.demo.create [--url …]`. Made anew on another day, so that it stays fresh."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import date, datetime
from random import Random
from typing import Any

from sqlalchemy import Connection, Table, func, insert, inspect, select, text
from sqlalchemy.engine import make_url

from shop import schema
from shop.china_time import now as china_now
from shop.connect import DEFAULT_URL, read_policy
from shop.demo import catalogue
from shop.demo.desk import Desk
from shop.demo.happened import happened
from shop.demo.invoices import invoices
from shop.demo.people import people
from shop.demo.scenes import play
from shop.demo.stories import demo_shoppers, tell_stories
from shop.demo.wallets import settle
from shop.demo.world import World
from shop.engine import engine_for
from shop.sql import columns_of

__all__ = ["NotTheDemo", "create", "demo_shoppers", "fill", "make_world"]

SEED_VERSION = 8  # raise it whenever the demo or the tables change: the demo is then made anew
_MARK = "demo"
_LOCK = 7_301_001  # PostgreSQL: any number of ours; two processes never make the demo at once


class NotTheDemo(Exception):
    """The database holds a shop that is not the demo; it is left alone."""


def create(url: str = DEFAULT_URL, today: date | None = None, *, now: datetime | None = None) -> bool:
    """True when the demo was made (anew), False when it stood already. Dates are relative to `today`."""
    moment = _moment(today, now)
    mark = {"seed_version": SEED_VERSION, "made_on": moment.date().isoformat()}
    engine = engine_for(url)
    try:
        with engine.execution_options(writes=True).begin() as connection:
            _one_at_a_time(connection)
            if _found_mark(connection) == mark:
                return False
            fill(connection, make_world(moment))
            connection.execute(insert(schema.meta).values(key=_MARK, value=mark))
            return True
    finally:
        engine.dispose()


def make_world(now: datetime) -> World:
    """The whole demo as values: the same moment gives the same world."""
    world = World(
        now=now,
        policy=read_policy(),
        products=catalogue.products(now),
        promotions=catalogue.promotions(now),
        couriers=catalogue.couriers(),
        people=people(now),
        coupon_offers=catalogue.coupon_offers(now),
    )
    tell_stories(Desk(world, Random("stories of the demo")))
    play(world, Random("scenes of the demo"))
    settle(world, Random("wallets of the demo"))
    world.invoices = list(invoices(world))
    world.events = happened(world)
    return world


def fill(connection: Connection, world: World) -> None:
    """Put the world in place of whatever the shop's tables hold."""
    schema.metadata.drop_all(connection)
    schema.metadata.create_all(connection)
    _write(connection, world)


def _moment(today: date | None, now: datetime | None) -> datetime:
    moment = (now or china_now()).replace(second=0, microsecond=0)
    return moment if today is None else datetime.combine(today, moment.timetz())


def _one_at_a_time(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def _found_mark(connection: Connection) -> Any:
    """The demo's mark, None in a database without a shop. Any other shop is refused."""
    standing = set(inspect(connection).get_table_names())
    mark = None
    if schema.meta.name in standing:
        mark = connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == _MARK)).scalar()
    if mark is None and any(
        _rows(connection, table) for table in schema.metadata.sorted_tables if table.name in standing
    ):
        raise NotTheDemo("这个数据库里已有别的店铺数据，没有写入演示数据。请换一个数据库地址。")
    return mark


def _rows(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _write(connection: Connection, world: World) -> None:
    """Each table in one go, parents first."""
    orders = world.orders.values()
    _insert(connection, schema.couriers, _rows_of(schema.couriers, world.couriers))
    _insert(connection, schema.products, _rows_of(schema.products, world.products))
    _insert(connection, schema.promotions, _rows_of(schema.promotions, world.promotions))
    _insert(connection, schema.shoppers, _rows_of(schema.shoppers, (person.shopper for person in world.people)))
    for table, held in _OF_PRODUCTS.items():
        _insert(connection, table, _children(table, held, "product_id", world.products))
    _insert(connection, schema.orders, _rows_of(schema.orders, orders))
    _insert(connection, schema.order_lines, _children(schema.order_lines, "lines", "order_id", orders))
    _insert(connection, schema.notes, _children(schema.notes, "notes", "order_id", orders))
    _insert(connection, schema.parcels, _rows_of(schema.parcels, world.parcels))
    _insert(connection, schema.carrier_events, _children(schema.carrier_events, "events", "parcel_id", world.parcels))
    _insert(connection, schema.returns, _rows_of(schema.returns, world.returns))
    _insert(connection, schema.installations, _rows_of(schema.installations, world.installations))
    _insert(connection, schema.follow_ups, _rows_of(schema.follow_ups, world.follow_ups))
    _insert(connection, schema.invoices, [{**row, "send_to": ""} for row in _rows_of(schema.invoices, world.invoices)])
    _insert(connection, schema.events, _rows_of(schema.events, world.events))
    offers = ({**columns_of(schema.coupon_offers, offer), "left": left} for offer, left in world.coupon_offers)
    _insert(connection, schema.coupon_offers, list(offers))
    coupons = ({**columns_of(schema.coupons, coupon), "shopper_id": owner} for owner, coupon in world.coupons)
    _insert(connection, schema.coupons, list(coupons))


_OF_PRODUCTS = {schema.skus: "skus", schema.certificates: "certificates", schema.price_points: "price_history"}


def _rows_of(table: Table, things: Iterable[object]) -> list[dict[str, Any]]:
    return [columns_of(table, thing) for thing in things]


def _children(table: Table, held: str, parent: str, parents: Iterable[Any]) -> list[dict[str, Any]]:
    return [{**columns_of(table, child), parent: each.id} for each in parents for child in getattr(each, held)]


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if "position" in table.c:
        rows = [{**row, "position": number} for number, row in enumerate(rows)]
    if rows:
        connection.execute(insert(table), rows)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--url", default=DEFAULT_URL, help=f"the shop's database, {DEFAULT_URL} unless told")
    url = arguments.parse_args().url
    made = create(url)
    print(f"演示店铺{'已生成' if made else '已是最新'}：{make_url(url).render_as_string(hide_password=True)}")


if __name__ == "__main__":
    main()
