"""Orders that change: address, item, cancellation, merging."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from shop.models import Address, Flag, OrderState, ReturnState, ShopEventKind
from shop.protocol import NotFound, Refusal, Shop
from tests.shop.finding import CHANGING, MERGING, OVER, order_in, order_of, refused, same_twice, stock

HOME = Address("李雷", "13800138000", "浙江", "杭州市西湖区文三路 1 号 2 幢 301")


class OrdersContract:
    # Address

    def test_a_paid_order_goes_to_another_address(self, shop: Shop) -> None:
        order = order_in(shop, CHANGING, OrderState.PAID)
        changed = shop.change_address(CHANGING, order.id, HOME, key="m1")
        assert (changed.receiver, changed.phone_masked) == ("李**", "138****8000")
        assert (changed.region, changed.address_masked) == ("浙江", "浙江省杭州市西湖区****")
        assert (changed.paid, changed.postage) == (order.paid, order.postage)
        assert changed == shop.order(CHANGING, order.id)

    def test_a_new_address_is_told_to_the_warehouse_without_giving_it_away(self, shop: Shop) -> None:
        order = order_in(shop, CHANGING, OrderState.PAID)
        changed = shop.change_address(CHANGING, order.id, HOME, key="m1")
        assert changed.flag is Flag.YELLOW and changed.notes[-1].flag is Flag.YELLOW
        assert "文三路" not in str(changed) and "13800138000" not in str(changed)

    def test_an_empty_part_of_an_address_stays_as_it_is(self, shop: Shop) -> None:
        order = order_in(shop, CHANGING, OrderState.PAID)
        changed = shop.change_address(CHANGING, order.id, Address("", "13800138000", "", ""), key="m1")
        assert changed.phone_masked == "138****8000"
        assert (changed.receiver, changed.region) == (order.receiver, order.region)
        assert changed.address_masked == order.address_masked
        assert "电话" in changed.notes[-1].text and "地址 " not in changed.notes[-1].text

    def test_an_unpaid_order_is_asked_the_postage_of_its_new_region(self, shop: Shop) -> None:
        order = order_in(shop, "s1001", OrderState.UNPAID)
        far = Address("", "", "新疆", "乌鲁木齐市天山区解放南路 22 号")
        assert shop.change_address("s1001", order.id, far, key="m1").postage == Decimal("15.00")

    def test_an_address_is_changed_once_for_each_message(self, shop: Shop) -> None:
        order = order_in(shop, CHANGING, OrderState.PAID)
        same_twice(lambda: shop.change_address(CHANGING, order.id, HOME, key="m1"))
        assert len(shop.order(CHANGING, order.id).notes) == len(order.notes) + 1

    @pytest.mark.parametrize("region", ["香港", "台湾", "海外", "美国"])
    def test_no_order_goes_where_the_shop_does_not_deliver(self, shop: Shop, region: str) -> None:
        order = order_in(shop, CHANGING, OrderState.PAID)
        with refused(Refusal.NOT_DELIVERED):
            shop.change_address(CHANGING, order.id, Address("李雷", "13800138000", region, "某路 1 号"), key="m1")
        assert shop.order(CHANGING, order.id) == order

    @pytest.mark.parametrize(
        ("shopper_id", "state", "refusal"),
        [
            (CHANGING, OrderState.LOCKED, Refusal.LOCKED),
            ("s1001", OrderState.SHIPPED, Refusal.SHIPPED),
            ("s1004", OrderState.SIGNED, Refusal.SHIPPED),
            (OVER, OrderState.CLOSED_UNPAID, Refusal.WRONG_STATE),
            (OVER, OrderState.REFUNDED, Refusal.WRONG_STATE),
        ],
    )
    def test_what_has_left_the_shops_hands_cannot_be_changed(
        self, shop: Shop, shopper_id: str, state: OrderState, refusal: Refusal
    ) -> None:
        order = order_in(shop, shopper_id, state)
        sku_id = order.lines[0].sku_id
        with refused(refusal):
            shop.change_address(shopper_id, order.id, HOME, key="m1")
        with refused(refusal):
            shop.change_item(shopper_id, order.id, sku_id, to_sku_id=sku_id, quantity=1, key="m1")
        with refused(refusal):
            shop.cancel_order(shopper_id, order.id, reason="不想要了", key="m1")
        assert shop.order(shopper_id, order.id) == order

    # Item

    def test_a_paid_line_becomes_another_size_of_the_same_price(self, shop: Shop) -> None:
        order, before = order_in(shop, CHANGING, OrderState.PAID), (stock(shop, "c106-02"), stock(shop, "c106-03"))
        changed = shop.change_item(CHANGING, order.id, "c106-02", to_sku_id="c106-03", quantity=1, key="m1")
        assert [line.sku_id for line in changed.lines] == ["c106-03", "s203-03"]
        assert changed.lines[0].sku_label == "炭灰 L"
        assert (changed.paid, changed.flag) == (order.paid, Flag.YELLOW)
        assert (stock(shop, "c106-02"), stock(shop, "c106-03")) == (before[0] + 1, before[1] - 1)

    def test_an_item_is_changed_once_for_each_message(self, shop: Shop) -> None:
        order, before = order_in(shop, CHANGING, OrderState.PAID), stock(shop, "c106-03")
        same_twice(lambda: shop.change_item(CHANGING, order.id, "c106-02", to_sku_id="c106-03", quantity=1, key="m1"))
        assert stock(shop, "c106-03") == before - 1

    def test_paid_goods_become_neither_dearer_nor_more(self, shop: Shop) -> None:
        order = order_of(shop, "s1002", "c101-07")
        with refused(Refusal.PRICE_DIFFERS):
            shop.change_item("s1002", order.id, "c101-07", to_sku_id="c101-10", quantity=1, key="m1")
        with refused(Refusal.PRICE_DIFFERS):
            shop.change_item("s1002", order.id, "c101-07", to_sku_id="c101-08", quantity=2, key="m2")

    def test_what_is_not_in_stock_cannot_be_had(self, shop: Shop) -> None:
        order = order_of(shop, "s1002", "c101-07")
        assert stock(shop, "c101-12") == 0
        with refused(Refusal.OUT_OF_STOCK):
            shop.change_item("s1002", order.id, "c101-07", to_sku_id="c101-12", quantity=1, key="m1")

    def test_an_unpaid_order_is_reckoned_anew(self, shop: Shop) -> None:
        """Three pairs of trousers at 109 are 327: the autumn offer takes 40 off from 299 on."""
        order = order_in(shop, "s1001", OrderState.UNPAID)
        changed = shop.change_item("s1001", order.id, "c106-02", to_sku_id="c106-03", quantity=3, key="m1")
        assert (changed.goods_total, changed.discount, changed.postage) == (Decimal(327), Decimal(40), Decimal(0))
        assert changed.paid == 0

    def test_another_product_or_an_unknown_line_is_not_found(self, shop: Shop) -> None:
        order = order_in(shop, CHANGING, OrderState.PAID)
        for from_sku, to_sku in (("c106-02", "c101-01"), ("c106-02", "c106-99"), ("c101-01", "c101-02")):
            with pytest.raises(NotFound):
                shop.change_item(CHANGING, order.id, from_sku, to_sku_id=to_sku, quantity=1, key="m1")

    # Cancelling

    def test_an_unpaid_order_is_cancelled_and_its_goods_are_free_again(self, shop: Shop) -> None:
        order, before = order_in(shop, "s1001", OrderState.UNPAID), stock(shop, "c106-02")
        assert shop.cancel_order("s1001", order.id, reason="拍错了", key="m1").state is OrderState.CANCELLED
        assert stock(shop, "c106-02") == before + 1
        assert _last_event(shop) == (ShopEventKind.ORDER_CLOSED, order.id)

    def test_a_paid_order_that_is_cancelled_brings_all_the_money_back(self, shop: Shop) -> None:
        order, before = order_of(shop, MERGING, "s211-02"), stock(shop, "s211-02")
        assert shop.cancel_order(MERGING, order.id, reason="不想要了", key="m1").state is OrderState.REFUNDING
        (refund,) = shop.returns(MERGING)
        assert (refund.kind, refund.amount, refund.reason) == ("仅退款", order.paid, "不想要了")
        assert stock(shop, order.lines[0].sku_id) == before + 1

    def test_a_second_cancellation_is_the_first_or_refused(self, shop: Shop) -> None:
        order = order_in(shop, MERGING, OrderState.PAID)
        same_twice(lambda: shop.cancel_order(MERGING, order.id, reason="不想要了", key="m1"))
        with refused(Refusal.WRONG_STATE):
            shop.cancel_order(MERGING, order.id, reason="不想要了", key="m2")

    def test_a_cancellation_that_is_withdrawn_takes_the_goods_again(self, shop: Shop) -> None:
        order, before = order_of(shop, MERGING, "s211-02"), stock(shop, "s211-02")
        shop.cancel_order(MERGING, order.id, reason="不想要了", key="m1")
        (refund,) = shop.returns(MERGING)
        assert shop.withdraw_return(MERGING, refund.id, key="m2").state is ReturnState.WITHDRAWN
        assert shop.order(MERGING, order.id).state is OrderState.PAID
        assert stock(shop, order.lines[0].sku_id) == before

    # Merging

    def test_orders_to_one_door_leave_together_and_pay_postage_once(self, shop: Shop) -> None:
        """35 and 35 are 70, above the 59 from which postage is free: both fees of 8 come back."""
        ids = [each.id for each in shop.orders(MERGING)]
        merged = shop.merge_orders(MERGING, ids, key="m1")
        assert (set(merged.order_ids), merged.postage_refund) == (set(ids), Decimal(16))
        for each in shop.orders(MERGING):
            assert (each.postage, each.paid) == (Decimal(0), Decimal(35))
            assert next(other for other in ids if other != each.id) in each.notes[-1].text

    def test_orders_are_merged_once(self, shop: Shop) -> None:
        ids = [each.id for each in shop.orders(MERGING)]
        same_twice(lambda: shop.merge_orders(MERGING, ids, key="m1"))
        with refused(Refusal.ALREADY_OPEN):
            shop.merge_orders(MERGING, ids, key="m2")

    def test_one_order_cannot_be_merged(self, shop: Shop) -> None:
        with refused(Refusal.NOTHING_DUE):
            shop.merge_orders(MERGING, [shop.orders(MERGING)[0].id] * 2, key="m1")

    def test_orders_to_two_doors_are_not_merged(self, shop: Shop) -> None:
        first, second = shop.orders(MERGING)
        shop.change_address(MERGING, first.id, HOME, key="m1")
        with refused(Refusal.DIFFERENT):
            shop.merge_orders(MERGING, [first.id, second.id], key="m2")

    def test_two_doors_of_one_street_are_told_apart_although_they_look_alike(self, shop: Shop) -> None:
        first, second = shop.orders(MERGING)
        shop.change_address(MERGING, first.id, HOME, key="m1")
        next_door = shop.change_address(MERGING, second.id, replace(HOME, detail=f"{HOME.detail} 乙"), key="m1")
        assert next_door.address_masked == shop.order(MERGING, first.id).address_masked
        with refused(Refusal.DIFFERENT):
            shop.merge_orders(MERGING, [first.id, second.id], key="m2")
        shop.change_address(MERGING, second.id, HOME, key="m3")
        assert shop.merge_orders(MERGING, [first.id, second.id], key="m4").postage_refund == 16

    def test_an_order_in_the_warehouses_hands_is_not_merged(self, shop: Shop) -> None:
        with refused(Refusal.LOCKED):
            shop.merge_orders(CHANGING, [each.id for each in shop.orders(CHANGING)], key="m1")

    def test_a_foreign_order_is_not_merged(self, shop: Shop) -> None:
        with pytest.raises(NotFound):
            shop.merge_orders(MERGING, [shop.orders(MERGING)[0].id, shop.orders(CHANGING)[0].id], key="m1")


def _last_event(shop: Shop) -> tuple[ShopEventKind, str | None]:
    event = shop.events(limit=10_000)[-1]
    return event.kind, event.order_id
