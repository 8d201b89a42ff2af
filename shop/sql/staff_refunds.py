"""Money given back by a person of the shop: an order, a line, or some pieces of it.

A whole line becomes a return that is paid out, as the shopper sees it; some pieces of one are only counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, func, select

from shop import schema
from shop.amounts import NOTHING, total
from shop.limits import Gift
from shop.models import Flag, Order, OrderLine, OrderState, ReturnState, ShopEventKind
from shop.operations import Refund
from shop.protocol import Refusal, Refused
from shop.refunds import refundable
from shop.sql import orders, returns, stock
from shop.sql.base import Write
from shop.sql.giving import give
from shop.sql.returns import EXCHANGE, OPEN, REFUND_ONLY
from shop.sql.rows import put
from shop.staff_protocol import Done

_CAN_BE_REFUNDED = (
    OrderState.PAID,
    OrderState.PARTLY_SHIPPED,
    OrderState.SHIPPED,
    OrderState.SIGNED,
    OrderState.COMPLETED,
    OrderState.REFUNDING,
)
_AT_HAND = {REFUND_ONLY: (ReturnState.APPLIED, ReturnState.APPROVED)}  # the others: only once the goods are back


def refund(write: Write, order: Order, asked: Refund) -> Done:
    if order.state not in _CAN_BE_REFUNDED:
        orders.require(order)
    if not asked.sku_id:
        return _whole(write, order, asked.reason)
    line = returns.line_of(order, asked.sku_id)
    pieces = asked.pieces + _pieces(write, order, line.sku_id)
    if asked.pieces and pieces > line.quantity:
        raise Refused(Refusal.TOO_MUCH)
    some = asked.pieces and pieces < line.quantity
    return _some(write, order, line, asked) if some else _line(write, order, line, asked.reason)


# The order


def _whole(write: Write, order: Order, reason: str) -> Done:
    amount = order.paid - _back(write, order)
    rows = _returns(write, order)
    if amount <= 0:
        raise Refused(Refusal.NOTHING_DUE)
    left = give(write, order.id, Gift.REFUND, amount, reason)
    if not any(row.whole_order for row in rows):  # a cancelled order gave its goods back when it was cancelled
        _free_the_shelf(write, order, [line for line in order.lines if line.sku_id not in _refunded(write, order)])
    for row in rows:
        _settle(write, order, row)
    rest = amount - total(row.amount for row in rows)
    if rest > 0:
        _put_paid(write, order, order.lines[0], rest, reason, whole_order=True)
    write.note(order.id, f"整单退款 {amount} 元：{reason}", _flag(order))
    _close(write, order)
    return Done("", amount=amount, left=left)


def _returns(write: Write, order: Order) -> Sequence[Row[Any]]:
    """The open ones, none of which may still be travelling."""
    table = schema.returns
    query = select(table).where(table.c.order_id == order.id, table.c.state.in_(OPEN))
    rows = write.connection.execute(query).all()
    for row in rows:
        if row.kind != EXCHANGE:
            _require_at_hand(row)
    return rows


def _free_the_shelf(write: Write, order: Order, lines: Sequence[OrderLine]) -> None:
    """What never left lies there again."""
    if order.shipped_at is None:
        stock.give_back(write.connection, order, lines)


def _settle(write: Write, order: Order, row: Row[Any]) -> None:
    if row.kind == EXCHANGE and not row.exchange_order_id:
        returns.end(write, order, row, ReturnState.WITHDRAWN)
    elif row.kind != EXCHANGE:
        returns.change(write, row, state=ReturnState.REFUNDED, refunded_at=write.at)


# A line


def _line(write: Write, order: Order, line: OrderLine, reason: str) -> Done:
    row = _return_of(write, order, line)
    amount = refundable(order, line) - _counted(write, order, line.sku_id)
    if amount <= 0:
        raise Refused(Refusal.NOTHING_DUE)
    left = give(write, order.id, Gift.REFUND, amount, reason)
    _free_the_shelf(write, order, [line])
    paid = {"state": ReturnState.REFUNDED, "refunded_at": write.at, "amount": amount}
    done = returns.change(write, row, **paid) if row else _put_paid(write, order, line, amount, reason)
    write.note(order.id, f"退款 {amount} 元（{line.title} {line.sku_label}）：{reason}", _flag(order))
    _go_on(write, order, row)
    return Done("", amount=amount, left=left, returned=done)


def _return_of(write: Write, order: Order, line: OrderLine) -> Row[Any] | None:
    """The line's open return, if its money can be paid now. One that was paid is not paid again."""
    table = schema.returns
    mine = (table.c.order_id == order.id, (table.c.sku_id == line.sku_id) | table.c.whole_order.is_(True))
    rows = write.connection.execute(select(table).where(*mine, table.c.kind != EXCHANGE)).all()
    if any(row.state is ReturnState.REFUNDED for row in rows):
        raise Refused(Refusal.ALREADY_OPEN)
    row = next((row for row in rows if row.state in OPEN), None)
    if row and row.whole_order:
        raise Refused(Refusal.WRONG_STATE)
    if row:
        _require_at_hand(row)
    return row


