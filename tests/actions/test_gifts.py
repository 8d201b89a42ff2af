from __future__ import annotations

from actions.services.gifts import gift
from shop.models import Flag
from shop.sql import SqlShop
from tests.actions.conftest import Ask


def test_the_gifts_of_the_policy_are_told(shop: SqlShop, ask: Ask) -> None:
    text = gift(shop, ask("有赠品吗", None)).text
    assert all(each["title"] in text for each in shop.policy()["gifts"])


def test_for_goods_it_is_weighed_whether_the_sum_reaches(shop: SqlShop, ask: Ask) -> None:
    assert "能送棠里帆布收纳袋" in gift(shop, ask("有赠品吗", None, page_product_id="c103")).text
    assert "还差 125 元" in gift(shop, ask("送什么", None, page_product_id="c104")).text


def test_a_missing_gift_is_noted_after_a_yes(shop: SqlShop, ask: Ask) -> None:
    offered = gift(shop, ask("我的赠品呢 订单里没有", "s1006"))
    assert offered.offer and "来得及" in offered.text
    order_id = offered.offer.entities["gift_order"]
    assert "已经给仓库备注" in gift(shop, ask("", "s1006", entities={"gift_order": [order_id]})).text
    order = shop.order("s1006", order_id)
    assert "收纳袋" in order.notes[-1].text and order.flag is Flag.GREEN


def test_it_is_noted_once(shop: SqlShop, ask: Ask) -> None:
    order_id = gift(shop, ask("赠品没写", "s1006")).order_id or ""
    for message in ("a", "b"):
        gift(shop, ask("", "s1006", message_id=message, entities={"gift_order": [order_id]}))
    assert sum("收纳袋" in note.text for note in shop.order("s1006", order_id).notes) == 1
    assert "已经备注了" in gift(shop, ask("赠品没写", "s1006", focus_order_id=order_id)).text


def test_an_order_that_earns_none_gets_none(shop: SqlShop, ask: Ask) -> None:
    assert "没有达到赠品的条件" in gift(shop, ask("我的赠品呢", "s1002")).text


def test_after_sending_it_is_reported_as_missing(shop: SqlShop, ask: Ask) -> None:
    reply = gift(shop, ask("没收到赠品", "s1004"))
    assert [button.intent for button in reply.buttons] == ["report_package_problem"]


def test_a_present_for_somebody_is_no_gift_of_ours(shop: SqlShop, ask: Ask) -> None:
    assert gift(shop, ask("想买个礼物送女朋友", None)).draft
    assert "送洁面起泡网" in gift(shop, ask("护肤的送吗", None)).text


def test_a_category_has_its_own_gift(shop: SqlShop, ask: Ask) -> None:
    text = gift(shop, ask("买零食送啥", None)).text
    assert "坚果尝鲜小包" in text and "洁面起泡网" not in text


def test_the_gift_that_is_named_is_not_taken_for_goods(shop: SqlShop, ask: Ask) -> None:
    named = ask("送手套不", None, page_product_id="a601", entities={"product_word": ["手套"]})
    assert "硅胶隔热手套" in gift(shop, named).text
