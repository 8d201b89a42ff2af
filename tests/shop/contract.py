"""What every shop must do, whatever stands behind the interface. Needs a fixture `shop` that holds the demo at NOW."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from shop.models import Flag, Order, OrderState, ParcelState, TicketKind
from shop.protocol import NotFound, Shop
from tests.shop.contract_money import MoneyContract
from tests.shop.contract_orders import HOME, OrdersContract
from tests.shop.contract_returns import ReturnsContract
from tests.shop.contract_service import TODAY, ServiceContract
from tests.shop.contract_staff import StaffContract


class ShopContract(OrdersContract, ReturnsContract, ServiceContract, MoneyContract, StaffContract):
    def test_orders_come_newest_first_and_stop_at_the_limit(self, shop: Shop) -> None:
        orders = shop.orders("s1006")
        assert len(orders) == 6
        assert [each.created_at for each in orders] == sorted((each.created_at for each in orders), reverse=True)
        assert shop.orders("s1006", limit=2) == orders[:2]

    def test_an_order_read_alone_equals_the_one_in_the_list(self, shop: Shop) -> None:
        assert [shop.order("s1006", each.id) for each in shop.orders("s1006")] == shop.orders("s1006")

    def test_a_foreign_order_and_a_missing_one_are_told_apart_nowhere(self, shop: Shop) -> None:
        theirs = _first(shop, "s1006").id
        for order_id in (theirs, "2500000000000000000"):
            with pytest.raises(NotFound) as error:
                shop.order("s1001", order_id)
            assert error.value.args == ()

    def test_nothing_of_a_foreign_order_can_be_read_or_written(self, shop: Shop) -> None:
        theirs = _first(shop, "s1006").id
        with pytest.raises(NotFound):
            shop.parcels("s1001", theirs)
        with pytest.raises(NotFound):
            shop.add_note("s1001", theirs, by="小二", text="改地址", flag=None, key="m1")
        with pytest.raises(NotFound):
            shop.open_follow_up("s1001", theirs, kind="urge_shipping", due_hours=4, key="m1")

    def test_no_call_reaches_a_foreign_order(self, shop: Shop) -> None:
        theirs = _first(shop, "s1006")
        for name, call in _on_a_foreign_order(shop, theirs).items():
            with pytest.raises(NotFound):
                pytest.fail(f"{name} gave {call()}")
        assert shop.order("s1006", theirs.id) == theirs

    def test_an_order_number_and_its_phone_prove_who_one_is(self, shop: Shop) -> None:
        order = _first(shop, "s1001")
        assert shop.shopper_by_order(order.id, order.phone_masked[-4:]).id == "s1001"

    @pytest.mark.parametrize("wrong", ["", "%", "____", "0", "abcd"])
    def test_a_wrong_phone_proves_nothing(self, shop: Shop, wrong: str) -> None:
        with pytest.raises(NotFound):
            shop.shopper_by_order(_first(shop, "s1001").id, wrong)

    def test_an_unknown_product_or_shopper_is_not_found(self, shop: Shop) -> None:
        with pytest.raises(NotFound):
            shop.product("p0")
        with pytest.raises(NotFound):
            shop.shopper("s0")

    def test_a_shopper_without_orders_has_empty_lists(self, shop: Shop) -> None:
        assert not shop.orders("s1005")
        assert not shop.returns("s1005")
        assert not shop.installations("s1005")

    def test_the_events_of_a_parcel_are_told_oldest_first(self, shop: Shop) -> None:
        order = next(each for each in shop.orders("s1003") if each.parcel_ids)
        (parcel,) = shop.parcels("s1003", order.id)
        assert parcel.id in order.parcel_ids
        assert parcel.state is ParcelState.IN_TRANSIT
        assert [each.at for each in parcel.events] == sorted(each.at for each in parcel.events)

    def test_products_keep_their_sheet_their_skus_and_their_prices(self, shop: Shop) -> None:
        hoodie = shop.product("c101")
        assert hoodie in shop.products(category="服饰")
        assert hoodie in shop.products()
        assert hoodie.skus[0].label == "雾霾蓝 S"
        assert hoodie.price == min(sku.price for sku in hoodie.skus)
        assert hoodie.price_history[-1].price == hoodie.price
        assert hoodie.complaint_points
        assert hoodie.size_chart["M"]

    def test_only_promotions_that_run_now_are_named(self, shop: Shop) -> None:
        assert {each.id for each in shop.promotions()} == {"pm02", "pm03", "pm04", "pm05"}

    def test_a_courier_is_known_by_the_words_people_say(self, shop: Shop) -> None:
        assert {"顺丰速运"} == {each.name for each in shop.couriers() if "顺丰" in each.aliases}

    def test_a_note_is_written_once_for_each_message(self, shop: Shop) -> None:
        order = _unsent(shop)
        for _ in range(2):
            noted = shop.add_note("s1002", order.id, by="小二", text="周末派送", flag=Flag.YELLOW, key="m7")
        assert [each.text for each in noted.notes].count("周末派送") == 1
        assert noted == shop.order("s1002", order.id)
        assert noted.flag is Flag.YELLOW

    def test_a_note_without_a_flag_leaves_the_flag(self, shop: Shop) -> None:
        order = _unsent(shop)
        assert shop.add_note("s1002", order.id, by="小二", text="小心轻放", flag=None, key="m8").flag is order.flag

    def test_an_open_follow_up_is_not_opened_twice(self, shop: Shop) -> None:
        order = _unsent(shop)
        first = shop.open_follow_up("s1002", order.id, kind="urge_shipping", due_hours=4, key="m1")
        assert shop.open_follow_up("s1002", order.id, kind="urge_shipping", due_hours=9, key="m2") == first
        assert shop.open_follow_up("s1002", order.id, kind="urge_delivery", due_hours=9, key="m3") != first
        assert (first.due_at - first.opened_at).total_seconds() == 4 * 3600


def _on_a_foreign_order(shop: Shop, theirs: Order) -> dict[str, Callable[[], object]]:
    """Everything one can ask of an order, by somebody whose it is not."""
    me, one, sku, key = "s1001", theirs.id, theirs.lines[0].sku_id, "m1"
    mine = _first(shop, me).id
    return {
        "change_address": lambda: shop.change_address(me, one, HOME, key=key),
        "change_item": lambda: shop.change_item(me, one, sku, to_sku_id=sku, quantity=1, key=key),
        "cancel_order": lambda: shop.cancel_order(me, one, reason="不要了", key=key),
        "merge_orders": lambda: shop.merge_orders(me, [mine, one], key=key),
        "open_return": lambda: shop.open_return(me, one, sku, kind="退货退款", reason="不喜欢", key=key),
        "claim_price_protection": lambda: shop.claim_price_protection(me, one, key=key),
        "installation_days": lambda: shop.installation_days(me, one),
        "book_installation": lambda: shop.book_installation(me, one, day=TODAY, window="上午", key=key),
        "open_ticket": lambda: shop.open_ticket(
            me, one, kind=TicketKind.QUALITY, level=3, text="坏了", due_hours=24, key=key
        ),
        "request_invoice": lambda: shop.request_invoice(me, one, title="个人", tax_no="", email="a@b.cn", key=key),
        "invoice": lambda: shop.invoice(me, one),
    }


def _first(shop: Shop, shopper_id: str) -> Order:
    return shop.orders(shopper_id)[0]


def _unsent(shop: Shop) -> Order:
    return next(each for each in shop.orders("s1002") if each.state is OrderState.PAID)
