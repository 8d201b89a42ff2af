"""Goods and orders made up for a sum that can be done by hand."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from shop.connect import read_policy
from shop.models import Coupon, OfferScheme, Order, OrderLine, OrderState, PricePoint, Product, Promotion, Sku
from shop.pricing import Item
from tests.shop.conftest import NOW

POLICY = read_policy()


def sums(*amounts: int | str) -> tuple[Decimal, ...]:
    return tuple(Decimal(amount) for amount in amounts)


def product(number: str, category: str, price: str, *, history: tuple[PricePoint, ...] = (), **more: Any) -> Product:
    sku = Sku(f"{number}-01", number, {"规格": "标准"}, Decimal(price), 9)
    fields = {"title": f"棠里 {number}", "kind": number, "attributes": {}, "price_history": history}
    return Product(id=number, category=category, price=sku.price, skus=(sku,), **(fields | more))


def item(category: str, price: str, quantity: int = 1, number: str = "") -> Item:
    made = product(number or f"{category}{price}", category, price)
    return Item(made, made.skus[0], quantity)


def offer(
    scheme: OfferScheme, *tiers: tuple[str, str], categories: tuple[str, ...], stacks: bool = True, level: str = ""
) -> Promotion:
    steps = tuple((Decimal(least), Decimal(off)) for least, off in tiers)
    ends = NOW + timedelta(days=1)
    return Promotion(
        f"{scheme}{categories}",
        scheme,
        "",
        NOW - timedelta(days=1),
        ends,
        categories,
        stacks,
        False,
        scheme,
        steps,
        level,
    )


def coupon(amount: str, least: str, **more: Any) -> Coupon:
    title = f"满{least}减{amount}券"
    return Coupon(title, title, Decimal(amount), Decimal(least), NOW + timedelta(days=1), **more)


def bought(at: datetime, *lines: OrderLine, signed_at: datetime | None = None, big: bool = False) -> Order:
    amount = sum((line.price * line.quantity for line in lines), Decimal(0))
    return Order(
        id="1",
        shopper_id="s1",
        state=OrderState.SIGNED if signed_at else OrderState.PAID,
        lines=lines,
        goods_total=amount,
        discount=Decimal(0),
        postage=Decimal(0),
        paid=amount,
        created_at=at,
        paid_at=at,
        ship_by=None,
        shipped_at=signed_at,
        signed_at=signed_at,
        receiver="李**",
        phone_masked="138****8000",
        address_masked="浙江省杭州市西湖区****",
        region="浙江",
        in_big_sale=big,
    )


def line(product: Product, price: str, quantity: int = 1) -> OrderLine:
    sku = product.skus[0]
    return OrderLine(product.id, product.title, sku.id, sku.label, quantity, Decimal(price))
