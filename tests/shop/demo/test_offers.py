"""What an offer says in words is what is calculated."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest

from shop.demo.world import World
from shop.levels import LEVELS
from shop.models import OfferScheme, Promotion

Tier = tuple[Decimal, Decimal]


def _rate(share: Decimal) -> str:
    """0.12 off is 88 折."""
    return f"{(1 - share) * 100:.0f} 折"


_IN_WORDS: dict[OfferScheme, Callable[[Tier], str]] = {
    OfferScheme.EVERY: lambda tier: f"每满 {tier[0]} 元减 {tier[1]} 元",
    OfferScheme.REACHED: lambda tier: f"满 {tier[0]} 元(再)?减 {tier[1]} 元",
    OfferScheme.PIECES: lambda tier: f"{tier[0]} 件.*{_rate(tier[1])}",
    OfferScheme.SECOND_PIECE: lambda tier: f"第 {tier[0]} 件半价",
    OfferScheme.RATE: lambda tier: f"全店 {_rate(tier[1])}",
}


@pytest.fixture(scope="session")
def offers(world: World) -> dict[str, Promotion]:
    return {offer.id: offer for offer in world.promotions}


@pytest.mark.parametrize("number", range(1, 7))
def test_words_and_numbers_of_an_offer_agree(offers: dict[str, Promotion], number: int) -> None:
    offer = offers[f"pm{number:02}"]
    assert offer.scheme
    for tier in offer.tiers:
        assert re.search(_IN_WORDS[offer.scheme](tier), offer.rule), (tier, offer.rule)
    assert len(offer.tiers) == max(1, len(re.findall(r"减 \d+ 元", offer.rule)))
    assert ("不与店铺券叠加" not in offer.rule) is offer.stacks_with_coupons
    assert offer.least_level in offer.rule


def test_half_price_takes_half_off(offers: dict[str, Promotion]) -> None:
    assert offers["pm04"].tiers[0][1] == Decimal("0.5")


def test_levels_and_categories_of_offers_exist(world: World) -> None:
    known = set(world.policy["shop"]["categories"])
    taken = [offer for offer, _ in world.coupon_offers]
    named = [each.categories for each in world.promotions] + [each.categories for each in taken]
    levels = [each.least_level for each in world.promotions] + [each.least_level for each in taken]
    assert {category for categories in named for category in categories} <= known
    assert set(levels) <= {"", *LEVELS}


def test_gifts_are_for_goods_that_the_shop_sells_while_there_are_some(world: World) -> None:
    for gift in world.policy["gifts"]:
        assert set(gift["categories"]) <= set(world.policy["shop"]["categories"])
        assert gift["from_amount"] > 0 and gift["stock"] > 0


def test_discounts_of_orders_follow_the_offers_of_their_day(world: World) -> None:
    """Two pairs of the offers' own arithmetic: in the snack week two packs are 12 % off."""
    snacks = [order for order in world.orders.values() if all(line.product_id[0] == "f" for line in order.lines)]
    begins = next(offer.starts_at for offer in world.promotions if offer.id == "pm03")
    packs = [(order, sum(line.quantity for line in order.lines)) for order in snacks if order.created_at >= begins]
    assert any(count > 1 for _, count in packs) and any(count == 1 for _, count in packs)
    for order, count in packs:
        expected = order.goods_total * Decimal("0.12") if count > 1 else Decimal(0)
        assert order.discount == expected.quantize(Decimal("0.01"), "ROUND_DOWN"), order.id


def test_every_product_weighs_something_that_a_courier_can_carry(world: World) -> None:
    assert all(50 <= each.weight_g <= 20_000 for each in world.products)
    assert any(each.handling for each in world.products)
