from __future__ import annotations

from actions.services.return_parcels import FORM, noted, shipping
from shop.models import ReturnState
from shop.sql import SqlShop
from tests.actions.conftest import Ask
from tests.actions.form_talk import talk
from tests.actions.test_refunds import first_with


def test_an_approved_return_is_told_where_to_go_and_who_pays(shop: SqlShop, ask: Ask) -> None:
    shopper_id, order_id = first_with(shop, ReturnState.APPROVED)
    text = shipping(shop, ask("寄到哪里", shopper_id, entities={"order_id": [order_id]})).text
    assert "余杭区" in text and "运费" in text


def test_before_the_approval_nothing_is_sent(shop: SqlShop, ask: Ask) -> None:
    shopper_id, order_id = first_with(shop, ReturnState.APPLIED)
    assert "先别寄" in shipping(shop, ask("寄到哪里", shopper_id, entities={"order_id": [order_id]})).text


def test_a_number_with_its_courier_is_noted_after_a_yes(shop: SqlShop, ask: Ask) -> None:
    shopper_id, order_id = first_with(shop, ReturnState.APPROVED)
    question = ask("寄了，中通 78612345678901", shopper_id, focus_order_id=order_id)
    form = talk(FORM, shop, ask, shopper_id, shipping(shop, question))
    assert form.draft.values["tracking_no"] == "78612345678901"
    assert "登记好了" in form.says("确认登记").text
    noted = next(each for each in shop.returns(shopper_id) if each.order_id == order_id)
    assert (noted.state, noted.tracking_no) == (ReturnState.SENT_BACK, "78612345678901")


def test_the_courier_is_asked_for_where_only_the_number_is_told(shop: SqlShop, ask: Ask) -> None:
    shopper_id, order_id = first_with(shop, ReturnState.APPROVED)
    form = talk(
        FORM, shop, ask, shopper_id, shipping(shop, ask("单号71234567890123", shopper_id, focus_order_id=order_id))
    )
    assert "顺丰" in form.says("顺丰").text
    assert "78999999999999" in form.says("单号错了，是78999999999999").text


def test_who_pays_is_told_by_the_rules_without_a_return(shop: SqlShop, ask: Ask) -> None:
    assert "运费险" in shipping(shop, ask("退货运费谁出", None)).text
    assert "由保险赔付" in shipping(shop, ask("退货运费谁出", None, page_product_id="c101")).text


def test_without_a_return_one_is_offered_instead_of_an_address(shop: SqlShop, ask: Ask) -> None:
    reply = shipping(shop, ask("退货地址发我", "s1010"))
    assert reply.offer and reply.offer.intent == "request_return" and "余杭" not in reply.text


def test_a_bare_number_is_the_returns_while_one_waits_to_be_sent(shop: SqlShop, ask: Ask) -> None:
    shopper_id, order_id = first_with(shop, ReturnState.APPROVED)
    reply = noted(shop, ask("中通 78612345678901", shopper_id, focus_order_id=order_id))
    assert reply and reply.draft and reply.draft.form == FORM.name
    assert noted(shop, ask("中通 78612345678901", "s1010")) is None
