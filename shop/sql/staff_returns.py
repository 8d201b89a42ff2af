"""After the sale, by a person of the shop: returns registered and decided, the orders that replace goods."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Row, func, select

from shop import limits, schema
from shop.amounts import total
from shop.limits import Gift
from shop.models import Flag, Order, OrderLine, OrderState, ReturnState
from shop.operations import DecideReturn, MakeExchange, NoteReturnParcel, Piece, ReceiveReturn, RegisterReturn, Resend
from shop.protocol import NotFound, Refusal, Refused
from shop.sql import orders, replacements, returns, stock
from shop.sql.base import Write
from shop.sql.giving import give, operator
from shop.sql.returns import EXCHANGE, REFUND_ONLY, line_of
from shop.staff_protocol import Done

_BEFORE_PARCEL = (ReturnState.APPROVED, ReturnState.SENT_BACK)
_ON_ITS_WAY = (OrderState.PARTLY_SHIPPED, OrderState.SHIPPED, OrderState.SIGNED, OrderState.COMPLETED)


def register_return(write: Write, order: Order, asked: RegisterReturn) -> Done:
    given = (asked.sku_id, asked.kind, asked.reason, asked.exchange_sku_id)
    return Done("", returned=returns.open_return(write, returns.fresh(write, order, *given)))


def decide_return(write: Write, order: Order, asked: DecideReturn) -> Done:
    row = _of(write, order, asked.return_id, ReturnState.APPLIED)
    return _approve(write, order, row) if asked.approve else _reject(write, order, row, asked.reason)


def _approve(write: Write, order: Order, row: Row[Any]) -> Done:
    approved = returns.change(write, row, state=ReturnState.APPROVED)
    returns.note_exchange(write, line_of(order, row.sku_id), approved)
    return Done("", returned=approved)


def _reject(write: Write, order: Order, row: Row[Any], reason: str) -> Done:
    write.note(order.id, f"驳回{row.kind}申请：{reason}", None)
    return Done("", returned=returns.end(write, order, row, ReturnState.REJECTED))


def note_return_parcel(write: Write, order: Order, asked: NoteReturnParcel) -> Done:
    """A number that was written down wrong is written anew."""
    row = _with_goods(_of(write, order, asked.return_id, *_BEFORE_PARCEL))
    sent = {"state": ReturnState.SENT_BACK, "courier": asked.courier, "tracking_no": asked.tracking_no}
    return Done("", returned=returns.change(write, row, **sent))


def receive_return(write: Write, order: Order, asked: ReceiveReturn) -> Done:
    """Also one that arrives before anybody has told its number. What came back is looked at before it is sold again."""
    row = _with_goods(_of(write, order, asked.return_id, *_BEFORE_PARCEL))
    write.note(order.id, f"退货入库：{line_of(order, row.sku_id).sku_label}", Flag.PURPLE)
    return Done("", returned=returns.change(write, row, state=ReturnState.RECEIVED, received_at=write.at))


def _of(write: Write, order: Order, return_id: str, *states: ReturnState) -> Row[Any]:
    """The order's return, in one of these states."""
    found, row = returns.locked(write, return_id)
    if found.id != order.id:
        raise NotFound
    if row.state not in states:
        raise Refused(Refusal.WRONG_STATE)
    return row


def _with_goods(row: Row[Any]) -> Row[Any]:
    if row.kind == REFUND_ONLY:
        raise Refused(Refusal.WRONG_STATE)
    return row


# Orders that replace goods


def make_exchange(write: Write, order: Order, asked: MakeExchange) -> Done:
    """The goods were taken from the shelf when the exchange was asked for: only their order is made now."""
    row = _of(write, order, asked.return_id, *ReturnState)
    if row.exchange_order_id:
        raise Refused(Refusal.ALREADY_OPEN)
    if row.kind != EXCHANGE or not limits.may_exchange(write.policy, operator(write).role, row.state):
        raise Refused(Refusal.WRONG_STATE)
    line = line_of(order, row.sku_id)
    hours = write.policy["shipping"]["promise_hours"]
    made = replacements.make(
        write, order, [replacements.instead(write, line, row.exchange_sku_id, line.quantity)],
        due=write.at + timedelta(hours=hours), reason="换货", return_id=row.id,
    )  # fmt: skip
    write.note(order.id, f"换货制单：{made.lines[0].sku_label} ×{line.quantity}，换货单 {made.id}", Flag.PURPLE)
    return Done("", returned=returns.change(write, row, exchange_order_id=made.id), replacement=made)


def resend(write: Write, order: Order, asked: Resend) -> Done:
    if order.state not in _ON_ITS_WAY:
        orders.require(order)
    lines = [_again(write, order, piece) for piece in asked.pieces]
    worth = total(line.price * line.quantity for line in lines)
    left = give(write, order.id, Gift.RESEND, worth, asked.reason)
    stock.move(write.connection, {line.sku_id: -line.quantity for line in lines})
    rule = write.policy["backoffice"]["resend"]
    made = replacements.make(write, order, lines, due=write.at + timedelta(hours=rule["ship_hours"]), reason="补发")
    courier = replacements.courier(write, rule["courier"])
    write.note(made.id, f"{asked.reason}补发，加急发{courier}", Flag.PURPLE)
    told = "、".join(f"{line.title} {line.sku_label} ×{line.quantity}" for line in lines)
    write.note(order.id, f"{asked.reason}补发：{told}，补发单 {made.id}", Flag.PURPLE)
    return Done("", left=left, replacement=write.order(made.id))


def _again(write: Write, order: Order, piece: Piece) -> OrderLine:
    """Each piece that was bought is sent again once."""
    line = line_of(order, piece.sku_id)
    if piece.quantity + _sent_again(write, order, piece.sku_id) > line.quantity:
        raise Refused(Refusal.TOO_MUCH)
    return replacements.instead(write, line, piece.sku_id, piece.quantity)


def _sent_again(write: Write, order: Order, sku_id: str) -> int:
    made, lines = schema.replacements.c, schema.order_lines.c
    query = (
        select(func.sum(lines.quantity))
        .join(schema.replacements, made.order_id == lines.order_id)
        .where(made.of_order_id == order.id, made.return_id.is_(None), lines.sku_id == sku_id)
    )
    return int(write.connection.execute(query).scalar_one() or 0)
