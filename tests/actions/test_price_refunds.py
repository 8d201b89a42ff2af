from __future__ import annotations

from actions.services.price_refunds import FORM, request
from shop.models import OrderState
from shop.sql import SqlShop
from tests.actions.conftest import Ask
from tests.actions.form_talk import talk


def test_the_arithmetic_is_shown_before_it_is_claimed(shop: SqlShop, ask: Ask) -> None:
    reply = request(shop, ask("卫衣降价了退差价", "s1010"))
    assert "−" in reply.text and "一共可以退" in reply.text and reply.draft


def test_it_is_paid_back_after_a_yes_and_only_once(shop: SqlShop, ask: Ask) -> None:
    form = talk(FORM, shop, ask, "s1010", request(shop, ask("退差价", "s1010")))
    assert "原路退回" in form.says("确认申请").text
    again = talk(FORM, shop, ask, "s1010", request(shop, ask("退差价", "s1010", message_id="other")))
    again.number = 50
    assert "已经申请退过" in again.says("确认申请").text


def test_who_does_not_want_it_leaves(shop: SqlShop, ask: Ask) -> None:
    form = talk(FORM, shop, ask, "s1010", request(shop, ask("退差价", "s1010")))
    assert "先不申请" in form.says("算了").text


def test_nothing_due_is_told_with_both_prices(shop: SqlShop, ask: Ask) -> None:
    text = request(shop, ask("裤子是不是降价了", "s1003")).text
    assert "没有需要退的差价" in text and "您买的是" in text


def test_after_the_window_the_last_day_is_told(shop: SqlShop, ask: Ask) -> None:
    old = [each for each in shop.orders("s1006") if each.state is OrderState.COMPLETED][-1]
    text = request(shop, ask("退差价", "s1006", entities={"order_id": [old.id]})).text
    assert "已经过了" in text


def test_the_rule_itself_stands_in_the_knowledge_base(shop: SqlShop, ask: Ask) -> None:
    assert request(shop, ask("价保几天", "s1010")).custom["knowledge"]
