from __future__ import annotations

import pytest

from actions.services.cancelling import FORM, cancel
from actions.services.reply import Reply
from shop.models import Order, OrderState
from shop.sql import SqlShop
from tests.actions.conftest import Ask
from tests.actions.test_address_change import of
from tests.actions.walk import walk


def talk(shop: SqlShop, ask: Ask, order: Order, text: str, *answers: str) -> Reply:
    question = ask(text, order.shopper_id, intent="cancel_order").about_order(order.id)
    begun = cancel(shop, question)
    return walk(FORM, begun, shop, question, *answers) if begun.draft else begun


def test_the_reason_is_asked_and_the_refund_told_before_the_yes(shop: SqlShop, ask: Ask) -> None:
    order = of(shop, "s1002", OrderState.PAID)
    assert "原因" in talk(shop, ask, order, "取消订单").text
    asked = talk(shop, ask, order, "取消订单", "不想要了")
    assert "退您 139 元" in asked.text and "1-3 天" in asked.text
    assert shop.order("s1002", order.id).state is OrderState.PAID


@pytest.mark.parametrize("yes", ["确认取消", "取消吧", "嗯", "取消", "帮我退了吧"])
def test_a_yes_cancels(shop: SqlShop, ask: Ask, yes: str) -> None:
    order = of(shop, "s1002", OrderState.PAID)
    talk(shop, ask, order, "不想要了 取消吧", yes)
    assert shop.order("s1002", order.id).state is OrderState.REFUNDING


@pytest.mark.parametrize("no", ["算了", "先不取消", "不用了", "还是留着吧"])
def test_a_no_keeps_the_order(shop: SqlShop, ask: Ask, no: str) -> None:
    order = of(shop, "s1002", OrderState.PAID)
    assert "留着" in talk(shop, ask, order, "不想要了 取消吧", no).text
    assert shop.order("s1002", order.id).state is OrderState.PAID


def test_who_took_the_wrong_size_hears_that_it_can_be_changed(shop: SqlShop, ask: Ask) -> None:
    assert "不用取消" in talk(shop, ask, of(shop, "s1002", OrderState.PAID), "拍错了 取消订单").text


def test_an_unpaid_order_is_closed(shop: SqlShop, ask: Ask) -> None:
    order = of(shop, "s1001", OrderState.UNPAID)
    talk(shop, ask, order, "不要了", "确认取消")
    assert shop.order("s1001", order.id).state is OrderState.CANCELLED


@pytest.mark.parametrize(
    ("shopper", "state", "word"), [("s1008", OrderState.LOCKED, "仓库拦"), ("s1001", OrderState.SHIPPED, "快递拦截")]
)
def test_under_way_a_person_may_stop_it(shop: SqlShop, ask: Ask, shopper: str, state: OrderState, word: str) -> None:
    told = talk(shop, ask, of(shop, shopper, state), "取消订单")
    assert word in told.text and told.offer


def test_what_has_arrived_goes_back_as_a_return(shop: SqlShop, ask: Ask) -> None:
    assert talk(shop, ask, of(shop, "s1004", OrderState.SIGNED), "取消").buttons[0].intent == "request_return"


def test_what_is_being_refunded_is_not_cancelled_again(shop: SqlShop, ask: Ask) -> None:
    assert "退款中" in talk(shop, ask, of(shop, "s1006", OrderState.REFUNDING), "取消").text


def test_one_of_two_lines_is_a_persons_work(shop: SqlShop, ask: Ask) -> None:
    told = talk(shop, ask, of(shop, "s1008", OrderState.PAID), "其中一件不要了 只退那一个")
    assert told.custom["handover"]["reason"] == "partial_refund"


def test_a_deposit_is_answered_from_the_knowledge_base(shop: SqlShop, ask: Ask) -> None:
    assert cancel(shop, ask("预售的定金能退吗")).custom["knowledge"]


@pytest.mark.parametrize("no", ["算了再等等吧", "那我再等等"])
def test_who_would_rather_wait_keeps_the_order(shop: SqlShop, ask: Ask, no: str) -> None:
    order = shop.orders("s1002")[0]
    assert "照常给您安排" in talk(shop, ask, order, "取消订单", no).text


def test_who_keeps_one_of_two_pieces_is_helped_by_a_person(shop: SqlShop, ask: Ask) -> None:
    reply = cancel(shop, ask("裤子取消一件 鞋留着", "s1008"))
    assert reply.custom["handover"]["reason"] == "partial_refund"


def test_asking_once_more_to_stop_it_is_a_yes(shop: SqlShop, ask: Ask) -> None:
    order = of(shop, "s1003", OrderState.SHIPPED)
    first = cancel(shop, ask("不要了取消", "s1003"))
    assert first.offer is not None
    again = ask("那麻烦拦一下吧", "s1003", offered=first.offer.entities, focus_order_id=order.id)
    assert cancel(shop, again).custom["handover"]["reason"] == "intercept"
