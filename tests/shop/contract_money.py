"""Price protection, invoices, coupons, restock wishes, events."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from shop.models import OrderState, ShopEventKind
from shop.protocol import NotFound, Refusal, Shop
from tests.shop.conftest import NOW
from tests.shop.finding import CHANGING, OVER, PROTECTED, order_in, order_of, refused, same_twice


class MoneyContract:
    # Price protection

    def test_a_price_that_fell_comes_back(self, shop: Shop) -> None:
        """The hoodie was bought at 159 and costs 139 since four days."""
        order = order_in(shop, PROTECTED, OrderState.SIGNED)
        refund = shop.claim_price_protection(PROTECTED, order.id, key="m1")
        assert (refund.order_id, refund.amount) == (order.id, Decimal(20))
        assert shop.order(PROTECTED, order.id).paid == order.paid - 20

    def test_each_fall_of_a_price_is_paid_once(self, shop: Shop) -> None:
        order = order_in(shop, PROTECTED, OrderState.SIGNED)
        same_twice(lambda: shop.claim_price_protection(PROTECTED, order.id, key="m1"))
        with refused(Refusal.ALREADY_OPEN):
            shop.claim_price_protection(PROTECTED, order.id, key="m2")

    @pytest.mark.parametrize(
        ("shopper_id", "state", "refusal"),
        [
            (CHANGING, OrderState.PAID, Refusal.NOTHING_DUE),
            (OVER, OrderState.COMPLETED, Refusal.TOO_LATE),
            (OVER, OrderState.REFUNDED, Refusal.WRONG_STATE),
            ("s1001", OrderState.UNPAID, Refusal.WRONG_STATE),
        ],
    )
    def test_no_difference_comes_back_without_its_cause(
        self, shop: Shop, shopper_id: str, state: OrderState, refusal: Refusal
    ) -> None:
        with refused(refusal):
            shop.claim_price_protection(shopper_id, order_in(shop, shopper_id, state).id, key="m1")

    # Invoices

    def test_an_invoice_is_asked_for_with_its_address_masked(self, shop: Shop) -> None:
        order = order_in(shop, CHANGING, OrderState.PAID)
        asked = shop.request_invoice(CHANGING, order.id, title="个人", tax_no="", email="zhang@example.com", key="m1")
        assert (asked.amount, asked.state, asked.email_masked) == (order.paid, "开具中", "z***@example.com")
        assert shop.invoice(CHANGING, order.id) == asked
        assert shop.order(CHANGING, order.id).invoice == "开具中"

    def test_an_invoice_is_asked_for_once(self, shop: Shop) -> None:
        order = order_of(shop, OVER, "a602-01")
        issued = shop.invoice(OVER, order.id)
        assert issued and issued.state == "已开具" and issued.issued_at
        with refused(Refusal.ALREADY_OPEN):
            shop.request_invoice(OVER, order.id, title="个人", tax_no="", email="a@example.com", key="m1")

    def test_nothing_paid_nothing_invoiced(self, shop: Shop) -> None:
        order = order_in(shop, "s1001", OrderState.UNPAID)
        assert shop.invoice("s1001", order.id) is None
        with refused(Refusal.WRONG_STATE):
            shop.request_invoice("s1001", order.id, title="个人", tax_no="", email="a@example.com", key="m1")

    # Coupons

    def test_a_coupon_is_taken_and_lies_in_the_wallet(self, shop: Shop) -> None:
        offer = next(each for each in shop.coupon_offers() if each.id == "cp02")
        coupon = shop.take_coupon("s1005", offer.id, key="m1")
        assert (coupon.amount, coupon.from_amount) == (Decimal(25), Decimal(259))
        assert coupon.categories == ("服饰", "鞋靴", "童装")
        assert coupon.valid_until == NOW + timedelta(days=offer.days_valid)
        assert coupon in shop.coupons("s1005")

    def test_a_coupon_is_taken_once(self, shop: Shop) -> None:
        same_twice(lambda: shop.take_coupon("s1005", "cp01", key="m1"))
        with refused(Refusal.ALREADY_OPEN):
            shop.take_coupon("s1005", "cp01", key="m2")

    @pytest.mark.parametrize(
        ("offer_id", "refusal"),
        [("cp05", Refusal.LEVEL), ("cp06", Refusal.SOLD_OUT), ("cp07", Refusal.TOO_LATE)],
    )
    def test_a_coupon_has_its_limits(self, shop: Shop, offer_id: str, refusal: Refusal) -> None:
        with refused(refusal):
            shop.take_coupon("s1005", offer_id, key="m1")

    def test_only_what_can_be_taken_is_offered(self, shop: Shop) -> None:
        assert {each.id for each in shop.coupon_offers()} == {"cp01", "cp02", "cp03", "cp04", "cp05"}
        with pytest.raises(NotFound):
            shop.take_coupon("s1005", "cp99", key="m1")

    def test_a_higher_level_opens_what_is_for_members(self, shop: Shop) -> None:
        assert shop.shopper("s1006").level == "金卡"
        assert shop.take_coupon("s1006", "cp05", key="m1").amount == 30

    # Stock and events

    def test_who_waits_for_a_size_is_remembered_once(self, shop: Shop) -> None:
        wish = shop.notify_restock("s1001", "c101-12", key="m1")
        assert (wish.sku_id, wish.shopper_id, wish.asked_at) == ("c101-12", "s1001", NOW)
        assert shop.notify_restock("s1001", "c101-12", key="m2") == wish

    def test_nobody_waits_for_what_is_there(self, shop: Shop) -> None:
        with refused(Refusal.NOTHING_DUE):
            shop.notify_restock("s1001", "c101-01", key="m1")
        with pytest.raises(NotFound):
            shop.notify_restock("s1001", "c101-99", key="m1")

    def test_events_are_told_oldest_first_and_go_on_after_the_last(self, shop: Shop) -> None:
        told = shop.events(limit=50)
        assert [each.at for each in told] == sorted(each.at for each in told)
        assert shop.events(after=told[19].id, limit=30) == told[20:]
        assert not shop.events(after=shop.events(limit=10_000)[-1].id)

    def test_every_kind_of_event_has_happened_lately(self, shop: Shop) -> None:
        kinds = {each.kind for each in shop.events(limit=10_000)}
        assert kinds == set(ShopEventKind) - {ShopEventKind.RESTOCKED}
