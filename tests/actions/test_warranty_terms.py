from __future__ import annotations

import pytest

from actions.services.warranty_terms import warranty
from shop.sql import SqlShop
from tests.actions.conftest import Ask


def test_an_appliance_is_repaired_as_long_as_the_policy_says(shop: SqlShop, ask: Ask) -> None:
    rule = shop.policy()["warranty"]["小家电"]
    text = warranty(shop, ask("保修多久", None, page_product_id="a601")).text
    assert f"{rule['repair_months']} 个月" in text and f"{rule['exchange_days']} 天" in text


def test_clothes_have_no_warranty_but_the_quality_window(shop: SqlShop, ask: Ask) -> None:
    text = warranty(shop, ask("保修多久", None, page_product_id="c101")).text
    assert "没有单独的保修期" in text and f"{shop.policy()['returns']['quality_days']} 天" in text


def test_what_was_bought_is_told_until_which_day(shop: SqlShop, ask: Ask) -> None:
    reply = warranty(shop, ask("我买的热水器保多久", "s1009", entities={"product_word": ["热水器"]}))
    assert "2027年11月7日" in reply.text and reply.order_id


def test_what_was_never_bought_is_not_looked_up(shop: SqlShop, ask: Ask) -> None:
    reply = warranty(shop, ask("我那个吸尘器还保吗", "s1009", entities={"product_word": ["吸尘器"]}))
    assert "没有查到吸尘器" in reply.text


def test_an_extension_that_is_not_sold_is_not_offered(shop: SqlShop, ask: Ask) -> None:
    assert "不卖延保" in warranty(shop, ask("能延保吗", None, page_product_id="a603")).text


@pytest.mark.parametrize("text", ["摔了保不保", "没发票能保修不", "过了一年还能修吗"])
def test_what_is_covered_stands_in_the_knowledge_base(shop: SqlShop, ask: Ask, text: str) -> None:
    assert "knowledge" in warranty(shop, ask(text, None, page_product_id="a601")).custom
