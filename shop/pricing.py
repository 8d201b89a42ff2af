"""What a basket costs at its best: offers, one coupon, postage, step by step; and what is missing to the next step.

A line takes part in one offer at most; offers on different lines add up. Offers and their steps count by the price
before discounts. A coupon counts by what is left to pay for the lines that it may be used for: those of its categories
that are in no offer which excludes coupons. One coupon an order. Rounding is down to the cent, on each discount.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import combinations
from typing import Any

from shop.amounts import NOTHING, down, total
from shop.levels import reaches
from shop.models import Coupon, OfferScheme, Product, Promotion, Sku
from shop.shipping import free_from, postage


@dataclass(frozen=True)
class Item:
    product: Product
    sku: Sku
    quantity: int
    price: Decimal | None = None  # for one, where it is not today's: an order that stands

    @property
    def amount(self) -> Decimal:
        return (self.sku.price if self.price is None else self.price) * self.quantity


@dataclass(frozen=True)
class Step:
    """One line of the calculation. `amount` is negative where it is taken off."""

    title: str
    amount: Decimal


@dataclass(frozen=True)
class Next:
    """What is missing to a better price: so many more yuan or pieces bring `gain` (yuan; for pieces a share)."""

    title: str
    missing: Decimal
    unit: str  # 元, 件
    gain: Decimal


@dataclass(frozen=True)
class Bill:
    steps: tuple[Step, ...]
    goods: Decimal
    discount: Decimal  # offers and coupon together
    postage: Decimal
    total: Decimal
    promotions: tuple[Promotion, ...] = ()
    coupon: Coupon | None = None
    nexts: tuple[Next, ...] = ()  # the nearest first


@dataclass(frozen=True)
class _Used:
    """A choice of offers with what each takes off, and the coupon beside them."""

    offers: tuple[tuple[Promotion, Decimal], ...] = ()
    coupon: Coupon | None = None
    coupon_off: Decimal = NOTHING

    @property
    def off(self) -> Decimal:
        return total(off for _, off in self.offers) + self.coupon_off


def best(
    items: Sequence[Item],
    promotions: Iterable[Promotion],
    coupons: Iterable[Coupon],
    *,
    region: str,
    level: str,
    policy: Mapping[str, Any],
    at: datetime,
) -> Bill:
    """The combination that costs least, postage included; of equals the one without a coupon.

    Offers come by themselves, so that one is left out only for a better one or for a coupon that it excludes; a coupon
    is the shopper's to use, and stays in the wallet where it would cost the free postage.
    """
    running = [offer for offer in promotions if _holds(offer, level, at)]
    usable = [coupon for coupon in coupons if not coupon.used and coupon.valid_until > at]
    plain = max(_ways(items, running, ()), key=lambda way: (way.off, -len(way.offers)))
    ways = (plain, *(way for way in _ways(items, running, usable) if way.coupon))
    goods = total(item.amount for item in items)
    used = min(ways, key=lambda way: goods - way.off + postage(region, goods - way.off, policy))
    return _bill(items, used, region, policy, (*_nexts(items, running, used), *_coupon_nexts(items, usable, used)))


def discount(items: Sequence[Item], promotions: Iterable[Promotion], *, level: str, at: datetime) -> Decimal:
    """What the offers alone take off."""
    running = [offer for offer in promotions if _holds(offer, level, at)]
    return max(way.off for way in _ways(items, running, ()))


def _holds(offer: Promotion, level: str, at: datetime) -> bool:
    return offer.scheme is not None and offer.starts_at <= at < offer.ends_at and reaches(level, offer.least_level)


def _ways(items: Sequence[Item], offers: Sequence[Promotion], coupons: Sequence[Coupon]) -> Iterator[_Used]:
    for count in range(len(offers) + 1):
        for chosen in combinations(offers, count):
            if _share_no_line(items, chosen):
                yield from _with_coupons(items, chosen, coupons)


def _share_no_line(items: Sequence[Item], offers: Sequence[Promotion]) -> bool:
    return all(sum(item.product.category in offer.categories for offer in offers) <= 1 for item in items)


def _with_coupons(items: Sequence[Item], chosen: Sequence[Promotion], coupons: Sequence[Coupon]) -> Iterator[_Used]:
    found = ((offer, off(offer, _covered(items, offer))) for offer in chosen)
    offers = tuple((offer, amount) for offer, amount in found if amount)
    yield _Used(offers)
    for coupon in coupons:
        base = _left_for(coupon, items, offers)
        if base and base >= coupon.from_amount:
            yield _Used(offers, coupon, min(coupon.amount, base))


def _covered(items: Sequence[Item], offer: Promotion) -> list[Item]:
    return [item for item in items if item.product.category in offer.categories]


def _left_for(coupon: Coupon, items: Sequence[Item], offers: Sequence[tuple[Promotion, Decimal]]) -> Decimal:
    """What is left to pay for the lines that the coupon may be used for."""
    barred = {name for offer, _ in offers if not offer.stacks_with_coupons for name in offer.categories}
    wanted = [
        item
        for item in items
        if item.product.category not in barred and (not coupon.categories or item.product.category in coupon.categories)
    ]
    return total(item.amount for item in wanted) - total(_share(wanted, items, each) for each in offers)


def _share(wanted: Sequence[Item], items: Sequence[Item], used: tuple[Promotion, Decimal]) -> Decimal:
    """The part of an offer's discount that falls on the wanted lines, by their amounts."""
    offer, amount = used
    covered = _covered(items, offer)
    inside = total(item.amount for item in covered if item in wanted)
    return down(amount * inside / total(item.amount for item in covered)) if inside else NOTHING


