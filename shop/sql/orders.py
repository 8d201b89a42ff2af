"""Orders that change before they are sent: address, item, cancellation, merging, notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, insert, select, update

from shop import schema, shipping
from shop.amounts import total
from shop.masking import masked_address, masked_name, masked_phone
from shop.models import (
    Address,
    Flag,
    Merged,
    Order,
    OrderLine,
    OrderState,
    Product,
    Return,
    ReturnState,
    ShopEventKind,
    Sku,
)
from shop.pricing import Item, discount
from shop.protocol import NotFound, Refusal, Refused
from shop.sql import queries, stock
from shop.sql.base import Call, SqlBase, Write
from shop.sql.rows import put

_WHY_NOT = {
    OrderState.LOCKED: Refusal.LOCKED,
    OrderState.PARTLY_SHIPPED: Refusal.SHIPPED,
    OrderState.SHIPPED: Refusal.SHIPPED,
    OrderState.SIGNED: Refusal.SHIPPED,
    OrderState.COMPLETED: Refusal.SHIPPED,
}


class Orders(SqlBase):
    def add_note(self, shopper_id: str, order_id: str, *, by: str, text: str, flag: Flag | None, key: str) -> Order:
        def work(write: Write) -> Order:
            write.lock(order_id)
            write.note(order_id, text, flag, by)
            return write.order(order_id)

        return self._write(Call("add_note", shopper_id, key, order_id), Order, work)

    def change_address(self, shopper_id: str, order_id: str, address: Address, *, key: str) -> Order:
        def work(write: Write) -> Order:
            return change_address(write, write.lock(order_id), address)

        return self._write(Call("change_address", shopper_id, key, order_id), Order, work)

    def change_item(
        self, shopper_id: str, order_id: str, sku_id: str, *, to_sku_id: str, quantity: int, key: str
    ) -> Order:
        if quantity < 1:
            raise ValueError("at least one piece")

        def work(write: Write) -> Order:
            return change_item(write, write.lock(order_id), sku_id, to_sku_id, quantity)

        return self._write(Call("change_item", shopper_id, key, f"{order_id}/{sku_id}"), Order, work)

    def cancel_order(self, shopper_id: str, order_id: str, *, reason: str, key: str) -> Order:
        def work(write: Write) -> Order:
            return cancel(write, write.lock(order_id), reason)

        return self._write(Call("cancel_order", shopper_id, key, order_id), Order, work)

    def merge_orders(self, shopper_id: str, order_ids: Sequence[str], *, key: str) -> Merged:
        wanted = sorted(set(order_ids))

        def work(write: Write) -> Merged:
            return _merge(write, [write.lock(each) for each in wanted])

        return self._write(Call("merge_orders", shopper_id, key), Merged, work)


def require(order: Order, *states: OrderState) -> None:
    if order.state not in states:
        raise Refused(_WHY_NOT.get(order.state, Refusal.WRONG_STATE))


# Address


def change_address(write: Write, order: Order, address: Address) -> Order:
    """What was paid stays paid; an order not paid yet is asked the postage of the new region."""
    require(order, OrderState.UNPAID, OrderState.PAID)
    if address.region and not shipping.delivers_to(address.region, write.policy):
        raise Refused(Refusal.NOT_DELIVERED)
    masked = _masked(address)
    _keep_whole(write, order, address)
    write.change(order.id, **masked, **_postage(write, order, address))
    told = "，".join(f"{_PARTS[name]} {value}" for name, value in masked.items() if name in _PARTS)
    write.note(order.id, f"买家改收货信息：{told}，请按新的发货", Flag.YELLOW)
    return write.order(order.id)


_PARTS = {"receiver": "收件人", "phone_masked": "电话", "address_masked": "地址"}


def _masked(address: Address) -> dict[str, str]:
    """The columns that change: what the address leaves empty stays."""
    where = {"address_masked": masked_address(address), "region": shipping.province(address.region)}
    return {
        **({"receiver": masked_name(address.receiver)} if address.receiver else {}),
        **({"phone_masked": masked_phone(address.phone)} if address.phone else {}),
        **(where if address.detail else {}),
    }


def _keep_whole(write: Write, order: Order, address: Address) -> None:
    """In full, for the warehouse; an empty part is as the platform's own record of the order has it."""
    table = schema.order_addresses
    before = write.connection.execute(select(table).where(table.c.order_id == order.id)).first()
    known = dict(before._mapping) if before else {}
    parts = {each.name: getattr(address, each.name) or known.get(each.name, "") for each in fields(Address)}
    write.connection.execute(delete(table).where(table.c.order_id == order.id))
    write.connection.execute(insert(table).values(**parts, order_id=order.id, at=write.at))


