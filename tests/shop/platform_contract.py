"""What an adapter of a foreign platform must do. Needs `shop` and `place`, and the ids of what the place holds."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

import pytest

from shop.models import Address, Flag, OrderState
from shop.operations import AddNote, ChangeAddress, Refund
from shop.protocol import NotFound, Refusal, Shop, ShopUnavailable
from shop.staff_protocol import Operator, StaffShop
from tests.shop.finding import refused
from tests.shop.json_server import FAULTS, Place

QING = Operator("小青", "agent")
HOME = Address("王芳", "13900139000", "江苏", "苏州市昆山市前进路 9 号")


class PlatformContract:
    SHOPPER: ClassVar[str]
    PAID: ClassVar[str]
    SENT: ClassVar[str]
    UNPAID: ClassVar[str]
    FOREIGN: ClassVar[str]

    def test_orders_come_newest_first_and_are_ones_own(self, shop: Shop) -> None:
        orders = shop.orders(self.SHOPPER)
        assert self.FOREIGN not in {each.id for each in orders}
        assert [each.created_at for each in orders] == sorted((each.created_at for each in orders), reverse=True)

    def test_an_order_tells_its_sums_and_hides_who_gets_it(self, shop: Shop) -> None:
        order = shop.order(self.SHOPPER, self.PAID)
        assert order.state is OrderState.PAID
        assert (order.goods_total, order.discount, order.postage, order.paid) == tuple(
            map(Decimal, ("198.00", "20.00", "8.00", "186.00"))
        )
        assert (order.receiver, order.phone_masked) == ("李**", "138****8000")
        assert order.address_masked == "浙江省杭州市西湖区****"
        assert (order.lines[0].quantity, order.lines[0].price) == (2, Decimal("99.00"))
        assert "雾霾蓝" in order.lines[0].sku_label

    @pytest.mark.parametrize("order_id", ["999", "", "x", "../../customers/1", "1?x=1", "٣"])
    def test_a_foreign_and_a_missing_order_are_told_apart_nowhere(self, shop: Shop, order_id: str) -> None:
        for each in (self.FOREIGN, order_id):
            with pytest.raises(NotFound):
                shop.order(self.SHOPPER, each)

    def test_an_unpaid_order_is_paid_nothing(self, shop: Shop) -> None:
        order = shop.order(self.SHOPPER, self.UNPAID)
        assert order.state is OrderState.UNPAID and order.paid == 0 and order.paid_at is None

    def test_a_sent_order_has_its_parcel(self, shop: Shop) -> None:
        assert shop.order(self.SHOPPER, self.SENT).state is OrderState.SHIPPED
        (parcel,) = shop.parcels(self.SHOPPER, self.SENT)
        assert (parcel.courier, parcel.tracking_no) == ("中通快递", "78123456789012")
        assert not shop.parcels(self.SHOPPER, self.PAID)

    def test_an_order_number_and_its_phone_prove_who_one_is(self, shop: Shop) -> None:
        assert shop.shopper_by_order(self.PAID, "8000").id == self.SHOPPER
        for wrong in ("8001", "", "%", "138001380008000"):
            with pytest.raises(NotFound):
                shop.shopper_by_order(self.PAID, wrong)

    def test_a_product_has_its_skus_and_is_found_by_its_words(self, shop: Shop) -> None:
        hoodie = shop.product("93")
        assert [(sku.price, sku.stock) for sku in hoodie.skus] == [(Decimal("99.00"), 7), (Decimal("109.00"), 0)]
        assert shop.find_products("有没有加绒卫衣")[0].id == "93"
        with pytest.raises(NotFound):
            shop.product("404")

    def test_a_note_is_written_once_for_each_message(self, shop: Shop, place: Place) -> None:
        for _ in range(2):
            shop.add_note(self.SHOPPER, self.PAID, by="小二", text="周末派送", flag=Flag.BLUE, key="m1")
        assert str(vars(place)).count("周末派送") == 1
        with pytest.raises(NotFound):
            shop.add_note(self.SHOPPER, self.FOREIGN, by="小二", text="x", flag=None, key="m2")

    def test_an_address_changes_until_it_is_sent_and_where_the_shop_delivers(self, shop: Shop) -> None:
        changed = shop.change_address(self.SHOPPER, self.PAID, HOME, key="m1")
        assert (changed.region, changed.phone_masked) == ("江苏", "139****9000")
        with refused(Refusal.SHIPPED):
            shop.change_address(self.SHOPPER, self.SENT, HOME, key="m2")
        with refused(Refusal.NOT_DELIVERED):
            shop.change_address(self.SHOPPER, self.PAID, Address("李雷", "13800138000", "香港", "某路"), key="m3")

    def test_an_unpaid_order_is_cancelled_and_a_sent_one_is_not(self, shop: Shop) -> None:
        assert shop.cancel_order(self.SHOPPER, self.UNPAID, reason="不想要了", key="m1").state is OrderState.CANCELLED
        with refused(Refusal.SHIPPED):
            shop.cancel_order(self.SHOPPER, self.SENT, reason="不想要了", key="m2")

    def test_what_the_platform_cannot_do_a_person_does(self, shop: Shop) -> None:
        with refused(Refusal.UNSUPPORTED):
            shop.open_follow_up(self.SHOPPER, self.PAID, kind="urge_shipping", due_hours=4, key="m1")
        with refused(Refusal.UNSUPPORTED):
            shop.open_return(self.SHOPPER, self.SENT, "94", kind="退货退款", reason="不喜欢", key="m2")
        assert not shop.returns(self.SHOPPER) and not shop.promotions()

    @pytest.mark.parametrize("fault", ["broken", "no json", "another shape", "a list of nonsense", "locked out"])
    def test_a_platform_in_trouble_is_unavailable(self, shop: Shop, place: Place, fault: str) -> None:
        place.fault = FAULTS[fault]
        for ask in (lambda: shop.orders(self.SHOPPER), lambda: shop.order(self.SHOPPER, self.PAID), shop.products):
            with pytest.raises(ShopUnavailable):
                ask()

    def test_the_shops_people_change_what_the_platform_lets_them(self, shop: StaffShop, place: Place) -> None:
        noted = shop.perform(QING, self.SHOPPER, self.PAID, AddNote("放快递柜"), key="k1")
        assert str(vars(place)).count("放快递柜") == 1
        seen = shop.perform(QING, self.SHOPPER, self.PAID, ChangeAddress(HOME), key="k2", preview=True)
        assert seen.order == noted.order
        moved = shop.perform(QING, self.SHOPPER, self.PAID, ChangeAddress(HOME), key="k2")
        assert moved.order and moved.order.phone_masked == "139****9000"

    def test_money_is_given_back_on_the_platforms_own_page(self, shop: StaffShop) -> None:
        assert "refund" not in shop.operations()
        with refused(Refusal.UNSUPPORTED):
            shop.perform(QING, self.SHOPPER, self.PAID, Refund("不想要了"), key="k1")
