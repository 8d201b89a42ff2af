from __future__ import annotations

from actions.services import products
from shop.sql import SqlShop
from tests.actions.conftest import Ask


def test_stock_of_a_colour_and_size_is_the_live_one(shop: SqlShop, ask: Ask) -> None:
    sku = next(sku for sku in shop.product("c101").skus if sku.options == {"颜色": "雾霾蓝", "尺码": "M"})
    reply = products.stock(shop, ask("雾霾蓝M码还有吗", None, page_product_id="c101"))
    assert f"只剩 {sku.stock} 件" in reply.text


def test_what_is_gone_says_when_it_is_back_and_names_another(shop: SqlShop, ask: Ask) -> None:
    reply = products.stock(shop, ask("燕麦白L码有吗", None, page_product_id="c101"))
    assert "没货" in reply.text and "补货" in reply.text and "现货还有" in reply.text


def test_a_product_named_in_the_text_beats_the_page(shop: SqlShop, ask: Ask) -> None:
    assert products.stock(shop, ask("老爹鞋有货吗", None, page_product_id="c101")).product_id == "s201"


def test_this_one_is_the_one_on_the_page(shop: SqlShop, ask: Ask) -> None:
    assert products.stock(shop, ask("这款有货吗", None, page_product_id="c101")).product_id == "c101"


def test_without_a_product_it_is_asked_for(shop: SqlShop, ask: Ask) -> None:
    assert "哪一款" in products.stock(shop, ask("有货吗", None)).text


def test_an_attribute_is_quoted_from_the_catalogue(shop: SqlShop, ask: Ask) -> None:
    reply = products.detail(shop, ask("什么面料做的", None, page_product_id="c101"))
    assert shop.product("c101").attributes["材质"] in reply.text


def test_a_known_doubt_gets_its_honest_answer(shop: SqlShop, ask: Ask) -> None:
    reply = products.detail(shop, ask("会起球吗", None, page_product_id="c101"))
    doubt = next(point for point in shop.product("c101").complaint_points if "起球" in point.point)
    assert doubt.answer in reply.text


def test_what_stands_nowhere_is_left_to_the_knowledge_base(shop: SqlShop, ask: Ask) -> None:
    assert "knowledge" in products.detail(shop, ask("能防弹吗", None, page_product_id="c101")).custom


def test_this_one_on_a_page_of_other_goods_is_the_one_named(shop: SqlShop, ask: Ask) -> None:
    question = ask("这款老爹鞋有货吗", None, page_product_id="c101", entities={"product_word": ["老爹鞋"]})
    assert products.stock(shop, question).product_id == "s201"


def test_words_for_other_goods_are_not_about_the_product_in_focus(shop: SqlShop, ask: Ask) -> None:
    question = ask("零食保质期多久", None, focus_product_id="c101", entities={"product_word": ["零食"]})
    assert products.detail(shop, question).product_id is None
    own = ask("这件卫衣什么面料", None, focus_product_id="c101", entities={"product_word": ["卫衣"]})
    assert products.detail(shop, own).product_id == "c101"
