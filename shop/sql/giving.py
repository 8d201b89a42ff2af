"""What the shop's people have given already, and whether a role may give more."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import func, insert, select

from shop import schema
from shop.amounts import NOTHING
from shop.limits import Gift, counted_since, limit
from shop.protocol import Refusal, Refused
from shop.sql.base import Write
from shop.staff_protocol import Operator


def give(write: Write, order_id: str | None, what: Gift, amount: Decimal, reason: str, **pieces: Any) -> Decimal:
    """Write it down, and tell how much the role may still give; refused where it is more than that.

    What others gave counts too: two people do not give twice as much.
    """
    by = operator(write)
    left = limit(write.policy, by.role, what) - given(write, order_id, what) - amount
    if left < 0:
        raise Refused(Refusal.OVER_LIMIT)
    row: dict[str, Any] = {"shopper_id": write.call.shopper_id, "order_id": order_id, "what": what, "amount": amount}
    row |= {"reason": reason, "at": write.at, "by": by.name, "role": by.role}
    write.connection.execute(insert(schema.given).values(**row, **pieces))
    return left


def given(write: Write, order_id: str | None, what: Gift) -> Decimal:
    """On the order; coupons and points of some weeks to the shopper."""
    table = schema.given.c
    to_shopper = (table.shopper_id == write.call.shopper_id, table.at > counted_since(write.policy, write.at))
    counted = to_shopper if what.of_shopper else (table.order_id == order_id,)
    query = select(func.sum(table.amount)).where(table.what == what, *counted)
    return write.connection.execute(query).scalar_one() or NOTHING


def times_given(write: Write, order_id: str, what: Gift) -> int:
    table = schema.given.c
    query = select(func.count()).where(table.order_id == order_id, table.what == what)
    return int(write.connection.execute(query).scalar_one())


def operator(write: Write) -> Operator:
    if write.call.by is None:
        raise ValueError("only a person of the shop gives")
    return write.call.by
