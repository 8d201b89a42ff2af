from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from actions.services import goods
from actions.services.goods import described
from shop.models import Product
from shop.protocol import Shop
from shop.sql import SqlShop


@dataclass(eq=False)
class Counted:
    """The shop, and what was read of it."""

    shop: SqlShop
    read: list[str] = field(default_factory=list)

    def product(self, product_id: str) -> Product:
        self.read.append(product_id)
        return self.shop.product(product_id)


def counted(shop: SqlShop) -> tuple[Shop, list[str]]:
    watched = Counted(shop)
    return watched, watched.read  # type: ignore[return-value]


def test_a_description_is_read_once(shop: SqlShop) -> None:
    watched, read = counted(shop)
    product_id = shop.products()[0].id
    assert described(watched, product_id) == described(watched, product_id) == shop.product(product_id)
    assert read == [product_id]


def test_it_is_read_anew_after_its_time(shop: SqlShop, monkeypatch: pytest.MonkeyPatch) -> None:
    watched, read = counted(shop)
    product_id = shop.products()[0].id
    described(watched, product_id)
    monkeypatch.setattr(goods, "_KEPT_S", -1)
    described(watched, product_id)
    assert read == [product_id, product_id]


def test_what_is_no_longer_sold_has_none(shop: SqlShop) -> None:
    assert described(shop, "no-such-product") is None
