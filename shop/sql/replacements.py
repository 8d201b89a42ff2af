"""Orders by which goods leave that were paid for already: they cost nothing and go where the first one went."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from shop import schema
from shop.amounts import NOTHING, total
from shop.models import Order, OrderLine, OrderState
from shop.sql import stock
from shop.sql.base import Write
from shop.sql.rows import put

_FIRST, _DIGITS = (23, 29), 17  # a number like the platform's: 19 digits


def instead(write: Write, line: OrderLine, sku_id: str, quantity: int) -> OrderLine:
    """The line of a replacement; its goods are worth what was paid for the first ones."""
    sku = stock.locked(write.connection, [sku_id])[sku_id]
    return replace(
        line, sku_id=sku.id, sku_label=sku.label, quantity=quantity, packed_sku_id=None, packed_quantity=None
    )


def make(
    write: Write, order: Order, lines: Sequence[OrderLine], *, due: datetime, reason: str, return_id: str | None = None
) -> Order:
    """Paid, and waiting to be sent. Its goods have been taken from the shelf by then."""
    made = _fresh(write, order, lines, due)
    put(write.connection, schema.orders, made)
    for line in lines:
        put(write.connection, schema.order_lines, line, order_id=made.id)
    _copy_address(write, order, made)
    row = {"order_id": made.id, "of_order_id": order.id, "return_id": return_id, "reason": reason, "at": write.at}
    write.connection.execute(insert(schema.replacements).values(**row))
    write.note(made.id, f"{reason}单，原订单 {order.id}", None)
    return write.order(made.id)


def _fresh(write: Write, order: Order, lines: Sequence[OrderLine], due: datetime) -> Order:
    worth = total(line.price * line.quantity for line in lines)
    values: dict[str, Any] = {"goods_total": worth, "discount": worth, "postage": NOTHING, "paid": NOTHING}
    values |= {"created_at": write.at, "paid_at": write.at, "ship_by": due, "shipped_at": None, "signed_at": None}
    values |= {"parcel_ids": (), "notes": (), "flag": None, "oversold": False, "in_big_sale": False, "invoice": ""}
    return replace(order, id=_number(), state=OrderState.PAID, lines=tuple(lines), **values)


def _number() -> str:
    least, above = _FIRST
    return f"{least + secrets.randbelow(above - least)}{secrets.randbelow(10**_DIGITS):0{_DIGITS}}"


def _copy_address(write: Write, order: Order, made: Order) -> None:
    """In full where it is known in full: the warehouse needs it."""
    table = schema.order_addresses
    row = write.connection.execute(select(table).where(table.c.order_id == order.id)).first()
    if row:
        values = {**row._mapping, "order_id": made.id, "at": write.at}
        write.connection.execute(insert(table).values(**values))


def courier(write: Write, code: str) -> str:
    table = schema.couriers.c
    return write.connection.execute(select(table.name).where(table.code == code)).scalar_one_or_none() or code
