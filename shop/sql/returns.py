"""After the sale: a return asked for, withdrawn, on its way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, select, update

from shop import schema, windows
from shop.amounts import NOTHING
from shop.models import Flag, Order, OrderLine, OrderState, Product, Return, ReturnState
from shop.protocol import NotFound, Refusal, Refused
from shop.refunds import refundable
from shop.sql import queries, stock
from shop.sql.base import Call, SqlBase, Write
from shop.sql.rows import model, put

EXCHANGE, REFUND_ONLY, WITH_GOODS = "换货", "仅退款", "退货退款"
OPEN = (ReturnState.APPLIED, ReturnState.APPROVED, ReturnState.SENT_BACK, ReturnState.RECEIVED)
_NOT_REGISTERED = (ReturnState.APPLIED, ReturnState.APPROVED, ReturnState.SENT_BACK)
_ARRIVED = (OrderState.SIGNED, OrderState.COMPLETED, OrderState.REFUNDING)
_NOT_ARRIVED = (OrderState.PAID, OrderState.PARTLY_SHIPPED, OrderState.SHIPPED)


class Returns(SqlBase):
    def open_return(
        self,
        shopper_id: str,
        order_id: str,
        sku_id: str,
        *,
        kind: str,
        reason: str,
        evidence: Sequence[str] = (),
        exchange_sku_id: str | None = None,
        key: str,
    ) -> Return:
        def work(write: Write) -> Return:
            asked = fresh(write, write.lock(order_id), sku_id, kind, reason, exchange_sku_id)
            return open_return(write, replace(asked, evidence=tuple(evidence)))

        return self._write(Call("open_return", shopper_id, key, f"{order_id}/{sku_id}"), Return, work)

    def withdraw_return(self, shopper_id: str, return_id: str, *, key: str) -> Return:
        def work(write: Write) -> Return:
            order, row = locked(write, return_id)
            if row.state not in _NOT_REGISTERED or row.exchange_order_id:
                raise Refused(Refusal.WRONG_STATE)
            write.note(order.id, f"买家撤销{row.kind}申请", None if order.signed_at else Flag.YELLOW)
            return end(write, order, row, ReturnState.WITHDRAWN)

        return self._write(Call("withdraw_return", shopper_id, key, return_id), Return, work)

    def note_return_parcel(
        self, shopper_id: str, return_id: str, *, courier: str, tracking_no: str, key: str
    ) -> Return:
        def work(write: Write) -> Return:
            _, row = locked(write, return_id)
            if row.state is not ReturnState.APPROVED or row.kind == REFUND_ONLY:
                raise Refused(Refusal.WRONG_STATE)
            sent = {"state": ReturnState.SENT_BACK, "courier": courier, "tracking_no": tracking_no}
            return change(write, row, **sent)

        return self._write(Call("note_return_parcel", shopper_id, key, return_id), Return, work)


def line_of(order: Order, sku_id: str) -> OrderLine:
    found = next((line for line in order.lines if line.sku_id == sku_id), None)
    if found is None:
        raise NotFound
    return found


def locked(write: Write, return_id: str) -> tuple[Order, Row[Any]]:
    """The shopper's return with its order; a foreign one is not found."""
    table = schema.returns
    row = write.connection.execute(select(table).where(table.c.id == return_id)).first()
    if row is None:
        raise NotFound
    order = write.lock(row.order_id)
    return order, write.connection.execute(select(table).where(table.c.id == return_id)).one()


def change(write: Write, row: Row[Any], **values: Any) -> Return:
    table = schema.returns
    write.connection.execute(update(table).where(table.c.id == row.id).values(**values))
    return replace(model(Return, row), **values)


# Opening


def fresh(
    write: Write, order: Order, sku_id: str, kind: str, reason: str, exchange_sku_id: str | None = None
) -> Return:
    """A return as it is asked for, of a whole line; nothing is checked or written yet."""
    if kind not in (EXCHANGE, REFUND_ONLY, WITH_GOODS):
        raise ValueError(f"no such kind of return: {kind}")
    line = line_of(order, sku_id)
    return Return(
        id=f"r{uuid4().hex[:16]}",
        order_id=order.id,
        sku_id=sku_id,
        kind=kind,
        state=ReturnState.APPLIED,
        reason=reason,
        amount=NOTHING if kind == EXCHANGE else refundable(order, line),
        applied_at=write.at,
        exchange_sku_id=(exchange_sku_id or sku_id) if kind == EXCHANGE else None,
    )


def open_return(write: Write, asked: Return) -> Return:
    order = write.order(asked.order_id)
    line = line_of(order, asked.sku_id)
    _refuse_second(write, order, line)
    _require_state(order, asked.kind)
    product = queries.products_of(write.connection, order)[line.product_id]
    if order.signed_at:
        _judge(write, order, product, asked)
    if asked.exchange_sku_id:
        _reserve(write, line, product, asked.exchange_sku_id)
    if order.signed_at and _approved_at_once(write, product, asked):
        asked = replace(asked, state=ReturnState.APPROVED)
        note_exchange(write, line, asked)
    put(write.connection, schema.returns, asked, order_state_before=order.state)
    if asked.kind != EXCHANGE:
        write.change(order.id, state=OrderState.REFUNDING)
    if order.signed_at is None:
        write.note(order.id, f"买家申请仅退款：{asked.reason}，请先拦截", Flag.YELLOW)
    return asked


