from __future__ import annotations

import pytest

from actions.services.prices import price
from shop.sql import SqlShop
from tests.actions.conftest import Ask


def test_the_best_combination_is_shown_with_its_sum(shop: SqlShop, ask: Ask) -> None:
    reply = price(shop, ask("羽绒服多少钱", "s1006"))
    assert "459 元（石板灰 S 1 件） - 40 元（秋冬换新季） - 30 元（银卡会员专享券，可领） = 389 元，包邮" in reply.text
    assert reply.offer and reply.offer.entities == {"coupon_offer": "cp05"}


def test_the_sum_of_the_steps_is_the_total(shop: SqlShop, ask: Ask) -> None:
    text = price(shop, ask("面霜来两瓶", None, entities={"quantity": ["2"]})).text
    assert "238 元（清爽型 2 件） - 59.5 元（护肤第 2 件半价） = 178.5 元" in text


def test_pieces_bought_together_are_counted(shop: SqlShop, ask: Ask) -> None:
    assert "438 元" in price(shop, ask("两双一起多少", None, page_product_id="s201")).text


def test_what_is_missing_to_the_next_step_is_told(shop: SqlShop, ask: Ask) -> None:
    assert "再买 100 元可用「小家电免息季」再省 30 元" in price(shop, ask("空气炸锅什么价", None)).text


def test_postage_is_part_of_it(shop: SqlShop, ask: Ask) -> None:
    near = price(shop, ask("锅巴多少钱", None)).text
    far = price(shop, ask("锅巴寄新疆多少钱", None, entities={"region": ["新疆"]})).text
    assert "到手 33 元（含运费 8 元）" in near and "到手 40 元（含运费 15 元）" in far


def test_a_larger_size_may_cost_more(shop: SqlShop, ask: Ask) -> None:
    text = price(shop, ask("大码要加钱吗", None, page_product_id="c101")).text
    assert "S、M、L、XL 139 元，2XL 149 元" in text
    assert "不加价" in price(shop, ask("不同颜色价格一样吗", None, page_product_id="s201")).text


def test_the_sku_named_is_the_one_priced(shop: SqlShop, ask: Ask) -> None:
    assert "149 元一件" in price(shop, ask("雾霾蓝2XL多少钱", None, page_product_id="c101")).text


def test_what_lies_unpaid_is_meant_when_no_goods_are_named(shop: SqlShop, ask: Ask) -> None:
    reply = price(shop, ask("一共要付多少", "s1001"))
    assert "还没付款的束脚针织休闲裤" in reply.text and reply.order_id
    assert price(shop, ask("老爹鞋多少钱", "s1001")).product_id == "s201"


@pytest.mark.parametrize("text", ["会不会更便宜", "怎么涨价了", "双十一多少", "要不要等活动再买"])
def test_the_record_is_told_and_tomorrow_is_not_promised(shop: SqlShop, ask: Ask, text: str) -> None:
    reply = price(shop, ask(text, None, page_product_id="c101"))
    assert "近 90 天最低是 129 元" in reply.text and "不能跟您打包票" in reply.text
    assert f"{shop.policy()['price_protection']['days']} 天内" in reply.text


def test_wholesale_is_a_persons_matter(shop: SqlShop, ask: Ask) -> None:
    reply = price(shop, ask("一百二十份多少钱", None, page_product_id="f411", entities={"quantity": ["120"]}))
    assert [button.intent for button in reply.buttons] == ["request_human"]


def test_after_the_price_comes_a_matching_piece_that_is_there(shop: SqlShop, ask: Ask) -> None:
    reply = price(shop, ask("爽肤水来两瓶", None, entities={"quantity": ["2"]}))
    assert reply.offer and reply.offer.intent == "ask_product_detail"


def test_without_goods_it_is_asked_which(shop: SqlShop, ask: Ask) -> None:
    assert "哪一款" in price(shop, ask("多少钱", None)).text
