from __future__ import annotations

from actions.services.refunds import of_the_way_back, progress
from shop.models import OrderState, ReturnState
from shop.sql import SqlShop
from tests.actions.conftest import Ask


def first_with(shop: SqlShop, state: ReturnState, kind: str = "退货退款") -> tuple[str, str]:
    """A shopper of the demo with such a return, and its order."""
    for number in range(1001, 1130):
        found = [each for each in shop.returns(f"s{number}") if each.state is state and each.kind == kind]
        if found:
            return f"s{number}", found[0].order_id
    raise AssertionError(f"no {kind} {state}")


def told(shop: SqlShop, ask: Ask, state: ReturnState, kind: str = "退货退款") -> str:
    shopper_id, order_id = first_with(shop, state, kind)
    return progress(shop, ask("退款到哪了", shopper_id, entities={"order_id": [order_id]})).text


def test_goods_on_their_way_back_are_told_with_number_and_amount(shop: SqlShop, ask: Ask) -> None:
    text = progress(shop, ask("我的退款呢", "s1006")).text
    assert "78136151442333" in text and "219 元" in text and "1-3 天" in text


def test_an_approved_return_waits_for_the_parcel_and_offers_the_address(shop: SqlShop, ask: Ask) -> None:
    shopper_id, order_id = first_with(shop, ReturnState.APPROVED)
    reply = progress(shop, ask("退款进度", shopper_id, entities={"order_id": [order_id]}))
    assert "等您把东西寄回来" in reply.text and reply.offer and reply.offer.intent == "ask_return_shipping"


def test_what_was_paid_back_is_told_with_its_day(shop: SqlShop, ask: Ask) -> None:
    assert "原路退回" in told(shop, ask, ReturnState.REFUNDED)


def test_a_refusal_is_told_with_its_reason_and_the_way_left(shop: SqlShop, ask: Ask) -> None:
    shopper_id, order_id = first_with(shop, ReturnState.REJECTED)
    reply = progress(shop, ask("退款到哪了", shopper_id, entities={"order_id": [order_id]}))
    assert "没有通过" in reply.text and [button.intent for button in reply.buttons] == ["report_quality_issue"]


def test_a_promise_that_was_not_kept_is_admitted_and_followed(shop: SqlShop, ask: Ask) -> None:
    shopper_id, order_id = first_with(shop, ReturnState.APPLIED)
    reply = progress(shop, ask("退款到哪了", shopper_id, entities={"order_id": [order_id]}))
    assert "抱歉" in reply.text and reply.custom["promise"]["kind"] == "refund_overdue"


def test_a_withdrawn_one_is_no_refund(shop: SqlShop, ask: Ask) -> None:
    assert "已经撤销" in told(shop, ask, ReturnState.WITHDRAWN)


def test_without_any_a_return_is_offered(shop: SqlShop, ask: Ask) -> None:
    reply = progress(shop, ask("我的退款呢", "s1010"))
    assert reply.offer and reply.offer.intent == "request_return"


def test_general_questions_go_to_the_knowledge_base(shop: SqlShop, ask: Ask) -> None:
    assert progress(shop, ask("退款多久能到账", None)).custom["knowledge"]
    assert progress(shop, ask("我的退款呢", None)).needs == "identity"


def test_an_order_without_a_return_is_told_its_state(shop: SqlShop, ask: Ask) -> None:
    order = next(each for each in shop.orders("s1006") if each.state is OrderState.COMPLETED)
    assert "没有在办的退款" in progress(shop, ask("退款呢", "s1006", entities={"order_id": [order.id]})).text


def test_what_was_told_a_moment_ago_is_not_said_again_in_full(shop: SqlShop, ask: Ask) -> None:
    order_id = next(each.order_id for each in shop.returns("s1006") if each.state is ReturnState.SENT_BACK)
    when = progress(shop, ask("那啥时候到账", "s1006", focus_order_id=order_id)).text
    assert "1-3 天" in when and "78136151442333" not in when
    assert "理解您着急" in progress(shop, ask("快点行不", "s1006", focus_order_id=order_id)).text


def test_money_that_is_not_seen_is_looked_into_by_a_person(shop: SqlShop, ask: Ask) -> None:
    reply = progress(shop, ask("我没收到钱啊", "s1012"))
    assert "229 元" in reply.text and [each.intent for each in reply.buttons] == ["request_human"]


def test_the_difference_just_claimed_is_the_refund_meant(shop: SqlShop, ask: Ask) -> None:
    order = next(each for each in shop.orders("s1010") if each.lines[0].product_id == "c101")
    shop.claim_price_protection("s1010", order.id, key="k")
    assert "差价" in progress(shop, ask("什么时候退给我", "s1010", focus_order_id=order.id)).text


def test_postage_of_merged_orders_is_the_refund_meant(shop: SqlShop, ask: Ask) -> None:
    orders = shop.orders("s1007")
    shop.merge_orders("s1007", [each.id for each in orders], key="k")
    assert "运费" in progress(shop, ask("啥时候退", "s1007", focus_order_id=orders[0].id)).text


def test_money_wished_back_of_what_is_not_sent_is_a_cancelling(shop: SqlShop, ask: Ask) -> None:
    reply = progress(shop, ask("那退款吧", "s1002", focus_order_id=shop.orders("s1002")[0].id))
    assert reply.offer and reply.offer.intent == "cancel_order"


def test_the_parcel_that_was_sent_back_is_the_one_meant(shop: SqlShop, ask: Ask) -> None:
    reply = of_the_way_back(shop, ask("我退的东西你们仓库收到没", "s1006"))
    assert reply and "78136151442333" in reply.text
    assert of_the_way_back(shop, ask("我的快递到哪了", "s1006")) is None
