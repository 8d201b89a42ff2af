"""Each figure was reckoned by hand; the working stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

import pytest

from shop.models import Coupon, OfferScheme, Promotion
from shop.pricing import Bill, Item, best, discount
from tests.shop.conftest import NOW
from tests.shop.goods import POLICY, coupon, item, offer, sums

AUTUMN = offer(OfferScheme.REACHED, ("299", "40"), ("499", "80"), categories=("服饰", "鞋靴", "童装"))
SNACKS = offer(OfferScheme.PIECES, ("2", "0.12"), categories=("零食",), stacks=False)
SKIN = offer(OfferScheme.SECOND_PIECE, ("2", "0.5"), categories=("护肤",), stacks=False)
JUBILEE = offer(OfferScheme.EVERY, ("200", "30"), categories=("服饰", "零食"))
MEMBERS = offer(OfferScheme.RATE, ("0", "0.05"), categories=("服饰", "零食"), level="银卡")


def bill(
    items: Sequence[Item],
    promotions: Sequence[Promotion] = (),
    coupons: Sequence[Coupon] = (),
    region: str = "浙江",
    level: str = "新客",
) -> Bill:
    return best(items, promotions, coupons, region=region, level=level, policy=POLICY, at=NOW)


def test_the_highest_step_that_is_reached_counts() -> None:
    """159 × 2 = 318, above 299 and below 499: 318 - 40 = 278."""
    found = bill([item("服饰", "159", 2)], [AUTUMN])
    assert (found.goods, found.discount, found.postage, found.total) == sums(318, 40, 0, 278)
    assert [step.title for step in found.steps] == ["商品", AUTUMN.title, "运费", "合计"]
    assert tuple(step.amount for step in found.steps) == sums(318, -40, 0, 278)


def test_a_coupon_counts_by_what_the_offer_leaves() -> None:
    """318 - 40 = 278: enough for 199, not for 299."""
    items = [item("服饰", "159", 2)]
    assert bill(items, [AUTUMN], [coupon("20", "199")]).total == 258
    late = bill(items, [AUTUMN], [coupon("50", "279")])
    assert late.total == 268  # 318 - 50 without the offer is better than 278 with it
    assert late.promotions == ()


def test_an_offer_that_excludes_coupons_gives_way_to_a_better_one() -> None:
    """49 × 2 = 98; 12 % of it are 11.76. A coupon of 10 is worse, one of 20 better."""
    nuts = [item("零食", "49", 2)]
    assert bill(nuts, [SNACKS], [coupon("10", "79")]).total == Decimal("86.24")
    cheaper = bill(nuts, [SNACKS], [coupon("20", "79")])
    assert (cheaper.total, cheaper.promotions) == (Decimal(78), ())


def test_offers_on_different_goods_add_up_and_the_coupon_keeps_to_its_goods() -> None:
    """318 - 40 and 98 - 11.76 are 364.24; the coupon of 20 counts for the 278 of the clothes."""
    basket = [item("服饰", "159", 2), item("零食", "49", 2)]
    found = bill(basket, [AUTUMN, SNACKS], [coupon("20", "199")])
    assert (found.total, found.discount) == (Decimal("344.24"), Decimal("71.76"))
    assert found.coupon


def test_an_offer_gives_way_where_its_goods_help_a_coupon_over_its_threshold() -> None:
    """Without the nuts' offer 318 - 40 + 98 = 376 reach 279: 356 are better than 364.24."""
    basket = [item("服饰", "159", 2), item("零食", "49", 2)]
    found = bill(basket, [AUTUMN, SNACKS], [coupon("20", "279")])
    assert (found.total, found.promotions) == (Decimal(356), (AUTUMN,))


def test_a_coupon_of_a_category_counts_only_its_goods() -> None:
    basket = [item("服饰", "159"), item("护肤", "119")]
    assert bill(basket, [], [coupon("12", "109", categories=("护肤",))]).total == 266
    assert bill(basket, [], [coupon("12", "129", categories=("护肤",))]).coupon is None


def test_the_second_piece_of_the_same_product_is_half_price_once() -> None:
    """119 × 2 = 238 - 59.50; a third piece is at full price; two different products are no pair."""
    assert bill([item("护肤", "119", 2)], [SKIN]).total == Decimal("178.50")
    assert bill([item("护肤", "119", 3)], [SKIN]).total == Decimal("297.50")
    assert bill([item("护肤", "119"), item("护肤", "79")], [SKIN]).total == 198


def test_each_whole_step_counts_and_no_line_is_in_two_offers() -> None:
    """650 hold three times 200: 90 off; the autumn offer would be 80 off, and both at once is not allowed."""
    found = bill([item("服饰", "650")], [JUBILEE, AUTUMN])
    assert (found.discount, found.promotions) == (Decimal(90), (JUBILEE,))


def test_what_is_for_members_needs_their_level() -> None:
    """5 % of 159 are 7.95."""
    assert bill([item("服饰", "159")], [MEMBERS], level="金卡").total == Decimal("151.05")
    assert bill([item("服饰", "159")], [MEMBERS], level="会员").total == 159
    assert bill([item("服饰", "159")], [MEMBERS], level="").total == 159


@pytest.mark.parametrize(("region", "fee", "missing"), [("浙江", 8, 24), ("新疆", 15, 164)])
def test_postage_below_the_threshold_and_what_is_missing_to_it(region: str, fee: int, missing: int) -> None:
    """35 of socks: 59 - 35 = 24 to go, 199 - 35 = 164 for remote places."""
    found = bill([item("鞋靴", "35")], region=region)
    assert (found.postage, found.total) == sums(fee, 35 + fee)
    assert [(each.title, each.missing) for each in found.nexts] == [("包邮", Decimal(missing))]


def test_postage_is_reckoned_after_the_discounts() -> None:
    """60 - 5 = 55 is below 59: 63 with the postage, and an offer cannot be declined."""
    five_off = offer(OfferScheme.REACHED, ("50", "5"), categories=("零食",))
    assert bill([item("零食", "60")], [five_off]).total == 63


def test_a_dear_coupon_is_not_used_where_the_postage_eats_it() -> None:
    """60 are free of postage; 60 - 5 + 8 = 63 would be dearer."""
    found = bill([item("零食", "60")], [], [coupon("5", "50")])
    assert found.total == 60 and found.coupon is None


def test_what_is_missing_to_the_next_step() -> None:
    """499 - 318 = 181 bring 40 more; one piece more of the nuts brings 12 %; 399 - 278 = 121 reach the coupon."""
    (step,) = bill([item("服饰", "159", 2)], [AUTUMN]).nexts
    assert (step.missing, step.gain) == sums(181, 40) and step.unit == "元"
    (piece, *_) = bill([item("零食", "49")], [SNACKS]).nexts
    assert (piece.missing, piece.unit) == (Decimal(1), "件")
    (nearest, *_) = bill([item("服饰", "159", 2)], [AUTUMN], [coupon("30", "399")]).nexts
    assert (nearest.missing, nearest.gain) == sums(121, 30)


def test_what_is_used_up_or_over_takes_nothing_off() -> None:
    used = coupon("20", "100", used=True)
    over = Coupon("q", "过期", Decimal(20), Decimal(100), NOW)
    assert bill([item("服饰", "159")], [], [used, over]).total == 159
    assert discount([item("服饰", "318")], [AUTUMN], level="", at=NOW + timedelta(days=2)) == 0
