"""The demo is believable only if its figures and dates hold together."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from shop.demo.create import demo_shoppers, make_world
from shop.demo.world import World
from shop.models import Order, OrderState, ParcelState, ReturnState
from tests.shop.conftest import NOW

_WITHOUT_A_PROMISE = {OrderState.UNPAID, OrderState.CLOSED_UNPAID, OrderState.CANCELLED}


def test_there_is_enough_of_everything(world: World) -> None:
    categories = Counter(product.category for product in world.products)
    assert set(categories) == set(world.policy["shop"]["categories"])
    assert min(categories.values()) >= 10
    assert len(world.products) >= 60
    assert len(world.people) >= 120
    assert len(world.orders) >= 400


def test_every_state_occurs(world: World) -> None:
    assert {order.state for order in world.orders.values()} == set(OrderState)
    assert {parcel.state for parcel in world.parcels} == set(ParcelState)
    assert {each.state for each in world.returns} == set(ReturnState)
    assert {each.state for each in world.installations} == {"待预约", "已预约", "已完成", "已改期"}


def test_sums_add_up(world: World) -> None:
    for order in world.orders.values():
        assert order.goods_total == sum(line.price * line.quantity for line in order.lines), order.id
        due = order.goods_total - order.discount + order.postage
        assert order.paid == (due if order.paid_at else 0), order.id
        assert 0 <= order.discount < order.goods_total, order.id


def test_nobody_gets_back_more_than_was_paid(world: World) -> None:
    back: defaultdict[str, Decimal] = defaultdict(Decimal)
    for each in world.returns:
        back[each.order_id] += each.amount
    assert back
    assert all(amount <= world.orders[order_id].paid for order_id, amount in back.items())


def test_postage_follows_the_shops_rules(world: World) -> None:
    shipping = world.policy["shipping"]
    for order in world.orders.values():
        remote = "remote_" if order.region in shipping["remote_regions"] else ""
        free = order.goods_total - order.discount >= Decimal(str(shipping[f"{remote}free_from"]))
        assert order.postage == (0 if free else Decimal(str(shipping[f"{remote}fee"]))), order.id


def test_the_promise_follows_the_shops_rules(world: World) -> None:
    shipping = world.policy["shipping"]
    for order in world.orders.values():
        assert (order.ship_by is None) == (order.state in _WITHOUT_A_PROMISE), order.id
        if order.ship_by and order.paid_at:
            hours = shipping["promise_hours_sale" if order.in_big_sale else "promise_hours"]
            assert order.ship_by == order.paid_at + timedelta(hours=hours), order.id


def _moments(order: Order) -> list[datetime]:
    return [at for at in (order.created_at, order.paid_at, order.shipped_at, order.signed_at, NOW) if at]


def test_an_orders_moments_follow_each_other_and_none_is_ahead(world: World) -> None:
    for order in world.orders.values():
        assert _moments(order) == sorted(_moments(order)), order
        assert all(order.created_at <= note.at <= NOW for note in order.notes), order


def test_carrier_events_follow_each_other_and_none_is_ahead(world: World) -> None:
    for parcel in world.parcels:
        sent = world.orders[parcel.order_id].shipped_at
        assert sent, parcel
        moments = [sent, *(event.at for event in parcel.events), NOW]
        assert all(one < other for one, other in pairwise(moments)), parcel


def test_a_parcel_moves_within_the_stagnant_hours_unless_it_is_stuck(world: World) -> None:
    limit = timedelta(hours=world.policy["shipping"]["stagnant_hours"])
    for parcel in world.parcels:
        assert all(later.at - event.at < limit for event, later in pairwise(parcel.events)), parcel


def test_some_parcels_have_stood_still_for_three_days(world: World) -> None:
    moving = [parcel for parcel in world.parcels if parcel.state is ParcelState.IN_TRANSIT and parcel.last_event]
    still = [each for each in moving if each.last_event and NOW - each.last_event.at > timedelta(days=3)]
    assert len(still) >= 8


def test_returns_are_asked_for_after_the_goods_arrived(world: World) -> None:
    for each in world.returns:
        order = world.orders[each.order_id]
        asked = [at for at in (order.signed_at, each.applied_at, each.received_at, each.refunded_at, NOW) if at]
        assert asked == sorted(asked), each


def test_what_was_packed_differs_for_some_and_is_known_for_all_that_was_sent(world: World) -> None:
    sent = [line for order in world.orders.values() if order.signed_at for line in order.lines]
    assert all(line.packed_sku_id and line.packed_quantity is not None for line in sent)
    assert sum(line.packed_sku_id != line.sku_id for line in sent) >= 5
    assert sum(line.packed_quantity != line.quantity for line in sent) >= 5


def test_what_is_sold_short_and_late_occurs(world: World) -> None:
    orders = world.orders.values()
    empty = [sku for product in world.products for sku in product.skus if sku.stock == 0]
    assert sum(order.oversold for order in orders) >= 5
    assert sum(_late(order) for order in orders) >= 5
    assert any(sku.restock_at for sku in empty)
    assert any(sku.restock_at is None for sku in empty)


def _late(order: Order) -> bool:
    return order.state is OrderState.PAID and order.ship_by is not None and order.ship_by < NOW


def test_some_bought_shortly_before_a_price_drop(world: World) -> None:
    goods = {product.id: product for product in world.products}
    protected = timedelta(days=world.policy["price_protection"]["days"])
    recent = [order for order in world.orders.values() if order.paid_at and NOW - order.paid_at < protected]
    dearer = [
        order
        for order in recent
        for line in order.lines
        for sku in goods[line.product_id].skus
        if sku.id == line.sku_id and line.price > sku.price
    ]
    assert len(dearer) >= 5


def test_the_demo_shoppers_live_their_stories(world: World) -> None:
    by = {
        shopper_id: [each for each in world.orders.values() if each.shopper_id == shopper_id]
        for shopper_id, _, _ in demo_shoppers()
    }
    levels = {person.shopper.id: person.shopper.level for person in world.people}
    names = {person.shopper.id: person.shopper.name for person in world.people}
    assert all(names[shopper_id] == name and story for shopper_id, name, story in demo_shoppers())
    assert {each.state for each in by["s1001"]} == {OrderState.SHIPPED, OrderState.UNPAID}
    assert _late(by["s1002"][0])
    assert by["s1004"][0].state is OrderState.SIGNED
    assert by["s1004"][0].lines[0].packed_sku_id != by["s1004"][0].lines[0].sku_id
    assert by["s1005"] == []
    assert levels["s1005"] == "新客"
    assert len(by["s1006"]) == 6
    assert levels["s1006"] == "金卡"


@pytest.mark.parametrize("hour", [0, 9, 23])
def test_an_order_keeps_its_number_its_shopper_and_its_goods_from_day_to_day(world: World, hour: int) -> None:
    another = make_world(NOW.replace(hour=hour) + timedelta(days=3))
    assert [_known(each) for each in another.orders.values()] == [_known(each) for each in world.orders.values()]


def _known(order: Order) -> tuple[str, str, list[str]]:
    return order.id, order.shopper_id, [line.sku_id for line in order.lines]


def test_the_same_moment_makes_the_same_world(world: World) -> None:
    assert make_world(NOW) == world


def test_couriers_knock_in_the_daytime(world: World) -> None:
    rounds = [event for parcel in world.parcels for event in parcel.events if "正在派送" in event.text]
    assert rounds
    assert {event.at.hour for event in rounds} <= set(range(7, 20))
