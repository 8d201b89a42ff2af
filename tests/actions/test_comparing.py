from __future__ import annotations

from actions.services.comparing import compare_products, differences
from shop.sql import SqlShop
from tests.actions.conftest import Ask


def test_only_what_differs_stands_in_the_table(shop: SqlShop) -> None:
    rows = differences(shop.product("c101"), shop.product("c104"))
    assert rows[0] == ("价格", "139 元起（最高 149 元）", "79 元")
    assert all(one != other for _, one, other in rows)
    assert "现货" not in [name for name, *_ in rows]


def test_two_that_are_named_are_compared_and_remembered(shop: SqlShop, ask: Ask) -> None:
    reply = compare_products(shop, ask("雪地靴和马丁靴哪个暖和", None))
    assert reply.parts[0]["columns"] == ["", "雪地靴", "加绒马丁靴"]
    assert reply.shown_product_ids == ["s206", "s205"]


def test_what_was_asked_is_answered_in_words(shop: SqlShop, ask: Ask) -> None:
    text = compare_products(shop, ask("卫衣跟开衫哪个厚", None)).text
    assert "卫衣是春秋厚款" in text and "针织开衫是薄款" in text


def test_the_need_told_decides_with_the_line_that_speaks_for_it(shop: SqlShop, ask: Ask) -> None:
    reply = compare_products(shop, ask("爽肤水和舒缓水 敏感肌选哪个", None))
    assert "更合适的是舒缓水（适合肤质：敏感、屏障弱）" in reply.text and reply.product_id == "b509"


def test_without_a_need_no_side_is_taken(shop: SqlShop, ask: Ask) -> None:
    text = compare_products(shop, ask("电饭煲和空气炸锅有啥区别", None)).text
    assert "电饭煲便宜 100 元" in text and "更合适" not in text


def test_these_two_are_the_last_two_shown(shop: SqlShop, ask: Ask) -> None:
    reply = compare_products(shop, ask("这俩差在哪", None, shown_product_ids=("b503", "b509")))
    assert reply.shown_product_ids == ["b503", "b509"]


def test_two_options_of_one_product_are_told_apart_by_its_sheet(shop: SqlShop, ask: Ask) -> None:
    text = compare_products(shop, ask("清爽型和滋润型选哪个", None, page_product_id="b501")).text
    assert "清爽型给混合肌，滋润型给干性肌" in text and "滋润型 只剩 5 件" in text


def test_colours_differ_in_nothing_else(shop: SqlShop, ask: Ask) -> None:
    text = compare_products(shop, ask("黑的好看还是白的好看", None, page_product_id="c101")).text
    assert "其他一样" in text and "价格一样" in text


def test_another_shops_goods_are_not_judged(shop: SqlShop, ask: Ask) -> None:
    text = compare_products(shop, ask("跟小米比怎么样", None, page_product_id="a603")).text
    assert "没有资料" in text and "26 分贝" in text


def test_one_product_alone_asks_for_the_other(shop: SqlShop, ask: Ask) -> None:
    assert "和哪一款比" in compare_products(shop, ask("哪个好", None, page_product_id="a603")).text
    assert "哪两款" in compare_products(shop, ask("哪个好", None)).text
