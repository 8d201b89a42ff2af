from __future__ import annotations

from datetime import timedelta

from actions.services.returns import policy
from shop.models import OrderState
from shop.sql import SqlShop
from tests.actions.conftest import Ask


def test_clothes_have_fifteen_days_and_other_goods_seven(shop: SqlShop, ask: Ask) -> None:
    assert "15 天" in policy(shop, ask("能退吗", None, page_product_id="c101")).text
    assert "7 天无理由" in policy(shop, ask("能退吗", None)).text


def test_an_order_in_focus_is_told_its_last_day(shop: SqlShop, ask: Ask) -> None:
    order = next(order for order in shop.orders("s1004") if order.state is OrderState.SIGNED)
    assert order.signed_at
    until = order.signed_at + timedelta(days=15)
    assert f"{until.month}月{until.day}日" in policy(shop, ask("还能退吗", "s1004", focus_order_id=order.id)).text


def test_a_fault_has_its_own_rule(shop: SqlShop, ask: Ask) -> None:
    assert "来回运费我们承担" in policy(shop, ask("质量问题能退吗", None)).text


def test_opened_snacks_are_not_promised(shop: SqlShop, ask: Ask) -> None:
    assert "已拆封的零食" in policy(shop, ask("零食拆了能退吗", None)).text


def test_who_asks_not_to_return_after_all_takes_back_what_is_open(shop: SqlShop, ask: Ask) -> None:
    reply = policy(shop, ask("可不可以不退了呀", "s1006"))
    assert reply.draft and reply.draft.form == "withdraw_form"


def test_who_waits_for_the_money_is_told_of_the_refund(shop: SqlShop, ask: Ask) -> None:
    assert "219 元" in policy(shop, ask("咋还不给退啊", "s1006")).text
