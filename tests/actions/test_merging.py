from __future__ import annotations

from actions.services.forms import Outcome
from actions.services.merging import FORM, merge
from shop.models import Address, OrderState
from shop.sql import SqlShop
from tests.actions.conftest import Ask
from tests.actions.form_talk import talk
from tests.actions.walk import walk


def test_two_orders_of_one_house_are_merged_and_one_postage_comes_back(shop: SqlShop, ask: Ask) -> None:
    question = ask("两单一起发", "s1007", intent="merge_orders")
    begun = merge(shop, question)
    assert "一共付了 16 元" in begun.text and "退您 16 元" in begun.text  # 70 yuan together are free of postage
    done = walk(FORM, begun, shop, question, "确认合并")
    assert "2 单已经合并" in done.text and all(order.postage == 0 for order in shop.orders("s1007"))


def test_what_was_merged_is_not_merged_again(shop: SqlShop, ask: Ask) -> None:
    question = ask("两单一起发", "s1007", intent="merge_orders")
    walk(FORM, merge(shop, question), shop, question, "好的")
    assert "已经帮您合并过" in merge(shop, ask("合单", "s1007")).text


def test_another_receiver_is_the_reason(shop: SqlShop, ask: Ask) -> None:
    first = shop.orders("s1007")[0]
    shop.change_address("s1007", first.id, Address("李梅", "13900001234", "江苏", "南京市鼓楼区中山北路18号"), key="k")
    assert "收货信息不一样" in merge(shop, ask("合单", "s1007")).text


def test_locked_unpaid_single_and_none_are_reasons(shop: SqlShop, ask: Ask) -> None:
    assert "配货" in merge(shop, ask("合单", "s1008")).text
    assert "只有一单" in merge(shop, ask("合单", "s1002")).text
    assert "没付款" in merge(shop, ask("合单", "s1001")).text
    assert "没有等发货" in merge(shop, ask("合单", "s1003")).text


def test_a_change_in_between_is_seen(shop: SqlShop, ask: Ask) -> None:
    question = ask("两单一起发", "s1007", intent="merge_orders")
    begun = merge(shop, question)
    order = next(order for order in shop.orders("s1007") if order.state is OrderState.PAID)
    shop.cancel_order("s1007", order.id, reason="不想要了", key="k")
    assert "WRONG" not in walk(FORM, begun, shop, question, "好的").text
    assert not any("合并" in note.text for each in shop.orders("s1007") for note in each.notes)


def test_a_visitor_says_who_it_is_first(shop: SqlShop, ask: Ask) -> None:
    assert merge(shop, ask("合单", None)).needs == "identity"


def test_a_question_for_the_postage_is_answered_by_the_summary(shop: SqlShop, ask: Ask) -> None:
    form = talk(FORM, shop, ask, "s1007", merge(shop, ask("合并一下", "s1007")))
    assert "退您 16 元" in form.says("运费退我多少", intent="ask_return_shipping").text
    assert form.outcome is Outcome.ASKED
