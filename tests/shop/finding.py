"""The demo's orders and goods by what a test needs of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from shop.models import Order, OrderState, Sku
from shop.protocol import Refusal, Refused, Shop

MERGING, CHANGING, FITTED, PROTECTED, SHORT, OVER = "s1007", "s1008", "s1009", "s1010", "s1011", "s1012"


def order_in(shop: Shop, shopper_id: str, state: OrderState) -> Order:
    return next(each for each in shop.orders(shopper_id, limit=20) if each.state is state)


def order_of(shop: Shop, shopper_id: str, sku_id: str) -> Order:
    return next(each for each in shop.orders(shopper_id, limit=20) if each.lines[0].sku_id == sku_id)


def sku(shop: Shop, sku_id: str) -> Sku:
    return next(each for each in shop.product(sku_id.split("-")[0]).skus if each.id == sku_id)


def stock(shop: Shop, sku_id: str) -> int:
    return sku(shop, sku_id).stock


@contextmanager
def refused(refusal: Refusal) -> Iterator[None]:
    with pytest.raises(Refused) as error:
        yield
    assert error.value.refusal is refusal


def same_twice(call: Callable[[], object]) -> None:
    """The same key again returns what the first call returned."""
    assert call() == call()
