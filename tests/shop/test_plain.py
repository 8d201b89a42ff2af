from __future__ import annotations

import json
from collections.abc import Iterable

import pytest

from shop.demo.world import World
from shop.levels import reaches
from shop.models import (
    CouponOffer,
    FollowUp,
    Installation,
    Invoice,
    Order,
    Parcel,
    Product,
    Promotion,
    Return,
    ShopEvent,
)
from shop.plain import plain, typed


def test_the_whole_demo_survives_the_way_through_json(world: World) -> None:
    offers = [offer for offer, _ in world.coupon_offers]
    held: tuple[tuple[type, Iterable[object]], ...] = (
        (Product, world.products),
        (Promotion, world.promotions),
        (Order, world.orders.values()),
        (Parcel, world.parcels),
        (Return, world.returns),
        (Installation, world.installations),
        (FollowUp, world.follow_ups),
        (Invoice, world.invoices),
        (ShopEvent, world.events),
        (CouponOffer, offers),
    )
    for kind, things in held:
        for thing in things:
            assert typed(kind, json.loads(json.dumps(plain(thing)))) == thing


def test_a_field_that_is_not_known_is_ignored_and_a_missing_one_takes_its_default(world: World) -> None:
    told = plain(world.returns[0]) | {"colour": "blue"}
    del told["evidence"]
    assert typed(Return, told) == world.returns[0]


@pytest.mark.parametrize(
    ("level", "least", "may"),
    [("金卡", "银卡", True), ("银卡", "银卡", True), ("会员", "银卡", False), ("", "会员", False), ("", "", True)],
)
def test_who_reaches_a_level(level: str, least: str, may: bool) -> None:
    assert reaches(level, least) is may