def _require_at_hand(row: Row[Any]) -> None:
    if row.state not in (*_AT_HAND.get(row.kind, ()), ReturnState.RECEIVED):
        raise Refused(Refusal.WRONG_STATE)


def _go_on(write: Write, order: Order, row: Row[Any] | None) -> None:
    """The order is closed with its last line, else goes on as it did before the return was opened."""
    if _refunded(write, order) >= {line.sku_id for line in order.lines}:
        return _close(write, order)
    if row and not returns.others_open(write, row):
        write.change(order.id, state=returns.state_before(order, row))
    return None


def _refunded(write: Write, order: Order) -> set[str]:
    table = schema.returns.c
    query = select(table.sku_id).where(table.order_id == order.id, table.state == ReturnState.REFUNDED)
    return set(write.connection.execute(query).scalars())


def _close(write: Write, order: Order) -> None:
    write.change(order.id, state=OrderState.REFUNDED)
    write.emit(ShopEventKind.REFUNDED, order.id)


# Some pieces


def _some(write: Write, order: Order, line: OrderLine, asked: Refund) -> Done:
    _return_of(write, order, line)
    if order.shipped_at is None:  # before it leaves, the item is changed instead
        raise Refused(Refusal.WRONG_STATE)
    amount = refundable(order, line, asked.pieces)
    left = give(write, order.id, Gift.REFUND, amount, asked.reason, sku_id=line.sku_id, pieces=asked.pieces)
    said = f"退款 {amount} 元（{line.title} {line.sku_label} {asked.pieces} 件）：{asked.reason}"
    write.note(order.id, said, _flag(order))
    return Done("", amount=amount, left=left)


# What has come back


def _put_paid(
    write: Write, order: Order, line: OrderLine, amount: Decimal, reason: str, *, whole_order: bool = False
) -> Any:
    asked = returns.fresh(write, order, line.sku_id, REFUND_ONLY, reason)
    paid = replace(asked, state=ReturnState.REFUNDED, refunded_at=write.at, amount=amount)
    put(write.connection, schema.returns, paid, order_state_before=order.state, whole_order=whole_order)
    return paid


def _back(write: Write, order: Order) -> Decimal:
    """Paid back so far: by returns, and for pieces that no return stands for."""
    table = schema.returns.c
    query = select(table.amount).where(table.order_id == order.id, table.state == ReturnState.REFUNDED)
    by_pieces = (_counted(write, order, line.sku_id) for line in order.lines)
    return total(write.connection.execute(query).scalars()) + total(by_pieces)


def _counted(write: Write, order: Order, sku_id: str) -> Decimal:
    """Paid back for single pieces."""
    return _sum(write, order, sku_id, schema.given.c.amount) or NOTHING


def _pieces(write: Write, order: Order, sku_id: str) -> int:
    return int(_sum(write, order, sku_id, schema.given.c.pieces) or 0)


def _sum(write: Write, order: Order, sku_id: str, column: Any) -> Any:
    table = schema.given.c
    mine = (table.order_id == order.id, table.what == Gift.REFUND, table.sku_id == sku_id)
    return write.connection.execute(select(func.sum(column)).where(*mine)).scalar_one()


def _flag(order: Order) -> Flag:
    """The warehouse is warned of what it still has."""
    return Flag.PURPLE if order.shipped_at else Flag.YELLOW
