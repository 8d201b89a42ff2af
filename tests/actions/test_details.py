from __future__ import annotations

import pytest

from actions.services import details
from shop.sql import SqlShop
from tests.actions.conftest import Ask


def test_an_attribute_is_quoted_from_the_catalogue(shop: SqlShop, ask: Ask) -> None:
    reply = details.detail(shop, ask("什么面料做的", None, page_product_id="c101"))
    assert shop.product("c101").attributes["材质"] in reply.text


def test_a_known_doubt_gets_its_honest_answer(shop: SqlShop, ask: Ask) -> None:
    reply = details.detail(shop, ask("会起球吗", None, page_product_id="c101"))
    doubt = next(point for point in shop.product("c101").complaint_points if "起球" in point.point)
    assert doubt.answer in reply.text


def test_a_doubt_in_other_words_is_the_same_doubt(shop: SqlShop, ask: Ask) -> None:
    assert "洗洁精" in details.detail(shop, ask("有异味吗", None, page_product_id="s208")).text


def test_a_part_of_the_product_is_no_other_goods(shop: SqlShop, ask: Ask) -> None:
    question = ask("电池能拆下来换吗", None, page_product_id="a604", entities={"product_word": ["电池"]})
    assert "可拆" in details.detail(shop, question).text


def test_asked_for_its_flaws_the_shop_tells_them(shop: SqlShop, ask: Ask) -> None:
    reply = details.detail(shop, ask("这款有什么缺点", None, page_product_id="s201"))
    assert "偏重" in reply.text and "胶味" in reply.text


@pytest.mark.parametrize(
    ("text", "product"),
    [("噪音多少分贝", "a612"), ("孕妇能用吗", "b507"), ("适合孕妇吗", "b502"), ("电线多长", "a606")],
)
def test_a_figure_that_stands_nowhere_is_not_made_up(shop: SqlShop, ask: Ask, text: str, product: str) -> None:
    reply = details.detail(shop, ask(text, None, page_product_id=product))
    assert "没有写" in reply.text and [button.intent for button in reply.buttons] == ["request_human"]


def test_what_stands_nowhere_is_left_to_the_knowledge_base(shop: SqlShop, ask: Ask) -> None:
    assert "knowledge" in details.detail(shop, ask("能防弹吗", None, page_product_id="c101")).custom


def test_words_for_other_goods_are_not_about_the_product_in_focus(shop: SqlShop, ask: Ask) -> None:
    question = ask("零食保质期多久", None, focus_product_id="c101", entities={"product_word": ["零食"]})
    assert details.detail(shop, question).product_id is None
    own = ask("这件卫衣什么面料", None, focus_product_id="c101", entities={"product_word": ["卫衣"]})
    assert details.detail(shop, own).product_id == "c101"


def test_after_the_facts_comes_the_size_or_else_the_price(shop: SqlShop, ask: Ask) -> None:
    shirt = details.detail(shop, ask("什么面料", None, page_product_id="c108"))
    fryer = details.detail(shop, ask("噪音大吗", None, page_product_id="a601"))
    assert shirt.offer and shirt.offer.intent == "ask_size_advice"
    assert fryer.offer and fryer.offer.intent == "ask_price"


def test_what_goes_with_it_is_of_the_kind_asked_for(shop: SqlShop, ask: Ask) -> None:
    reply = details.detail(shop, ask("配什么裤子好看", None, page_product_id="c101"))
    assert reply.shown_product_ids == ["c106"] and reply.product_id == "c101"


def test_a_comparison_with_another_product_is_one(shop: SqlShop, ask: Ask) -> None:
    reply = details.detail(shop, ask("卫衣跟开衫哪个厚", None, page_product_id="c101"))
    assert reply.shown_product_ids == ["c101", "c102"]
    assert [part["type"] for part in reply.parts] == ["table"]


def test_which_colours_there_are_is_told_by_the_options(shop: SqlShop, ask: Ask) -> None:
    for text in ("颜色有哪些", "有啥颜色", "都有什么色"):
        assert "雾霾蓝、燕麦白" in details.detail(shop, ask(text, None, page_product_id="c101")).text
