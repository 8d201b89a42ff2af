"""The shoppers of the demo let every skill be tried, on whichever day it is made."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shop.demo.create import make_world
from shop.demo.world import World
from shop.models import Order, OrderState, ReturnState, ShopEvent, ShopEventKind
from shop.price_protection import due, falls
from shop.windows import quality_until, without_reason_until
from tests.shop.conftest import NOW


@pytest.fixture(scope="module", params=[0, 4, 9, 23], ids=lambda hour: f"made at {hour}")
def made(request: pytest.FixtureRequest) -> World:
    return make_world(NOW.replace(hour=request.param) + timedelta(days=12))


def of(world: World, shopper_id: str) -> list[Order]:
    return [each for each in world.orders.values() if each.shopper_id == shopper_id]


def test_two_small_orders_can_be_merged(made: World) -> None:
    first, second = of(made, "s1007")
    assert {first.state, second.state} == {OrderState.PAID}
    assert first.address_masked == second.address_masked
    assert first.postage == second.postage > 0


def test_one_order_can_be_changed_and_one_cannot(made: World) -> None:
    assert [each.state for each in of(made, "s1008")] == [OrderState.PAID, OrderState.LOCKED]


def test_a_fitter_is_to_be_booked_and_another_is(made: World) -> None:
    heater, _ = of(made, "s1009")
    assert heater.signed_at and timedelta(days=2) < made.now - heater.signed_at < timedelta(days=5)
    own = [each for each in made.installations if each.order_id in {order.id for order in of(made, "s1009")}]
    assert [each.state for each in own] == ["待预约", "已预约"]
    assert own[1].booked_for and own[1].booked_for > made.now


def test_a_price_fell_after_the_purchase(made: World) -> None:
    (order,) = of(made, "s1010")
    goods = {each.id: each for each in made.products}
    assert order.state is OrderState.SIGNED
    assert due(falls(order, goods, made.policy, made.now)) == 20


def test_one_parcel_is_said_to_be_delivered_and_one_was_short(made: World) -> None:
    delivered, short = of(made, "s1011")
    assert {delivered.state, short.state} == {OrderState.SIGNED}
    assert short.lines[0].packed_quantity == short.lines[0].quantity - 1


def test_what_is_over_for_one_shopper(made: World) -> None:
    closed, late, rejected, refunded, invoiced = of(made, "s1012")
    assert closed.state is OrderState.CLOSED_UNPAID
    quality, reason = quality_until(late, made.policy), without_reason_until(late, "鞋靴", made.policy)
    assert late.signed_at and quality and reason and max(quality, reason) < made.now
    states = {each.order_id: each.state for each in made.returns}
    assert (states[rejected.id], states[refunded.id]) == (ReturnState.REJECTED, ReturnState.REFUNDED)
    assert [each.state for each in made.invoices if each.order_id == invoiced.id] == ["已开具"]


# Events


def test_events_are_of_the_last_week_and_each_has_its_own_id(world: World) -> None:
    assert len({each.id for each in world.events}) == len(world.events)
    assert [each.at for each in world.events] == sorted(each.at for each in world.events)
    assert all(NOW - timedelta(days=7) < each.at <= NOW for each in world.events)


def test_events_agree_with_their_orders(world: World) -> None:
    for event in world.events:
        order = world.orders[event.order_id or ""]
        assert order.shopper_id == event.shopper_id
        assert _happened(event, order), event


def _happened(event: ShopEvent, order: Order) -> bool:
    return {
        ShopEventKind.ORDER_CREATED: event.at == order.created_at,
        ShopEventKind.ORDER_PAID: event.at == order.paid_at,
        ShopEventKind.ORDER_CLOSED: order.state is OrderState.CLOSED_UNPAID,
        ShopEventKind.SHIPPED: event.at == order.shipped_at,
        ShopEventKind.REFUNDED: order.state in (OrderState.REFUNDED, OrderState.REFUNDING),
    }.get(event.kind, order.shipped_at is not None)


def test_a_parcel_that_stands_still_was_told_of(world: World) -> None:
    order = of(world, "s1003")[0]
    assert [each.kind for each in world.events if each.order_id == order.id][-1] is ShopEventKind.STALLED


def test_an_event_keeps_its_id_on_the_next_day(world: World) -> None:
    later = {each.id for each in make_world(NOW + timedelta(days=1)).events}
    own = [each for each in world.events if each.shopper_id == "s1007"]
    assert own and {each.id for each in own} <= later
