from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from shop import windows
from shop.china_time import CHINA
from shop.models import Order
from tests.shop.goods import POLICY, bought

SIGNED = datetime(2026, 11, 10, 10, 20, tzinfo=CHINA)
PAID = datetime(2026, 11, 6, 9, 0, tzinfo=CHINA)


def last_second(day: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, 23, 59, 59, tzinfo=CHINA)


@pytest.fixture
def order() -> Order:
    return bought(PAID, signed_at=SIGNED)


@pytest.mark.parametrize(("category", "day"), [("服饰", 25), ("鞋靴", 25), ("童装", 25), ("零食", 17), ("小家电", 17)])
def test_seven_days_without_a_reason_and_fifteen_for_clothes(order: Order, category: str, day: int) -> None:
    assert windows.without_reason_until(order, category, POLICY) == last_second(day)


def test_a_fault_may_be_told_for_fifteen_days(order: Order) -> None:
    assert windows.quality_until(order, POLICY) == last_second(25)


def test_damage_is_to_be_told_within_hours(order: Order) -> None:
    assert windows.damage_until(order, POLICY) == SIGNED + timedelta(hours=48)


def test_prices_are_protected_from_the_day_of_payment_longer_in_a_big_sale(order: Order) -> None:
    assert windows.price_protection_until(order, POLICY) == last_second(21)
    assert windows.price_protection_until(bought(PAID, big=True), POLICY) == last_second(6, month=12)


def test_no_window_opens_before_the_parcel_is_signed_for() -> None:
    order = bought(PAID)
    assert windows.without_reason_until(order, "服饰", POLICY) is None
    assert windows.quality_until(order, POLICY) is None
    assert windows.damage_until(order, POLICY) is None


@pytest.mark.parametrize("reason", ["质量问题", "发错颜色了", "少件", "收到就破损", "和描述不符"])
def test_the_shop_is_to_blame(reason: str) -> None:
    assert windows.is_quality(reason, POLICY)


@pytest.mark.parametrize("reason", ["不喜欢", "尺码不合适", "买多了", "不想要了"])
def test_nobody_is_to_blame(reason: str) -> None:
    assert not windows.is_quality(reason, POLICY)


@pytest.mark.parametrize(
    ("reason", "opened"),
    [
        ("已经拆封了", True),
        ("拆开吃了一包", True),
        ("用过一次", True),
        ("没拆封", False),
        ("未拆封未使用", False),
        ("还没有拆开过", False),
        ("没用过，但是拆封了", True),
        ("不喜欢", False),
    ],
)
def test_whether_the_reason_says_opened(reason: str, opened: bool) -> None:
    assert windows.says_opened(reason, POLICY) is opened


def test_what_must_be_unopened_and_what_never_comes_back() -> None:
    assert windows.needs_unopened("零食", POLICY) == "拆封"
    assert windows.needs_unopened("服饰", POLICY) == ""
    assert windows.never_without_reason("文胸", POLICY)
    assert not windows.never_without_reason("卫衣", POLICY)
