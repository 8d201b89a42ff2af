"""Money: price protection, invoices, coupons from the shop's page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

from sqlalchemy import insert, select, update

from shop import schema, windows
from shop.levels import reaches
from shop.masking import masked_email
from shop.models import Coupon, CouponOffer, Flag, Invoice, Order, OrderState, PriceRefund
from shop.price_protection import Fall, due, falls
from shop.protocol import Refusal, Refused
from shop.sql import queries
from shop.sql.base import Call, SqlBase, Write
from shop.sql.returns import EXCHANGE, OPEN
from shop.sql.rows import model, only, put

_PRICE = "价保"
_STANDS = (
    OrderState.PAID,
    OrderState.LOCKED,
    OrderState.PARTLY_SHIPPED,
    OrderState.SHIPPED,
    OrderState.SIGNED,
    OrderState.COMPLETED,
)


class Money(SqlBase):
    def claim_price_protection(self, shopper_id: str, order_id: str, *, key: str) -> PriceRefund:
        def work(write: Write) -> PriceRefund:
            return claim(write, write.lock(order_id))

        return self._write(Call("claim_price_protection", shopper_id, key, order_id), PriceRefund, work)

    # Invoices

    def request_invoice(
        self, shopper_id: str, order_id: str, *, title: str, tax_no: str, email: str, key: str
    ) -> Invoice:
        def work(write: Write) -> Invoice:
            order = write.lock(order_id)
            if order.state not in _STANDS:
                raise Refused(Refusal.WRONG_STATE)
            if order.invoice:
                raise Refused(Refusal.ALREADY_OPEN)
            asked = Invoice(order_id, title, tax_no, masked_email(email), order.paid, "开具中", write.at)
            put(write.connection, schema.invoices, asked, send_to=email)
            write.change(order_id, invoice=asked.state)
            return asked

        return self._write(Call("request_invoice", shopper_id, key, order_id), Invoice, work)

    def invoice(self, shopper_id: str, order_id: str) -> Invoice | None:
        with self._reading() as connection:
            own = queries.owned(connection, shopper_id, order_id)
            row = connection.execute(select(schema.invoices).where(schema.invoices.c.order_id == own)).first()
            return model(Invoice, row) if row else None

    # Coupons

    def coupon_offers(self) -> Sequence[CouponOffer]:
        table = schema.coupon_offers.c
        query = select(schema.coupon_offers).where(table.ends_at > self._clock(), table.left > 0)
        with self._reading() as connection:
            return [model(CouponOffer, row) for row in connection.execute(query.order_by(table.from_amount, table.id))]

    def take_coupon(self, shopper_id: str, offer_id: str, *, key: str) -> Coupon:
        def work(write: Write) -> Coupon:
            return _take(write, offer_id)

        return self._write(Call("take_coupon", shopper_id, key, offer_id), Coupon, work)


# Price protection


def claim(write: Write, order: Order) -> PriceRefund:
    """Paid back as a further discount: what is refunded or invoiced later counts what is left."""
    until = windows.price_protection_until(order, write.policy)
    if until is None or order.state not in _STANDS:
        raise Refused(Refusal.WRONG_STATE)
    if write.at > until:
        raise Refused(Refusal.TOO_LATE)
    found, refunded = falls_of(write, order)
    amount = min(due(found), order.paid - order.postage)
    if not amount:
        raise Refused(Refusal.ALREADY_OPEN if refunded else Refusal.NOTHING_DUE)
    for fall in found:
        _pay_back(write, order, fall)
    write.change(order.id, discount=order.discount + amount, paid=order.paid - amount)
    write.note(order.id, f"价保退差价 {amount} 元", Flag.PURPLE)
    return PriceRefund(order.id, amount, write.at)


def falls_of(write: Write, order: Order) -> tuple[Sequence[Fall], dict[str, Decimal]]:
    """Of the goods that the shopper keeps; and by SKU down to which price a difference has been paid."""
    refunded = _refunded(write, order)
    back = _coming_back(write, order)
    kept = replace(order, lines=tuple(line for line in order.lines if line.sku_id not in back))
    goods = queries.products_of(write.connection, order)
    return falls(kept, goods, write.policy, write.at, refunded=refunded), refunded


def _refunded(write: Write, order: Order) -> dict[str, Decimal]:
    table = schema.refunds.c
    query = select(table.sku_id, table.price_now).where(table.order_id == order.id, table.why == _PRICE)
    lowest: dict[str, Decimal] = {}
    for sku_id, price in write.connection.execute(query):
        lowest[sku_id] = min(price, lowest.get(sku_id, price))
    return lowest


def _coming_back(write: Write, order: Order) -> set[str]:
    table = schema.returns.c
    query = select(table.sku_id).where(
        table.order_id == order.id, table.kind != EXCHANGE, table.state.in_((*OPEN, "refunded"))
    )
    return set(write.connection.execute(query).scalars())


def _pay_back(write: Write, order: Order, fall: Fall) -> None:
    values = {"order_id": order.id, "why": _PRICE, "amount": fall.amount, "at": write.at}
    values |= {"sku_id": fall.sku_id, "price_now": fall.lowest}
    write.connection.execute(insert(schema.refunds).values(**values))


# Coupons


def _take(write: Write, offer_id: str) -> Coupon:
    offers = schema.coupon_offers
    query = select(offers).where(offers.c.id == offer_id).with_for_update(key_share=True)
    row = only(write.connection.execute(query).all())
    offer = model(CouponOffer, row)
    if not reaches(write.shopper.level, offer.least_level):
        raise Refused(Refusal.LEVEL)
    if _has_taken(write, offer_id):
        raise Refused(Refusal.ALREADY_OPEN)
    if offer.ends_at <= write.at:
        raise Refused(Refusal.TOO_LATE)
    if row.left < 1:
        raise Refused(Refusal.SOLD_OUT)
    write.connection.execute(update(offers).where(offers.c.id == offer_id).values(left=offers.c.left - 1))
    until = write.at + timedelta(days=offer.days_valid)
    coupon = Coupon(
        f"q{uuid4().hex[:16]}", offer.title, offer.amount, offer.from_amount, until, categories=offer.categories
    )
    put(write.connection, schema.coupons, coupon, shopper_id=write.call.shopper_id, offer_id=offer_id)
    return coupon


def _has_taken(write: Write, offer_id: str) -> bool:
    table = schema.coupons.c
    query = select(table.id).where(table.shopper_id == write.call.shopper_id, table.offer_id == offer_id)
    return write.connection.execute(query).first() is not None