def _postage(write: Write, order: Order, address: Address) -> dict[str, Any]:
    if order.state is not OrderState.UNPAID or not address.detail:
        return {}
    return {"postage": shipping.postage(address.region, order.goods_total - order.discount, write.policy)}


# Item


def change_item(write: Write, order: Order, sku_id: str, to_sku_id: str, quantity: int) -> Order:
    require(order, OrderState.UNPAID, OrderState.PAID)
    line = next((each for each in order.lines if each.sku_id == sku_id), None)
    if line is None:
        raise NotFound
    skus = stock.locked(write.connection, {sku_id, to_sku_id})
    now, to = skus[sku_id], skus[to_sku_id]
    if to.product_id != now.product_id:
        raise NotFound
    if order.state is OrderState.PAID and (to.price != now.price or quantity != line.quantity):
        raise Refused(Refusal.PRICE_DIFFERS)
    if (to_sku_id, quantity) == (sku_id, line.quantity):
        return order
    _move_stock(write, order, line, to_sku_id, quantity)
    _put_line(write, order, line, to, quantity)
    changed = f"{line.sku_label} ×{line.quantity} 改为 {to.label} ×{quantity}"
    write.note(order.id, f"买家改规格：{changed}，请按新规格配货", Flag.YELLOW)
    return write.order(order.id)


def _move_stock(write: Write, order: Order, line: OrderLine, to_sku_id: str, quantity: int) -> None:
    pieces = {line.sku_id: 0 if order.oversold else line.quantity}
    pieces[to_sku_id] = pieces.get(to_sku_id, 0) - quantity
    stock.move(write.connection, pieces)


def _put_line(write: Write, order: Order, line: OrderLine, to: Sku, quantity: int) -> None:
    """Paid goods keep their price; an unpaid order is reckoned anew, at today's price and with today's offers."""
    unpaid = order.state is OrderState.UNPAID
    price = to.price if unpaid else line.price
    changed = replace(line, sku_id=to.id, sku_label=to.label, quantity=quantity, price=price)
    lines = tuple(changed if each is line else each for each in order.lines)
    table = schema.order_lines
    row = select(table.c.row).where(table.c.order_id == order.id, table.c.sku_id == line.sku_id).limit(1)
    values = {"sku_id": to.id, "sku_label": to.label, "quantity": quantity, "price": price}
    write.connection.execute(update(table).where(table.c.row == row.scalar_subquery()).values(**values))
    write.change(order.id, oversold=False, **(sums(write, order, lines) if unpaid else {}))


def sums(write: Write, order: Order, lines: Sequence[OrderLine]) -> dict[str, Any]:
    goods = queries.products_of(write.connection, order)
    items = [Item(goods[line.product_id], _sku(goods, line), line.quantity, line.price) for line in lines]
    offers = queries.promotions(write.connection, write.at)
    amount = total(item.amount for item in items)
    off = discount(items, offers, level=write.shopper.level, at=write.at)
    postage = shipping.postage(order.region, amount - off, write.policy)
    return {"goods_total": amount, "discount": off, "postage": postage}


