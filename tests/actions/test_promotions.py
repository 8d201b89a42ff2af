from __future__ import annotations

import pytest

from actions.services.promotions import promotion
from shop.sql import SqlShop
from tests.actions.conftest import Ask


def test_all_that_runs_is_told_with_its_end(shop: SqlShop, ask: Ask) -> None:
    text = promotion(shop, ask("有活动吗", None)).text
    assert all(offer.title in text for offer in shop.promotions())
    assert "会员日" not in text and "11月17日" in text


def test_for_goods_only_their_offers_and_the_sum(shop: SqlShop, ask: Ask) -> None:
    text = promotion(shop, ask("坚果有活动吗", None)).text
    assert "零食囤货 2 件 88 折" in text and "秋冬换新季" not in text and "再买 1 件" in text


def test_whether_a_coupon_goes_with_it_is_answered(shop: SqlShop, ask: Ask) -> None:
    together = promotion(shop, ask("能和券叠加吗", "s1006", page_product_id="c103")).text
    apart = promotion(shop, ask("能和券叠加吗", "s1006", page_product_id="b501")).text
    assert "可以和店铺券一起用" in together and "不和店铺券同用" in apart


def test_the_unpaid_order_is_the_basket(shop: SqlShop, ask: Ask) -> None:
    reply = promotion(shop, ask("满减怎么算的", "s1001"))
    assert "没付款的这单" in reply.text and "= 99 元" in reply.text and reply.order_id


@pytest.mark.parametrize("text", ["定金能退吗", "尾款什么时候付", "国补能用吗", "积分可以抵现不", "秒杀几点"])
def test_pre_sales_and_the_platforms_own_matters_stand_in_the_knowledge_base(
    shop: SqlShop, ask: Ask, text: str
) -> None:
    assert "knowledge" in promotion(shop, ask(text, None, page_product_id="c103")).custom


def test_a_lower_price_to_come_is_not_promised(shop: SqlShop, ask: Ask) -> None:
    text = promotion(shop, ask("过几天会不会更便宜", None, page_product_id="c103")).text
    assert "不能跟您打包票" in text and "价保" in text


def test_of_a_category_only_its_offers_are_told(shop: SqlShop, ask: Ask) -> None:
    text = promotion(shop, ask("零食怎么打折", None, entities={"product_word": ["零食"]})).text
    assert "零食囤货" in text and "秋冬换新季" not in text and "第 2 件半价" not in text


def test_of_a_sort_of_offer_only_such_are_told(shop: SqlShop, ask: Ask) -> None:
    text = promotion(shop, ask("满减怎么算的", None)).text
    assert "秋冬换新季" in text and "囤货" not in text
