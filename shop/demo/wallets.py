"""What each shopper has spent, the level that follows from it, and the coupons in the wallet."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random

from shop.amounts import money
from shop.demo.world import Person, World
from shop.models import Coupon, OrderState

_DONE = {OrderState.COMPLETED, OrderState.SIGNED}
_LEVELS = ((20000, "黑卡"), (3000, "金卡"), (1000, "银卡"), (1, "会员"))  # from so many yuan
_EARLIER = {"s1006": 3260}  # spent before the orders that the demo shows
_BEFORE = (0,) * 12 + (380,) * 4 + (1240,) * 4 + (3800,) * 2 + (21600,)
_COUPONS = (
    ("店铺满减券", 20, 199, 9),
    ("店铺满减券", 50, 399, 9),
    ("会员专享券", 15, 129, 5),
    ("老客回馈券", 30, 259, 3),
)


def settle(world: World, draw: Random) -> None:
    world.people = tuple(_settled(person, world, draw) for person in world.people)
    for person in world.people:
        for number, coupon in enumerate(_wallet(person, world, draw)):
            world.coupons.append((person.shopper.id, replace(coupon, id=f"q{person.shopper.id[1:]}{number}")))


def _settled(person: Person, world: World, draw: Random) -> Person:
    own = [order for order in world.orders.values() if order.shopper_id == person.shopper.id]
    paid = sum((order.paid for order in own if order.state in _DONE), money(0))
    drawn = draw.choice(_BEFORE)
    earlier = _EARLIER.get(person.shopper.id, drawn if paid else 0)
    first = min((order.created_at for order in own), default=world.now - timedelta(hours=3))
    since = min(person.shopper.since, first - timedelta(days=2)) if own else first
    spent = paid + money(earlier)
    return replace(person, shopper=replace(person.shopper, spent=spent, level=level_of(spent), since=since))


def level_of(spent: Decimal) -> str:
    return next((name for least, name in _LEVELS if spent >= least), "新客")


def _wallet(person: Person, world: World, draw: Random) -> list[Coupon]:
    """The welcome coupon for who is new; others hold none to three, some used or run out."""
    welcome = world.policy["membership"]["welcome_coupon"]
    if not person.shopper.spent:
        ends = world.now + timedelta(days=7)
        return [Coupon("", "新人见面礼", money(welcome["amount"]), money(welcome["from"]), ends)]
    chosen = draw.sample(_COUPONS, draw.randint(0, 3))
    return [
        Coupon(
            "", title, money(amount), money(least), world.now + timedelta(days=days - late), used=draw.random() < 0.25
        )
        for title, amount, least, days in chosen
        for late in (draw.choice((0, 0, 0, 12)),)
    ]
