"""Pieces taken from the shelf and put back, each SKU's row locked while it is counted."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select, update

from shop import schema
from shop.models import Order, OrderLine, Sku
from shop.protocol import NotFound, Refusal, Refused
from shop.sql.rows import model


def locked(connection: Connection, sku_ids: Iterable[str]) -> dict[str, Sku]:
    """In the order of their ids, so that two calls never wait for each other. An unknown SKU is NotFound."""
    wanted = sorted(set(sku_ids))
    query = select(schema.skus).where(schema.skus.c.id.in_(wanted)).order_by(schema.skus.c.id)
    found = {row.id: model(Sku, row) for row in connection.execute(query.with_for_update(key_share=True))}
    if len(found) != len(wanted):
        raise NotFound
    return found


def move(connection: Connection, pieces: dict[str, int]) -> None:
    """Add so many pieces to each SKU; negative takes. Refused where the shelf would go below nothing."""
    skus = locked(connection, pieces)
    for sku_id, count in pieces.items():
        if count and skus[sku_id].stock + count < 0:
            raise Refused(Refusal.OUT_OF_STOCK)
        table = schema.skus
        connection.execute(update(table).where(table.c.id == sku_id).values(stock=table.c.stock + count))


def give_back(connection: Connection, order: Order, lines: Iterable[OrderLine]) -> None:
    """What was oversold never lay on the shelf."""
    if not order.oversold:
        move(connection, _pieces(lines, 1))


def take_again(connection: Connection, order: Order) -> None:
    if not order.oversold:
        move(connection, _pieces(order.lines, -1))


def _pieces(lines: Iterable[OrderLine], sign: int) -> dict[str, int]:
    pieces: dict[str, int] = {}
    for line in lines:
        pieces[line.sku_id] = pieces.get(line.sku_id, 0) + sign * line.quantity
    return pieces
