"""What the demo consists of before it is written to a database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shop.models import (
    Coupon,
    CouponOffer,
    Courier,
    FollowUp,
    Installation,
    Invoice,
    Order,
    Parcel,
    Product,
    Promotion,
    Return,
    ShopEvent,
    Shopper,
)


@dataclass(frozen=True)
class Place:
    region: str
    city: str
    districts: tuple[str, ...]
    via: tuple[str, ...]


@dataclass(frozen=True)
class Person:
    """A shopper with the home that the orders go to."""

    shopper: Shopper
    place: Place
    receiver: str
    phone_masked: str
    address_masked: str


@dataclass
class World:
    now: datetime
    policy: Mapping[str, Any]
    products: tuple[Product, ...]
    promotions: tuple[Promotion, ...]
    couriers: tuple[Courier, ...]
    people: tuple[Person, ...]
    coupon_offers: tuple[tuple[CouponOffer, int], ...] = ()  # with how many of each are left
    orders: dict[str, Order] = field(default_factory=dict)
    parcels: list[Parcel] = field(default_factory=list)
    returns: list[Return] = field(default_factory=list)
    installations: list[Installation] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)
    coupons: list[tuple[str, Coupon]] = field(default_factory=list)  # with the shopper's id
    invoices: list[Invoice] = field(default_factory=list)
    events: list[ShopEvent] = field(default_factory=list)
