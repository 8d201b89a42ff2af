"""库存查询: which SKUs an agent means by 卫衣 雾霾蓝 M, and how many of them there are now."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from assist_api.adapters.shop import ShopReader
from assist_api.adapters.views import iso, money
from shop.models import Product, Sku

FOUND_PRODUCTS = 4
Policy = Mapping[str, Any]


async def find_stock(shop: ShopReader, text: str) -> list[dict[str, Any]]:
    """Products best first; of each the SKUs that `text` names by colour or size, all of them where it names none."""
    found = await shop.asked(lambda: shop.shop.find_products(text, limit=FOUND_PRODUCTS))
    if not found:
        found = await _by_number(shop, text)
    return [_product(product, text, shop.policy) for product in found]


async def _by_number(shop: ShopReader, text: str) -> Sequence[Product]:
    """A product's or a SKU's own number."""
    wanted = text.strip().lower()
    one = await shop.product(wanted) or await shop.product_of_sku(wanted)
    return [one] if one else []


def _product(product: Product, text: str, policy: Policy) -> dict[str, Any]:
    house = _house(product, policy)
    return {
        "id": product.id,
        "title": product.title,
        "picture": product.picture,
        "warehouse": house,
        "skus": [_sku(product, sku) for sku in named(product, text)],
    }


def named(product: Product, text: str) -> list[Sku]:
    """Those that agree with most of the options that the text names: 雾霾蓝 M means one SKU, 雾霾蓝 all its sizes."""
    agreed = {sku.id: _agrees(sku, text) for sku in product.skus}
    most = max(agreed.values(), default=0)
    return [sku for sku in product.skus if agreed[sku.id] == most]


def _agrees(sku: Sku, text: str) -> int:
    return sum(_says(value, text) for value in sku.options.values())


def _says(value: str, text: str) -> bool:
    """A Latin size or a number counts only as a word of its own: the L of XL is another size."""
    if re.fullmatch(r"[A-Za-z0-9.]+", value):
        return re.search(rf"(?<![A-Za-z0-9.]){re.escape(value)}(?![A-Za-z0-9.])", text, re.IGNORECASE) is not None
    return value in text


def _sku(product: Product, sku: Sku) -> dict[str, Any]:
    return {
        "id": sku.id,
        "label": sku.label,
        "price": money(sku.price),
        "stock": sku.stock,
        "restock_at": iso(sku.restock_at),
        "sentence": _sentence(product, sku),
    }


def _sentence(product: Product, sku: Sku) -> str:
    if sku.stock > 0:
        return f"亲，{product.title} {sku.label} 现在有货，{money(sku.price)} 元～"
    when = f"预计 {sku.restock_at.month}月{sku.restock_at.day}日到货" if sku.restock_at else "补货时间还没有定"
    return f"亲，{product.title} {sku.label} 暂时没货了，{when}，到货可以通知您～"


def _house(product: Product, policy: Policy) -> str:
    """ "" for goods of which the policy names none: another platform's categories are its own."""
    houses = policy["shipping"]["warehouses"]
    return next((str(house["name"]) for house in houses if product.category in house["categories"]), "")