def _sku(goods: Any, line: OrderLine) -> Sku:
    product: Product = goods[line.product_id]
    return next(sku for sku in product.skus if sku.id == line.sku_id)


# Cancelling


def cancel(write: Write, order: Order, reason: str) -> Order:
    require(order, OrderState.UNPAID, OrderState.PAID)
    stock.give_back(write.connection, order, order.lines)
    _CANCEL[order.state](write, order, reason)
    return write.order(order.id)


def _close_unpaid(write: Write, order: Order, reason: str) -> None:
    write.change(order.id, state=OrderState.CANCELLED)
    write.note(order.id, f"买家取消订单：{reason}", None)
    write.emit(ShopEventKind.ORDER_CLOSED, order.id)


def _refund_paid(write: Write, order: Order, reason: str) -> None:
    """The whole order, postage included: nothing has been sent."""
    asked = Return(
        id=f"r{uuid4().hex[:16]}",
        order_id=order.id,
        sku_id=order.lines[0].sku_id,
        kind="仅退款",
        state=ReturnState.APPLIED,
        reason=reason,
        amount=order.paid,
        applied_at=write.at,
    )
    put(write.connection, schema.returns, asked, order_state_before=order.state, whole_order=True)
    write.change(order.id, state=OrderState.REFUNDING)
    write.note(order.id, f"买家取消订单：{reason}，请勿发货", Flag.YELLOW)


_CANCEL = {OrderState.UNPAID: _close_unpaid, OrderState.PAID: _refund_paid}


# Merging


def _merge(write: Write, orders: Sequence[Order]) -> Merged:
    if len(orders) < 2:
        raise Refused(Refusal.NOTHING_DUE)
    for order in orders:
        require(order, OrderState.PAID)
    if _any_merged(write, orders):
        raise Refused(Refusal.ALREADY_OPEN)
    if len({_whereto(write, order) for order in orders}) > 1 or len(_warehouses(write, orders)) > 1:
        raise Refused(Refusal.DIFFERENT)
    back = _give_postage_back(write, orders)
    for order in orders:
        beside = "、".join(each.id for each in orders if each is not order)
        write.note(order.id, f"与订单 {beside} 合并发货，一个包裹发出", Flag.YELLOW)
        put(write.connection, schema.merged_orders, order, order_id=order.id, parcel_of=orders[0].id)
    return Merged(tuple(order.id for order in orders), back)


def _any_merged(write: Write, orders: Sequence[Order]) -> bool:
    table = schema.merged_orders.c
    query = select(table.order_id).where(table.order_id.in_([order.id for order in orders]))
    return write.connection.execute(query).first() is not None


def _whereto(write: Write, order: Order) -> tuple[str, ...]:
    """The full address where one was given: two that look alike when masked may be different doors."""
    table = schema.order_addresses.c
    query = select(table.receiver, table.phone, table.detail).where(table.order_id == order.id)
    given = write.connection.execute(query).first()
    return (order.receiver, order.phone_masked, order.address_masked, *(given or ()))


def _warehouses(write: Write, orders: Sequence[Order]) -> set[str]:
    goods = [queries.products_of(write.connection, order) for order in orders]
    return {shipping.warehouse(each.category, write.policy) for found in goods for each in found.values()}


def _give_postage_back(write: Write, orders: Sequence[Order]) -> Any:
    """All of them together pay postage once, or not at all when their sum is above the threshold."""
    amount = total(order.goods_total - order.discount for order in orders)
    due = min(shipping.postage(orders[0].region, amount, write.policy), total(order.postage for order in orders))
    back = total(order.postage for order in orders) - due
    left = back
    for order in orders:
        part = min(left, order.postage)
        left -= part
        if part:
            write.change(order.id, postage=order.postage - part, paid=order.paid - part)
            values = {"order_id": order.id, "why": "合并运费", "amount": part, "at": write.at}
            write.connection.execute(insert(schema.refunds).values(**values))
    return back
