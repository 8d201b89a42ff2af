from __future__ import annotations

import asyncio
from typing import Any

import pytest

from assist_api.adapters.shop import ShopReader
from assist_api.adapters.stock import find_stock, named
from shop.sql import SqlShop


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("卫衣 雾霾蓝 M", {"雾霾蓝 M"}),
        ("雾霾蓝的卫衣m码", {"雾霾蓝 M"}),
        ("卫衣 雾霾蓝 xl", {"雾霾蓝 XL"}),
        ("雾霾蓝", {"雾霾蓝 S", "雾霾蓝 M", "雾霾蓝 L", "雾霾蓝 XL", "雾霾蓝 2XL"}),
    ],
)
def test_colour_and_size_choose_the_skus(shop: SqlShop, text: str, labels: set[str]) -> None:
    assert {sku.label for sku in named(shop.product("c101"), text)} == labels


def test_without_any_of_them_all_are_told(shop: SqlShop) -> None:
    hoodie = shop.product("c101")
    assert named(hoodie, "卫衣还有吗") == list(hoodie.skus)


def find(shop: SqlShop, text: str) -> list[dict[str, Any]]:
    return asyncio.run(find_stock(ShopReader(shop), text))


def test_what_is_gone_says_when_it_comes_back(shop: SqlShop) -> None:
    (found,) = find(shop, "c101-12")
    gone = next(sku for sku in found["skus"] if sku["id"] == "c101-12")
    assert gone["stock"] == 0 and "暂时没货了" in gone["sentence"]


def test_each_kind_of_goods_lies_in_its_warehouse(shop: SqlShop) -> None:
    houses = {find(shop, number)[0]["warehouse"] for number in ("c101", "f401", "a601")}
    assert houses == {"杭州仓", "合肥仓", "佛山仓"}