def _refuse_second(write: Write, order: Order, line: OrderLine) -> None:
    table = schema.returns.c
    query = select(table.state).where(
        table.order_id == order.id, (table.sku_id == line.sku_id) | table.whole_order.is_(True)
    )
    states = set(write.connection.execute(query).scalars())
    if states & set(OPEN):
        raise Refused(Refusal.ALREADY_OPEN)
    if ReturnState.REFUNDED in states:
        raise Refused(Refusal.WRONG_STATE)


def _require_state(order: Order, kind: str) -> None:
    """Goods can only come back once they have arrived; money alone also while they have not."""
    allowed = order.signed_at is not None and order.state in _ARRIVED
    if kind == REFUND_ONLY:
        allowed = allowed or order.state in (*_NOT_ARRIVED, OrderState.REFUNDING)
    if not allowed:
        raise Refused(Refusal.LOCKED if order.state is OrderState.LOCKED else Refusal.WRONG_STATE)


def _judge(write: Write, order: Order, product: Product, asked: Return) -> None:
    """By the windows of the policy. After arrival, money without the goods needs a fault."""
    if windows.is_quality(asked.reason, write.policy):
        return _in_time(write, windows.quality_until(order, write.policy))
    if asked.kind == REFUND_ONLY or windows.never_without_reason(product.kind, write.policy):
        raise Refused(Refusal.NOT_RETURNABLE)
    if windows.needs_unopened(product.category, write.policy) and windows.says_opened(asked.reason, write.policy):
        raise Refused(Refusal.NOT_RETURNABLE)
    return _in_time(write, windows.without_reason_until(order, product.category, write.policy))


def _in_time(write: Write, until: datetime | None) -> None:
    if until is None or write.at > until:
        raise Refused(Refusal.TOO_LATE)


def _approved_at_once(write: Write, product: Product, asked: Return) -> bool:
    """Ordinary goods without a reason: nobody needs to look at photos. The rest waits for a person."""
    return (
        bool(write.policy["returns"]["auto_approve"])
        and asked.kind != REFUND_ONLY
        and not windows.is_quality(asked.reason, write.policy)
        and not windows.needs_unopened(product.category, write.policy)
        and not windows.says_opened(asked.reason, write.policy)
    )


def _reserve(write: Write, line: OrderLine, product: Product, to_sku_id: str) -> None:
    """Taken from the shelf now, so that it is there when the goods have come back."""
    prices = {sku.id: sku.price for sku in product.skus}
    if to_sku_id not in prices:
        raise NotFound
    if prices[to_sku_id] != prices[line.sku_id]:
        raise Refused(Refusal.PRICE_DIFFERS)
    stock.move(write.connection, {to_sku_id: -line.quantity})


def note_exchange(write: Write, line: OrderLine, asked: Return) -> None:
    if asked.exchange_sku_id:
        label = stock.locked(write.connection, [asked.exchange_sku_id])[asked.exchange_sku_id].label
        text = f"换货：收到退回的 {line.sku_label} 后补发 {label} ×{line.quantity}，已预留库存"
        write.note(asked.order_id, text, Flag.PURPLE)


# Ending without a refund


def end(write: Write, order: Order, row: Row[Any], state: ReturnState) -> Return:
    """Withdrawn or rejected: what was kept back is free, the order as it was, a cancelled one takes its goods again."""
    if row.whole_order:
        stock.take_again(write.connection, order)
    if row.exchange_sku_id:
        stock.move(write.connection, {row.exchange_sku_id: line_of(order, row.sku_id).quantity})
    ended = change(write, row, state=state)
    if row.kind != EXCHANGE and not others_open(write, row):
        write.change(order.id, state=state_before(order, row))
    return ended


def others_open(write: Write, row: Row[Any]) -> bool:
    table = schema.returns.c
    query = select(table.id).where(
        table.order_id == row.order_id, table.id != row.id, table.kind != EXCHANGE, table.state.in_(OPEN)
    )
    return write.connection.execute(query).first() is not None


def state_before(order: Order, row: Row[Any]) -> OrderState:
    """As it was when the first return was opened; where nobody noted it, as its moments tell."""
    before: OrderState | None = row.order_state_before
    if before and before is not OrderState.REFUNDING:
        return before
    reached = (
        (order.signed_at, OrderState.SIGNED),
        (order.shipped_at, OrderState.SHIPPED),
        (order.paid_at, OrderState.PAID),
    )
    return next((state for at, state in reached if at), OrderState.UNPAID)
