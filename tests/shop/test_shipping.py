"""Each figure was reckoned by hand from policy.yml; the working stands beside it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from shop import shipping
from shop.shipping import Load, advise
from tests.shop.goods import POLICY


def load(region: str, weight_g: int = 800, value: str = "159", category: str = "服饰", *handling: str) -> Load:
    return Load(region, weight_g, Decimal(value), category, handling)


def test_a_light_parcel_goes_with_the_usual_courier() -> None:
    advice = advise(load("浙江"), POLICY)
    usual, wished = advice.choices
    assert advice.recommended is usual and advice.reason == "常规"
    assert (usual.code, usual.days, usual.surcharge) == ("zhongtong", (1, 2), Decimal(0))
    assert (wished.code, wished.days, wished.surcharge) == ("shunfeng", (1, 1), Decimal(8))


def test_each_further_kilo_that_is_begun_costs_more() -> None:
    """2.6 kg are three: 12 + 2 × 5 = 22 far away, 8 + 2 × 2 = 12 near by."""
    assert advise(load("四川", 2600), POLICY).choices[1].surcharge == 22
    assert advise(load("江苏省", 2600), POLICY).choices[1].surcharge == 12
    assert advise(load("四川", 1000), POLICY).choices[1].surcharge == 12


def test_what_is_dear_travels_insured() -> None:
    """899 × 0.5 % = 4.495, told as 4.50; 12 + 7 × 5 + 4.50 = 51.50."""
    advice = advise(load("广东", 7100, "899", "小家电"), POLICY)
    assert advice.recommended and advice.reason == "贵重"
    assert (advice.recommended.insurance, advice.recommended.surcharge) == (Decimal("4.50"), Decimal("51.50"))


def test_what_breaks_is_better_off_with_the_gentler_courier() -> None:
    advice = advise(load("上海", 1150, "49", "零食", "易碎"), POLICY)
    assert advice.recommended and (advice.recommended.code, advice.reason) == ("shunfeng", "易碎")


def test_heavy_goods_go_with_the_courier_for_them() -> None:
    advice = advise(load("北京", 16500, "999", "小家电"), POLICY)
    assert advice.recommended and (advice.recommended.code, advice.reason) == ("debangwuliu", "大件")
    assert len(advise(load("北京", 21000, "999", "小家电"), POLICY).choices) == 1


def test_a_remote_place_takes_longer_and_some_couriers_do_not_go_there() -> None:
    (only,) = advise(load("西藏"), POLICY).choices
    assert (only.code, only.days) == ("zhongtong", (5, 8))
    assert advise(load("新疆维吾尔自治区"), POLICY).reason == "偏远"


@pytest.mark.parametrize("region", ["台湾", "海外", "美国", ""])
def test_no_courier_goes_where_the_shop_does_not_deliver(region: str) -> None:
    advice = advise(load(region), POLICY)
    assert (advice.choices, advice.recommended) == ((), None)


@pytest.mark.parametrize(
    ("region", "amount", "fee"),
    [("浙江", "58.99", 8), ("浙江", "59", 0), ("内蒙古自治区", "198", 15), ("西藏", "199", 0)],
)
def test_postage_by_region_and_amount(region: str, amount: str, fee: int) -> None:
    assert shipping.postage(region, Decimal(amount), POLICY) == fee


def test_each_category_has_its_warehouse() -> None:
    categories = POLICY["shop"]["categories"]
    assert {shipping.warehouse(each, POLICY) for each in categories} == {"hangzhou", "hefei", "foshan"}
