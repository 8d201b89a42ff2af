from __future__ import annotations

import pytest

from actions.services.skus import asked_skus, labels, unknown_option
from shop.sql import SqlShop
from tests.actions.conftest import Ask


@pytest.mark.parametrize(
    ("product", "text", "entities", "found"),
    [
        ("c101", "雾霾蓝M码还有吗", {}, {"雾霾蓝 M"}),
        ("c101", "黑的M有没有", {}, {"曜石黑 M"}),
        ("c101", "蓝色2XL", {}, {"雾霾蓝 2XL"}),
        ("c101", "雾霾蓝2个加", {"size": ["2XL"]}, {"雾霾蓝 2XL"}),
        ("s208", "豆绿37码", {}, {"豆绿 36-37"}),
        ("a608", "2000瓦的多少钱", {}, {"黑色 2000 瓦"}),
    ],
)
def test_a_sku_is_meant_by_colour_and_size_in_the_shoppers_words(
    shop: SqlShop, ask: Ask, product: str, text: str, entities: dict[str, list[str]], found: set[str]
) -> None:
    asked = asked_skus(shop.product(product), ask(text, entities=entities))
    assert {sku.label for sku in asked} == found


def test_numbers_that_count_or_cost_are_no_sizes(shop: SqlShop, ask: Ask) -> None:
    assert not asked_skus(shop.product("s201"), ask("40元能卖吗"))


@pytest.mark.parametrize(
    ("entities", "unknown"),
    [
        ({"size": ["4XL"]}, ("尺码", "4XL")),
        ({"size": ["2XL"]}, None),
        ({"colour": ["粉色"]}, ("颜色", "粉色")),
        ({"colour": ["黑色"]}, None),
    ],
)
def test_an_option_that_the_product_does_not_come_in_is_noticed(
    shop: SqlShop, ask: Ask, entities: dict[str, list[str]], unknown: tuple[str, str] | None
) -> None:
    assert unknown_option(shop.product("c101"), ask("有吗", entities=entities)) == unknown


def test_many_skus_are_counted_instead_of_listed(shop: SqlShop) -> None:
    assert labels(shop.product("c101").skus).endswith("等 20 个规格")
