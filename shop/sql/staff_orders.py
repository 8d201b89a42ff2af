"""An order changed by a person of the shop before it is sent; its flag and its notes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from sqlalchemy import select, update

from shop import schema
from shop.amounts import NOTHING
from shop.limits import Gift, may_set_prices
from shop.models import Flag, Order, OrderLine, OrderState
from shop.operations import AddNote, CancelOrder, ChangeAddress, ChangeItem, ChangePostage, ChangePrice, SetFlag
from shop.protocol import Refusal, Refused
from shop.sql import orders
from shop.sql.base import Write
from shop.sql.giving import give
from shop.sql.returns import line_of
from shop.staff_protocol import Done

_POSTAGE, _PRICE = "改运费", "改价"


def change_address(write: Write, order: Order, asked: ChangeAddress) -> Done:
    orders.change_address(write, order, asked.address)
    return Done("")


def change_item(write: Write, order: Order, asked: ChangeItem) -> Done:
    orders.change_item(write, order, asked.sku_id, asked.to_sku_id, asked.quantity)
    return Done("")


def cancel_order(write: Write, order: Order, asked: CancelOrder) -> Done:
    orders.cancel(write, order, asked.reason)
    return Done("", amount=order.paid)


def change_postage(write: Write, order: Order, asked: ChangePostage) -> Done:
    orders.require(order, OrderState.UNPAID, OrderState.PAID)
    less, paid = order.postage - asked.postage, order.state is OrderState.PAID
    if not less:
        raise Refused(Refusal.NOTHING_DUE)
    if paid and less < 0:
        raise Refused(Refusal.PRICE_DIFFERS)
    left = give(write, order.id, Gift.POSTAGE, less, _POSTAGE) if less > 0 else None
    write.change(order.id, postage=asked.postage, **({"paid": order.paid - less} if paid else {}))
    write.note(order.id, f"{_POSTAGE}：{order.postage} 元改为 {asked.postage} 元", None)
    return Done("", amount=less if paid else NOTHING, left=left)


def change_price(write: Write, order: Order, asked: ChangePrice) -> Done:
    if not may_set_prices(write.policy):
        raise Refused(Refusal.PRICE_FIXED)
    orders.require(order, OrderState.UNPAID)
    line = line_of(order, asked.sku_id)
    less = (line.price - asked.price) * line.quantity
    if not less:
        raise Refused(Refusal.NOTHING_DUE)
    left = give(write, order.id, Gift.PRICE_CUT, less, _PRICE) if less > 0 else None
    _reckon_anew(write, order, line, asked.price)
    write.note(order.id, f"{_PRICE}：{line.title} {line.sku_label} {line.price} 元改为 {asked.price} 元", None)
    return Done("", left=left)


def _reckon_anew(write: Write, order: Order, line: OrderLine, price: Decimal) -> None:
    changed = tuple(replace(each, price=price) if each is line else each for each in order.lines)
    table = schema.order_lines
    row = select(table.c.row).where(table.c.order_id == order.id, table.c.sku_id == line.sku_id).limit(1)
    write.connection.execute(update(table).where(table.c.row == row.scalar_subquery()).values(price=price))
    write.change(order.id, **orders.sums(write, order, changed))


def set_flag(write: Write, order: Order, asked: SetFlag) -> Done:
    write.change(order.id, flag=Flag(asked.flag) if asked.flag else None)
    return Done("")


def add_note(write: Write, order: Order, asked: AddNote) -> Done:
    write.note(order.id, asked.text, asked.flag)
    return Done("")
