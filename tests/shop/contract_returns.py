"""Returns: opened by the windows of the policy, withdrawn, sent back."""

from __future__ import annotations

import pytest

from shop.models import Flag, Order, OrderState, Return, ReturnState
from shop.protocol import NotFound, Refusal, Shop
from tests.shop.finding import CHANGING, FITTED, OVER, SHORT, order_in, order_of, refused, same_twice, stock


class ReturnsContract:
    def test_ordinary_goods_in_time_may_come_back_at_once(self, shop: Shop) -> None:
        order = order_in(shop, "s1004", OrderState.SIGNED)
        asked = _ask(shop, "s1004", order, "不喜欢")
        assert (asked.state, asked.amount) == (ReturnState.APPROVED, order.paid)
        assert shop.order("s1004", order.id).state is OrderState.REFUNDING
        assert asked in shop.returns("s1004")

    def test_a_fault_waits_for_a_person_who_looks_at_the_photos(self, shop: Shop) -> None:
        order = order_in(shop, "s1004", OrderState.SIGNED)
        asked = _ask(shop, "s1004", order, "质量问题", evidence=["/photos/1.jpg"])
        assert (asked.state, asked.evidence) == (ReturnState.APPLIED, ("/photos/1.jpg",))

    def test_a_return_is_opened_once_for_each_message_and_each_piece(self, shop: Shop) -> None:
        order = order_in(shop, "s1004", OrderState.SIGNED)
        same_twice(lambda: _ask(shop, "s1004", order, "不喜欢"))
        with refused(Refusal.ALREADY_OPEN):
            _ask(shop, "s1004", order, "不喜欢", key="m2")

    def test_after_the_window_it_is_too_late_even_for_a_fault(self, shop: Shop) -> None:
        order = order_in(shop, OVER, OrderState.SIGNED)
        for reason in ("不喜欢", "质量问题"):
            with refused(Refusal.TOO_LATE):
                _ask(shop, OVER, order, reason)

    def test_opened_food_comes_back_only_for_a_fault(self, shop: Shop) -> None:
        order = order_of(shop, SHORT, "f406-01")
        with refused(Refusal.NOT_RETURNABLE):
            _ask(shop, SHORT, order, "已经拆封了，不好吃")
        assert _ask(shop, SHORT, order, "少件", key="m2").state is ReturnState.APPLIED

    def test_a_used_appliance_does_not_come_back_without_a_reason(self, shop: Shop) -> None:
        order = order_of(shop, FITTED, "a610-01")
        with refused(Refusal.NOT_RETURNABLE):
            _ask(shop, FITTED, order, "用过两次不喜欢")
        assert _ask(shop, FITTED, order, "不想要了，还没拆封", key="m2").state is ReturnState.APPLIED

    def test_money_without_the_goods_needs_a_fault_once_they_have_arrived(self, shop: Shop) -> None:
        order = order_of(shop, SHORT, "f406-01")
        with refused(Refusal.NOT_RETURNABLE):
            _ask(shop, SHORT, order, "不想要了", kind="仅退款")
        assert _ask(shop, SHORT, order, "少发一件", kind="仅退款", key="m2").state is ReturnState.APPLIED

    def test_what_has_not_arrived_cannot_be_sent_back_but_refunded(self, shop: Shop) -> None:
        order = order_in(shop, "s1001", OrderState.SHIPPED)
        with refused(Refusal.WRONG_STATE):
            _ask(shop, "s1001", order, "不想要了")
        assert _ask(shop, "s1001", order, "不想要了", kind="仅退款", key="m2").state is ReturnState.APPLIED

    def test_an_order_in_the_warehouses_hands_is_refused(self, shop: Shop) -> None:
        with refused(Refusal.LOCKED):
            _ask(shop, CHANGING, order_in(shop, CHANGING, OrderState.LOCKED), "不想要了", kind="仅退款")

    # Exchange

    def test_an_exchange_keeps_the_other_size_back(self, shop: Shop) -> None:
        order, before = order_in(shop, "s1004", OrderState.SIGNED), stock(shop, "c101-03")
        asked = _exchange(shop, order, "c101-03")
        assert (asked.state, asked.exchange_sku_id) == (ReturnState.APPROVED, "c101-03")
        assert asked.amount == 0
        assert stock(shop, "c101-03") == before - 1
        note = shop.order("s1004", order.id).notes[-1]
        assert note.flag is Flag.PURPLE and "补发 雾霾蓝 L" in note.text
        assert shop.order("s1004", order.id).state is OrderState.SIGNED

    def test_an_exchange_for_what_is_sold_out_or_dearer_is_refused(self, shop: Shop) -> None:
        order = order_in(shop, "s1004", OrderState.SIGNED)
        with refused(Refusal.OUT_OF_STOCK):
            _exchange(shop, order, "c101-12")
        with refused(Refusal.PRICE_DIFFERS):
            _exchange(shop, order, "c101-05")
        with pytest.raises(NotFound):
            _exchange(shop, order, "c106-01")

    def test_an_exchange_that_is_withdrawn_frees_what_was_kept_back(self, shop: Shop) -> None:
        order, before = order_in(shop, "s1004", OrderState.SIGNED), stock(shop, "c101-03")
        asked = _exchange(shop, order, "c101-03")
        shop.withdraw_return("s1004", asked.id, key="m2")
        assert stock(shop, "c101-03") == before

    # On its way

    def test_a_return_that_is_withdrawn_leaves_the_order_as_it_was(self, shop: Shop) -> None:
        order = order_in(shop, "s1004", OrderState.SIGNED)
        asked = _ask(shop, "s1004", order, "不喜欢")
        same_twice(lambda: shop.withdraw_return("s1004", asked.id, key="m2"))
        assert shop.order("s1004", order.id).state is OrderState.SIGNED
        with refused(Refusal.WRONG_STATE):
            shop.withdraw_return("s1004", asked.id, key="m3")

    def test_a_return_of_long_standing_can_be_withdrawn_while_it_travels(self, shop: Shop) -> None:
        travelling = next(each for each in shop.returns("s1006") if each.state is ReturnState.SENT_BACK)
        shop.withdraw_return("s1006", travelling.id, key="m1")
        assert shop.order("s1006", travelling.order_id).state is OrderState.SIGNED

    def test_what_is_sent_back_is_noted_with_its_number(self, shop: Shop) -> None:
        asked = _ask(shop, "s1004", order_in(shop, "s1004", OrderState.SIGNED), "不喜欢")
        sent = shop.note_return_parcel("s1004", asked.id, courier="顺丰", tracking_no="SF123", key="m2")
        assert (sent.state, sent.courier, sent.tracking_no) == (ReturnState.SENT_BACK, "顺丰", "SF123")
        assert sent in shop.returns("s1004")

    def test_only_an_approved_return_is_sent_back(self, shop: Shop) -> None:
        asked = _ask(shop, "s1004", order_in(shop, "s1004", OrderState.SIGNED), "质量问题")
        with refused(Refusal.WRONG_STATE):
            shop.note_return_parcel("s1004", asked.id, courier="顺丰", tracking_no="SF123", key="m2")

    def test_a_foreign_return_is_not_found(self, shop: Shop) -> None:
        theirs = shop.returns("s1006")[0]
        for return_id in (theirs.id, "r0"):
            with pytest.raises(NotFound):
                shop.withdraw_return("s1001", return_id, key="m1")
            with pytest.raises(NotFound):
                shop.note_return_parcel("s1001", return_id, courier="顺丰", tracking_no="SF1", key="m1")


def _ask(
    shop: Shop,
    shopper_id: str,
    order: Order,
    reason: str,
    *,
    kind: str = "退货退款",
    evidence: list[str] | None = None,
    key: str = "m1",
) -> Return:
    sku_id = order.lines[0].sku_id
    return shop.open_return(shopper_id, order.id, sku_id, kind=kind, reason=reason, evidence=evidence or (), key=key)


def _exchange(shop: Shop, order: Order, sku_id: str) -> Return:
    return shop.open_return(
        "s1004", order.id, "c101-02", kind="换货", reason="尺码不合适", exchange_sku_id=sku_id, key="m1"
    )
