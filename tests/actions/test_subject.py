from __future__ import annotations

import pytest

from actions.services.subject import product_at_hand, product_in_question, product_of_facts, which
from shop.sql import SqlShop
from tests.actions.conftest import Ask

SHOWN = ("b503", "b509")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("第二个多少钱", "b509"),
        ("第一款有货吗", "b503"),
        ("便宜的那款呢", "b503"),
        ("贵一点的那款", "b509"),
        ("最后一个", "b509"),
    ],
)
def test_one_of_those_shown_is_meant_by_its_place_or_price(shop: SqlShop, ask: Ask, text: str, meant: str) -> None:
    product = product_in_question(shop, ask(text, None, shown_product_ids=SHOWN))
    assert product and product.id == meant


@pytest.mark.parametrize("text", ["第二件半价还有吗", "第2件5折吗", "我第一次买"])
def test_an_offer_or_a_time_is_no_place(shop: SqlShop, ask: Ask, text: str) -> None:
    product = product_in_question(shop, ask(text, None, shown_product_ids=SHOWN, focus_product_id="c101"))
    assert product and product.id == "c101"


def test_what_the_talk_has_come_to_is_nearer_than_the_page(shop: SqlShop, ask: Ask) -> None:
    question = ask("鞋底是什么材质", None, page_product_id="c101", focus_product_id="s201")
    product = product_in_question(shop, question)
    assert product and product.id == "s201"


@pytest.mark.parametrize("text", ["买两件多少钱", "三件一共多少", "身高180 75公斤穿什么码"])
def test_a_mere_likeness_does_not_lead_away_from_the_product_at_hand(shop: SqlShop, ask: Ask, text: str) -> None:
    product = product_in_question(shop, ask(text, None, page_product_id="c101"))
    assert product and product.id == "c101"


def test_facts_are_asked_of_the_product_at_hand(shop: SqlShop, ask: Ask) -> None:
    safety = product_in_question(shop, ask("甲醛检测过没", None, page_product_id="k301"))
    phone = product_of_facts(shop, ask("怎么连手机", None, page_product_id="a601", entities={"product_word": ["手机"]}))
    boots = product_of_facts(
        shop, ask("雪地靴能水洗吗", None, page_product_id="k301", entities={"product_word": ["雪地靴"]})
    )
    assert safety and safety.id == "k301"
    assert boots and boots.id == "s206"
    assert phone and phone.id == "a601"


def test_what_the_shop_does_not_sell_is_told_from_what_was_not_named(shop: SqlShop, ask: Ask) -> None:
    assert "没有沙发" in which(shop, ask("沙发多少钱", None, entities={"product_word": ["沙发"]})).text
    assert "哪一款" in which(shop, ask("鞋子多少钱", None, entities={"product_word": ["鞋子"]})).text


def test_what_goes_with_it_is_about_the_product_at_hand(shop: SqlShop, ask: Ask) -> None:
    product = product_at_hand(shop, ask("配什么裤子好看", None, page_product_id="c101"))
    assert product and product.id == "c101"
