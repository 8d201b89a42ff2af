"""What happened lately in the demo: every event follows from an order, a parcel or a return."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from shop.demo.world import World
from shop.models import Order, OrderState, Parcel, ParcelState, ShopEvent, ShopEventKind

_LATELY = timedelta(days=7)
Moment = tuple[ShopEventKind, datetime | None]


def happened(world: World) -> list[ShopEvent]:
    """Of the last week, oldest first. An id stays the same from day to day, as the order's number does."""
    told = [event for order in world.orders.values() for event in _of_order(order, world)]
    told += [event for parcel in world.parcels for event in _of_parcel(parcel, world)]
    told += [
        _event(ShopEventKind.REFUNDED, world.orders[each.order_id], each.refunded_at, each.id)
        for each in world.returns
        if each.refunded_at
    ]
    lately = (event for event in told if world.now - _LATELY < event.at <= world.now)
    return sorted(lately, key=lambda event: (event.at, event.id))


def _of_order(order: Order, world: World) -> Iterator[ShopEvent]:
    unpaid_for = timedelta(hours=world.policy["payment"]["close_after_hours"])
    closed = order.created_at + unpaid_for if order.state is OrderState.CLOSED_UNPAID else None
    moments: tuple[Moment, ...] = (
        (ShopEventKind.ORDER_CREATED, order.created_at),
        (ShopEventKind.ORDER_PAID, order.paid_at),
        (ShopEventKind.ORDER_CLOSED, closed),
    )
    for kind, at in moments:
        if at:
            yield _event(kind, order, at)


def _of_parcel(parcel: Parcel, world: World) -> Iterator[ShopEvent]:
    order = world.orders[parcel.order_id]
    still_since = parcel.last_event.at if parcel.last_event else None
    limit = timedelta(hours=world.policy["shipping"]["stagnant_hours"])
    moments: tuple[Moment, ...] = (
        (ShopEventKind.SHIPPED, order.shipped_at),
        (ShopEventKind.OUT_FOR_DELIVERY, next((each.at for each in parcel.events if "正在派送" in each.text), None)),
        (ShopEventKind.DELIVERED, still_since if parcel.state is ParcelState.DELIVERED else None),
        (ShopEventKind.STALLED, _stalled_at(parcel, still_since, limit)),
    )
    for kind, at in moments:
        if at:
            yield _event(kind, order, at, parcel.id)


def _stalled_at(parcel: Parcel, still_since: datetime | None, limit: timedelta) -> datetime | None:
    """When it had stood still for as long as the rule says; ahead of now for a parcel that moves."""
    moving = parcel.state in (ParcelState.IN_TRANSIT, ParcelState.LOST)
    return still_since + limit if still_since and moving else None


def _event(kind: ShopEventKind, order: Order, at: datetime, part: str = "") -> ShopEvent:
    return ShopEvent(":".join(filter(None, (kind, order.id, part))), kind, order.shopper_id, at, order.id)