# What one offer takes off the lines of its categories


def off(offer: Promotion, items: Sequence[Item]) -> Decimal:
    if offer.scheme is None or not items:
        return NOTHING
    return down(_SCHEMES[offer.scheme](offer, items))


def _every(offer: Promotion, items: Sequence[Item]) -> Decimal:
    amount = total(item.amount for item in items)
    return max(amount // least * each for least, each in offer.tiers)


def _reached(offer: Promotion, items: Sequence[Item]) -> Decimal:
    amount = total(item.amount for item in items)
    return max((each for least, each in offer.tiers if amount >= least), default=NOTHING)


def _pieces(offer: Promotion, items: Sequence[Item]) -> Decimal:
    pieces = sum(item.quantity for item in items)
    share = max((each for least, each in offer.tiers if pieces >= least), default=NOTHING)
    return total(item.amount for item in items) * share


def _second_piece(offer: Promotion, items: Sequence[Item]) -> Decimal:
    """Of each product one second piece, the cheapest of those bought."""
    share = max(each for _, each in offer.tiers)
    prices: dict[str, list[Decimal]] = {}
    for item in items:
        prices.setdefault(item.product.id, []).extend([item.amount / item.quantity] * item.quantity)
    return total(min(each) * share for each in prices.values() if len(each) > 1)


def _rate(offer: Promotion, items: Sequence[Item]) -> Decimal:
    return total(item.amount for item in items) * max(each for _, each in offer.tiers)


_SCHEMES: dict[OfferScheme, Callable[[Promotion, Sequence[Item]], Decimal]] = {
    OfferScheme.EVERY: _every,
    OfferScheme.REACHED: _reached,
    OfferScheme.PIECES: _pieces,
    OfferScheme.SECOND_PIECE: _second_piece,
    OfferScheme.RATE: _rate,
}


# The bill


def _bill(items: Sequence[Item], used: _Used, region: str, policy: Mapping[str, Any], nexts: Sequence[Next]) -> Bill:
    goods = total(item.amount for item in items)
    left = goods - used.off
    fee = postage(region, left, policy)
    missing = free_from(region, policy) - left
    if fee:
        nexts = (*nexts, Next("包邮", missing, "元", fee))
    return Bill(
        steps=tuple(_steps(goods, used, fee, left + fee)),
        goods=goods,
        discount=used.off,
        postage=fee,
        total=left + fee,
        promotions=tuple(offer for offer, _ in used.offers),
        coupon=used.coupon,
        nexts=tuple(sorted(nexts, key=lambda each: (each.unit != "件", each.missing))),
    )


def _steps(goods: Decimal, used: _Used, fee: Decimal, to_pay: Decimal) -> Iterator[Step]:
    yield Step("商品", goods)
    for offer, amount in used.offers:
        yield Step(offer.title, -amount)
    if used.coupon:
        yield Step(used.coupon.title, -used.coupon_off)
    yield Step("运费", fee)
    yield Step("合计", to_pay)


# How much more until the next step


def _nexts(items: Sequence[Item], running: Sequence[Promotion], used: _Used) -> Iterator[Next]:
    """Of the offers in use, and of those that nothing in use excludes."""
    taken = [offer for offer, _ in used.offers]
    for offer in running:
        covered = _covered(items, offer)
        others = [each for each in taken if each.id != offer.id]
        if covered and _share_no_line(items, (offer, *others)):
            yield from _missing(offer, covered)


def _missing(offer: Promotion, covered: Sequence[Item]) -> Iterator[Next]:
    amount, pieces = total(item.amount for item in covered), sum(item.quantity for item in covered)
    if offer.scheme is OfferScheme.EVERY:
        least, each = offer.tiers[0]
        yield Next(offer.title, least - amount % least, "元", each)
    elif offer.scheme in (OfferScheme.REACHED, OfferScheme.PIECES):
        held, unit = (amount, "元") if offer.scheme is OfferScheme.REACHED else (Decimal(pieces), "件")
        ahead = min(((least, each) for least, each in offer.tiers if least > held), default=None)
        if ahead:
            yield Next(offer.title, ahead[0] - held, unit, ahead[1] - _held_now(offer, held))
    elif offer.scheme is OfferScheme.SECOND_PIECE and not off(offer, covered):
        yield Next(offer.title, Decimal(1), "件", offer.tiers[0][1])


def _held_now(offer: Promotion, held: Decimal) -> Decimal:
    return max((each for least, each in offer.tiers if held >= least), default=Decimal(0))


def _coupon_nexts(items: Sequence[Item], coupons: Sequence[Coupon], used: _Used) -> Iterator[Next]:
    """A coupon that takes off more than the one in use, and is not reached yet."""
    for coupon in coupons:
        base = _left_for(coupon, items, used.offers)
        if base and base < coupon.from_amount and coupon.amount > used.coupon_off:
            yield Next(coupon.title, coupon.from_amount - base, "元", coupon.amount - used.coupon_off)
