from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from shop.models import PricePoint, Product
from shop.price_protection import due, falls
from tests.shop.conftest import NOW
from tests.shop.goods import POLICY, bought, line, product, sums


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


@pytest.fixture
def hoodie() -> Product:
    """159, down to 139 ten days ago, down to 129 three days ago, up to 149 yesterday."""
    steps = ((60, "159"), (10, "139"), (3, "129"), (1, "149"))
    history = tuple(PricePoint(days_ago(days), Decimal(price), "") for days, price in steps)
    return product("hoodie", "服饰", "149", history=history)


def test_the_lowest_price_since_the_purchase_counts(hoodie: Product) -> None:
    """Two at 159, later 129: 30 each."""
    order = bought(days_ago(12), line(hoodie, "159", 2))
    (fall,) = falls(order, {"hoodie": hoodie}, POLICY, NOW)
    assert (fall.paid, fall.lowest, fall.amount) == sums(159, 129, 60)
    assert fall.fell_at == days_ago(3)


def test_a_fall_before_the_purchase_does_not_count(hoodie: Product) -> None:
    """Bought at 139 five days ago: 129 three days ago is 10 less."""
    order = bought(days_ago(5), line(hoodie, "139"))
    assert due(falls(order, {"hoodie": hoodie}, POLICY, NOW)) == 10
    assert falls(bought(days_ago(2), line(hoodie, "129")), {"hoodie": hoodie}, POLICY, NOW) == ()


def test_after_fifteen_days_nothing_is_due_but_after_a_big_sale_it_is(hoodie: Product) -> None:
    lines = line(hoodie, "159")
    assert falls(bought(days_ago(17), lines), {"hoodie": hoodie}, POLICY, NOW) == ()
    assert due(falls(bought(days_ago(17), lines, big=True), {"hoodie": hoodie}, POLICY, NOW)) == 30


def test_what_was_paid_back_before_is_not_paid_again(hoodie: Product) -> None:
    """Claimed at 139 already: only the further fall to 129 is due."""
    order = bought(days_ago(12), line(hoodie, "159"))
    again = falls(order, {"hoodie": hoodie}, POLICY, NOW, refunded={"hoodie-01": Decimal(139)})
    assert due(again) == 10
    assert falls(order, {"hoodie": hoodie}, POLICY, NOW, refunded={"hoodie-01": Decimal(129)}) == ()


def test_lines_are_told_apart_and_goods_out_of_the_catalogue_left_out(hoodie: Product) -> None:
    steady = product("socks", "鞋靴", "35", history=(PricePoint(days_ago(90), Decimal(35), ""),))
    order = bought(days_ago(12), line(hoodie, "159"), line(steady, "35"))
    assert [fall.sku_id for fall in falls(order, {"hoodie": hoodie, "socks": steady}, POLICY, NOW)] == ["hoodie-01"]
    assert falls(order, {"socks": steady}, POLICY, NOW) == ()
