"""The names of what is sold, as the service keeps them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import cast

from assist_api.adapters import shop as reading
from assist_api.adapters.shop import ShopReader
from shop.models import Product
from shop.protocol import ShopUnavailable
from shop.sql import SqlShop
from shop.staff_protocol import StaffShop


class Shelf:
    """A shop of which one product is asked; `silent` as long as it says nothing."""

    def __init__(self, product: Product) -> None:
        self.product, self.asked, self.silent = product, 0, False

    def products(self, *, category: str | None = None) -> Sequence[Product]:
        self.asked += 1
        if self.silent:
            raise ShopUnavailable
        return [self.product]


def names(reader: ShopReader) -> dict[str, str]:
    return dict(asyncio.run(reader.product_names()))


def test_names_are_asked_for_once_in_a_while(shop: SqlShop) -> None:
    shelf = Shelf(shop.product("c101"))
    reader = ShopReader(cast(StaffShop, shelf))
    assert names(reader) == names(reader) == {"c101": shelf.product.title}
    assert shelf.asked == 1


def test_a_silent_shop_leaves_the_names_that_were_known(shop: SqlShop) -> None:
    shelf = Shelf(shop.product("c101"))
    reader = ShopReader(cast(StaffShop, shelf))
    names(reader)
    reader._names_count_until, shelf.silent = 0.0, True
    assert names(reader) == names(reader) == {"c101": shelf.product.title}
    assert shelf.asked == 2 and reading.SILENT_S < reading.KEPT_S
