"""The demo's products, couriers and offers, read from the reviewed YAML files beside this module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import product as combinations
from pathlib import Path
from random import Random
from typing import Any

import yaml

from shop.amounts import money
from shop.models import (
    Certificate,
    ComplaintPoint,
    CouponOffer,
    Courier,
    OfferScheme,
    PricePoint,
    Product,
    Promotion,
    Sku,
)

HERE = Path(__file__).parent
Written = Mapping[str, Any]


def read(name: str) -> Any:
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))


def couriers() -> tuple[Courier, ...]:
    return tuple(Courier(each["code"], each["name"], tuple(each["aliases"])) for each in read("couriers.yml"))


def products(now: datetime) -> tuple[Product, ...]:
    charts = read("size_charts.yml")
    return tuple(_product(each, charts, now) for each in sheets())


def promotions(now: datetime) -> tuple[Promotion, ...]:
    return tuple(_promotion(each, now) for each in read("promotions.yml"))


def sheets() -> Iterator[Written]:
    """The product sheets as they are written, category by category."""
    for file in sorted((HERE / "products").glob("*.yml")):
        written = yaml.safe_load(file.read_text(encoding="utf-8"))
        for sheet in written["products"]:
            yield {"category": written["category"], "instalments": (), **sheet}


def _product(sheet: Written, charts: Written, now: datetime) -> Product:
    skus = tuple(_skus(sheet, now))
    return Product(
        id=sheet["id"],
        title=sheet["title"],
        category=sheet["category"],
        kind=sheet["kind"],
        price=min(sku.price for sku in skus),
        attributes={name: str(value) for name, value in sheet["attributes"].items()},
        skus=skus,
        selling_points=tuple(sheet["points"]),
        craft=sheet["craft"],
        care=sheet["care"],
        aliases=tuple(sheet["aliases"]),
        matching=tuple(sheet.get("matching", ())),
        complaint_points=tuple(ComplaintPoint(point, answer) for point, answer in sheet["complaints"].items()),
        certificates=tuple(Certificate(**each) for each in sheet.get("certificates", ())),
        price_history=tuple(_price_history(sheet, now)),
        size_chart=charts[sheet["sizes"]] if "sizes" in sheet else {},
        instalments=tuple(sheet["instalments"]),
        picture=f"/shop/pictures/{sheet['id']}.svg",
        weight_g=sheet["weight"],
        handling=tuple(sheet.get("handling", ())),
    )


def _skus(sheet: Written, now: datetime) -> Iterator[Sku]:
    stocks, restocks, extra = sheet.get("stock", {}), sheet.get("restock_in", {}), sheet.get("extra", {})
    names = list(sheet["options"])
    draw = Random(f"stock of {sheet['id']}")
    for number, values in enumerate(combinations(*sheet["options"].values()), 1):
        options = {name: str(value) for name, value in zip(names, values, strict=True)}
        label, usual = " ".join(options.values()), draw.randint(12, 160)
        days = restocks.get(label)
        yield Sku(
            id=f"{sheet['id']}-{number:02}",
            product_id=sheet["id"],
            options=options,
            price=money(sheet["price"]) + sum((money(extra.get(value, 0)) for value in options.values()), money(0)),
            stock=stocks.get(label, usual),
            restock_at=now + timedelta(days=days) if days else None,
        )


def _price_history(sheet: Written, now: datetime) -> Iterator[PricePoint]:
    """The lowest SKU's price over time; the last point is the price of today."""
    for days_ago, price, reason in sheet.get("prices", [[120, sheet["price"], "上新定价"]]):
        yield PricePoint(now - timedelta(days=days_ago), money(price), reason)


def _promotion(written: Written, now: datetime) -> Promotion:
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return Promotion(
        id=written["id"],
        title=written["title"],
        rule=written["rule"],
        starts_at=midnight + timedelta(days=written["starts_in"]),
        ends_at=midnight + timedelta(days=written["ends_in"]),
        categories=tuple(written["categories"]),
        stacks_with_coupons=written["stacks_with_coupons"],
        big=written.get("big", False),
        scheme=OfferScheme(written["scheme"]),
        tiers=tuple((Decimal(str(least)), Decimal(str(off))) for least, off in written["tiers"]),
        least_level=written.get("least_level", ""),
    )


def coupon_offers(now: datetime) -> tuple[tuple[CouponOffer, int], ...]:
    """With how many of each are left."""
    return tuple((_coupon_offer(each, now), each["left"]) for each in read("coupon_offers.yml"))


def _coupon_offer(written: Written, now: datetime) -> CouponOffer:
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return CouponOffer(
        id=written["id"],
        title=written["title"],
        amount=money(written["amount"]),
        from_amount=money(written["from"]),
        ends_at=midnight + timedelta(days=written["ends_in"]),
        days_valid=written["days_valid"],
        least_level=written.get("least_level", ""),
        categories=tuple(written.get("categories", ())),
    )
