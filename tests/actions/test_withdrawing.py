from __future__ import annotations

from actions.services.withdrawing import FORM, request
from shop.models import OrderState, ReturnState
from shop.sql import SqlShop
from tests.actions.conftest import Ask
from tests.actions.form_talk import talk
from tests.actions.test_refunds import first_with


def test_a_return_is_withdrawn_only_after_a_yes(shop: SqlShop, ask: Ask) -> None:
    shopper_id, order_id = first_with(shop, ReturnState.APPROVED)
    question = ask("不退了，撤销", shopper_id, entities={"order_id": [order_id]})
    form = talk(FORM, shop, ask, shopper_id, request(shop, question))
    assert not _is(shop, shopper_id, order_id, ReturnState.WITHDRAWN)
    assert "撤销了" in form.says("确认撤销").text
    assert _is(shop, shopper_id, order_id, ReturnState.WITHDRAWN)


def test_what_follows_is_told_before_the_yes(shop: SqlShop, ask: Ask) -> None:
    shopper_id, order_id = first_with(shop, ReturnState.APPLIED, "仅退款")
    reply = request(shop, ask("不退了", shopper_id, entities={"order_id": [order_id]}))
    assert "照常发货" in reply.text


def test_goods_that_were_sent_off_are_noted_for_the_warehouse(shop: SqlShop, ask: Ask) -> None:
    order = next(each for each in shop.orders("s1006") if each.state is OrderState.REFUNDING)
    form = talk(FORM, shop, ask, "s1006", request(shop, ask("我不退了", "s1006")))
    assert "备注了仓库" in form.says("好的").text
    assert "撤销" in shop.order("s1006", order.id).notes[-1].text


def test_a_registered_return_cannot_be_withdrawn(shop: SqlShop, ask: Ask) -> None:
    shopper_id, order_id = first_with(shop, ReturnState.RECEIVED)
    reply = request(shop, ask("不退了", shopper_id, entities={"order_id": [order_id]}))
    assert reply.draft is None and "撤不了" in reply.text


def test_nothing_open_nothing_to_withdraw(shop: SqlShop, ask: Ask) -> None:
    assert "不用撤销" in request(shop, ask("不退了", "s1010")).text


def test_not_wanting_to_return_means_yes_here(shop: SqlShop, ask: Ask) -> None:
    form = talk(FORM, shop, ask, "s1006", request(shop, ask("撤销退货", "s1006")))
    assert "已经撤销" in form.says("算了不退了").text


def test_the_withdrawal_itself_is_left_with_a_word(shop: SqlShop, ask: Ask) -> None:
    form = talk(FORM, shop, ask, "s1006", request(shop, ask("撤销退货", "s1006")))
    assert "不撤啦" in form.says("算了 还是退").text


def _is(shop: SqlShop, shopper_id: str, order_id: str, state: ReturnState) -> bool:
    return any(each.order_id == order_id and each.state is state for each in shop.returns(shopper_id))
