from __future__ import annotations

import pytest

from actions.services.variants import alternatives, named_options, variant
from shop.models import Product, Sku
from shop.sql import SqlShop


def trousers(shop: SqlShop) -> tuple[Product, Sku]:
    product = shop.product("c106")
    return product, next(sku for sku in product.skus if sku.label == "炭灰 M")


@pytest.mark.parametrize(
    ("text", "wished"),
    [
        ("改成L码", "炭灰 L"),
        ("要L不是M", "炭灰 L"),
        ("我拍的是M 改S可以伐", "炭灰 S"),
        ("换大一码", "炭灰 L"),
        ("尺码拍小了", "炭灰 L"),
        ("小一号", "炭灰 S"),
        ("拍错了 要黑的", "曜石黑 M"),
        ("炭灰换成奶咖 XL", "奶咖 XL"),
    ],
)
def test_the_words_name_another_variant(shop: SqlShop, text: str, wished: str) -> None:
    product, bought = trousers(shop)
    found = variant(product, bought, named_options(product, bought, text))
    assert found and found.label == wished


@pytest.mark.parametrize("text", ["改规格", "换成M", "黑色换成白色", "改成2XL"])
def test_what_the_shop_does_not_make_is_no_wish(shop: SqlShop, text: str) -> None:
    product, bought = trousers(shop)
    assert named_options(product, bought, text) == {}


def test_paid_goods_are_shown_what_costs_the_same(shop: SqlShop) -> None:
    product = shop.product("c101")
    bought = next(sku for sku in product.skus if sku.label == "雾霾蓝 M")
    shown = alternatives(product, bought, same_price=True)
    assert shown and all(sku.stock and sku.price == bought.price for sku in shown)
    assert "2XL" not in " ".join(sku.label for sku in shown)
