"""Small payments, postage, differences, coupons, points: what makes good without an order changing its state."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

from shop import schema
from shop.limits import Gift
from shop.models import Coupon, Flag, Order, OrderState
from shop.operations import GrantCoupon, GrantPoints, PayOut, RefundDifference, ReturnPostage, Way
from shop.protocol import Refusal, Refused
from shop.sql import orders
from shop.sql.base import Write
from shop.sql.giving import give, given, times_given
from shop.sql.money import claim, falls_of
from shop.sql.rows import put
from shop.staff_protocol import Done

_PAID_FOR = (
    OrderState.PAID,
    OrderState.LOCKED,
    OrderState.PARTLY_SHIPPED,
    OrderState.SHIPPED,
    OrderState.SIGNED,
    OrderState.COMPLETED,
    OrderState.REFUNDING,
)
_CAN_BE_PAID_OUT = (*_PAID_FOR, OrderState.REFUNDED)


def pay_out(write: Write, order: Order, asked: PayOut) -> Done:
    """Never more than the order cost altogether, and not again and again."""
    orders.require(order, *_CAN_BE_PAID_OUT)
    if times_given(write, order.id, Gift.PAYOUT) >= write.policy["backoffice"]["payouts"]:
        raise Refused(Refusal.ALREADY_OPEN)
    if given(write, order.id, Gift.PAYOUT) + asked.amount > order.paid:
        raise Refused(Refusal.TOO_MUCH)
    left = give(write, order.id, Gift.PAYOUT, asked.amount, asked.reason)
    write.note(order.id, f"小额打款 {asked.amount} 元：{asked.reason}", Flag.PURPLE)
    return Done("", amount=asked.amount, left=left)


def return_postage(write: Write, order: Order, asked: ReturnPostage) -> Done:
    orders.require(order, *_PAID_FOR)
    return _POSTAGE[Way(asked.way)](write, order, asked.amount)


def _of_the_order(write: Write, order: Order, amount: Decimal | None) -> Done:
    """Taken off the order, so that what is refunded or invoiced later counts what is left."""
    if not order.postage:
        raise Refused(Refusal.NOTHING_DUE)
    back = order.postage if amount is None else amount
    if back > order.postage:
        raise Refused(Refusal.TOO_MUCH)
    left = give(write, order.id, Gift.POSTAGE, back, "退发货运费")
    write.change(order.id, postage=order.postage - back, paid=order.paid - back)
    write.note(order.id, f"退发货运费 {back} 元", Flag.PURPLE)
    return Done("", amount=back, left=left)


def _of_the_way_back(write: Write, order: Order, amount: Decimal | None) -> Done:
    """What the shopper laid out: there is nothing to lay out before the goods have arrived."""
    if order.signed_at is None or amount is None:
        raise Refused(Refusal.WRONG_STATE)
    left = give(write, order.id, Gift.POSTAGE, amount, "退回运费")
    write.note(order.id, f"退回商品的运费 {amount} 元已打款", Flag.PURPLE)
    return Done("", amount=amount, left=left)


_POSTAGE = {Way.OUT: _of_the_order, Way.BACK: _of_the_way_back}


def refund_difference(write: Write, order: Order, asked: RefundDifference) -> Done:
    """By the shop's own rule, so that no limit of a role stands in the way."""
    basis, _ = falls_of(write, order)
    return Done("", amount=claim(write, order).amount, basis=tuple(basis))


def grant_coupon(write: Write, order: Order | None, asked: GrantCoupon) -> Done:
    rule = write.policy["backoffice"]["coupon"]
    left = give(write, order.id if order else None, Gift.COUPON, asked.amount, asked.reason)
    until = write.at + timedelta(days=rule["days_valid"])
    coupon = Coupon(f"q{uuid4().hex[:16]}", rule["title"], asked.amount, asked.from_amount, until)
    put(write.connection, schema.coupons, coupon, shopper_id=write.call.shopper_id)
    _tell(write, order, f"补偿优惠券 {asked.amount} 元：{asked.reason}")
    return Done("", amount=asked.amount, left=left, coupon=coupon)


def grant_points(write: Write, order: Order | None, asked: GrantPoints) -> Done:
    left = give(write, order.id if order else None, Gift.POINTS, Decimal(asked.points), asked.reason)
    _tell(write, order, f"补偿 {asked.points} 积分：{asked.reason}")
    return Done("", points=asked.points, left=left)


def _tell(write: Write, order: Order | None, text: str) -> None:
    if order:
        write.note(order.id, text, Flag.PURPLE)
