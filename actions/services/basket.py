"""What a question of money is about: the goods named and how many, else what lies unpaid; and what it comes to at its best."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from actions.services.goods import shop_product
from actions.services.question import Question
from actions.services.skus import asked_skus
from actions.services.subject import product_in_question
from actions.services.wording import yuan
from shop.levels import reaches
from shop.models import Coupon, CouponOffer, Order, OrderState, Product
from shop.pricing import Bill, Item, Next, best
from shop.protocol import Shop

_MOST_PIECES = 99  # more than that is wholesale, and a person's matter


@dataclass(frozen=True)
class Basket:
    items: tuple[Item, ...]
    order: Order | None = None  # unpaid, if the goods lie in one

    @property
    def product(self) -> Product:
        return self.items[0].product

    @property
    def pieces(self) -> int:
        return sum(item.quantity for item in self.items)

    @property
    def categories(self) -> frozenset[str]:
        return frozenset(item.product.category for item in self.items)


def basket_of(shop: Shop, question: Question) -> Basket | None:
    """Goods that are named outright come first, then the unpaid order, then the product at hand."""
    product = product_in_question(shop, question)
    order = unpaid_order(shop, question)
    if order and (product is None or not _is_named(shop, question, product)):
        return Basket(_lines(shop, order), order)
    return Basket((_item(product, question),)) if product else None


def _is_named(shop: Shop, question: Question, product: Product) -> bool:
    if question.product_id or question.page_product_id == product.id:
        return True
    named = shop.find_products(question.text, limit=3)
    return bool(question.shown_product_ids) or any(each.id == product.id for each in named)


def _item(product: Product, question: Question) -> Item:
    """The SKU that is named; else the cheapest that is there."""
    asked = asked_skus(product, question)
    there = [sku for sku in asked or product.skus if sku.stock] or list(asked or product.skus)
    return Item(product, min(there, key=lambda sku: sku.price), quantity_of(question))


_PIECES = re.compile(r"([两二三四五六七八九]|[2-9])(?:双|件|条|盒|瓶|包|袋|台|罐)(?=一起|一共|总共|加起来|的话|多少)")
_DIGITS = {each: at for at, each in enumerate("零一二三四五六七八九")} | {"两": 2}


def quantity_of(question: Question) -> int:
    """两双一起 is a number of pieces too, though 一起 stands behind it."""
    found = _PIECES.search(question.text)
    told = question.first("quantity") or (str(_DIGITS.get(found[1], found[1])) if found else None)
    return min(max(int(float(told)), 1), _MOST_PIECES) if told else 1


def is_wholesale(question: Question) -> bool:
    told = question.first("quantity")
    return told is not None and float(told) > _MOST_PIECES


def unpaid_order(shop: Shop, question: Question) -> Order | None:
    if question.shopper_id is None:
        return None
    orders = [order for order in shop.orders(question.shopper_id) if order.state is OrderState.UNPAID]
    focused = [order for order in orders if order.id == question.focus_order_id]
    return next(iter(focused or orders), None)


def _lines(shop: Shop, order: Order) -> tuple[Item, ...]:
    found = []
    for line in order.lines:
        product = shop_product(shop, line.product_id)  # none: it keeps its price, and no offer holds for it
        sku = next((each for each in product.skus if each.id == line.sku_id), None) if product else None
        if product and sku:
            found.append(Item(product, sku, line.quantity, line.price))
    return tuple(found)


# What it comes to


@dataclass(frozen=True)
class Quote:
    basket: Basket
    bill: Bill
    to_take: CouponOffer | None = None  # the coupon of the bill is not in the wallet yet


def quote(shop: Shop, question: Question, basket: Basket) -> Quote:
    """At today's offers, with the wallet's coupons and those that can still be taken."""
    shopper = shop.shopper(question.shopper_id) if question.shopper_id else None
    level, region = (shopper.level, shopper.region) if shopper else ("", question.first("region") or "")
    offers = [offer for offer in shop.coupon_offers() if reachable(offer, level)]
    own = list(shop.coupons(question.shopper_id)) if question.shopper_id else []
    held = {coupon.title for coupon in own}
    takeable = [offer for offer in offers if offer.title not in held]
    bill = best(
        basket.items,
        shop.promotions(),
        [*own, *(_as_coupon(offer) for offer in takeable)],
        region=region,
        level=level,
        policy=shop.policy(),
        at=question.now,
    )
    to_take = next((offer for offer in takeable if bill.coupon and offer.id == bill.coupon.id), None)
    return Quote(basket, bill, to_take)


def reachable(offer: CouponOffer, level: str) -> bool:
    return reaches(level, offer.least_level)


def _as_coupon(offer: CouponOffer) -> Coupon:
    return Coupon(offer.id, offer.title, offer.amount, offer.from_amount, offer.ends_at, categories=offer.categories)


# In words


def arithmetic(quoted: Quote) -> str:
    """278 元（2 件） - 40 元（秋冬换新季） - 20 元（店铺满减券） + 运费 0 元 = 218 元"""
    bill, signs = quoted.bill, []
    for step in bill.steps[1:-1]:
        if step.title == "运费" and not step.amount:
            continue
        title = f"{step.title}，可领" if quoted.to_take and step.title == quoted.to_take.title else step.title
        signs.append(_signed(title, step.amount))
    goods = f"{yuan(bill.goods)}（{_counted(quoted.basket)}）"
    return " ".join([goods, *signs, f"= {yuan(bill.total)}"]) + ("" if bill.postage else "，包邮")


def _counted(basket: Basket) -> str:
    label = f"{basket.items[0].sku.label} " if len(basket.items) == 1 else ""
    return f"{label}{basket.pieces} 件"


def _signed(title: str, amount: Decimal) -> str:
    if title == "运费":
        return f"+ 运费 {yuan(amount)}"
    return f"- {yuan(-amount)}（{title}）"


def nearest(bill: Bill) -> str:
    """How much more until the next step: the nearest one."""
    return said_next(bill.nexts[0]) if bill.nexts else ""


def said_next(ahead: Next) -> str:
    missing = f"{ahead.missing:g} 件" if ahead.unit == "件" else yuan(ahead.missing)
    if ahead.title == "包邮":
        return f"再买 {missing} 就包邮"
    gain = f"再省 {yuan(ahead.gain)}" if ahead.unit == "元" else ""
    return f"再买 {missing}可用「{ahead.title}」{gain}"
