"""The shop's values as JSON for pages: masked as the shop gives them, money as text, times as ISO 8601."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from assist_api.adapters.shop import OrderFile
from shop.models import Order, Parcel, Product, Shopper

SHOWN_EVENTS = 8


def shopper_view(shopper: Shopper | None) -> dict[str, Any] | None:
    if shopper is None:
        return None
    return {
        "id": shopper.id,
        "name": shopper.name,
        "level": shopper.level,
        "region": shopper.region,
        "since": iso(shopper.since),
        "spent": money(shopper.spent),
    }


def order_views(files: Sequence[OrderFile]) -> list[dict[str, Any]]:
    return [_order_view(file) for file in files]


def parcel_view(parcel: Parcel) -> dict[str, Any]:
    events = [{"at": iso(event.at), "place": event.place, "text": event.text} for event in reversed(parcel.events)]
    return {
        "order_id": parcel.order_id,
        "courier": parcel.courier,
        "tracking_no": parcel.tracking_no,
        "state": parcel.state.value,
        "state_zh": parcel.state.zh,
        "expected_at": iso(parcel.expected_at),
        "events": events[:SHOWN_EVENTS],
    }


def order_card(file: OrderFile) -> dict[str, Any]:
    """The card of a message."""
    seen = _order_view(file)
    shown = ("id", "title", "state", "state_zh", "amount", "picture", "at")
    return {"type": "card", "kind": "order", **{name: seen[name] for name in shown}}


def parcel_card(parcel: Parcel) -> dict[str, Any]:
    return {"type": "card", "kind": "parcel", **parcel_view(parcel)}


def product_part(product: Product) -> dict[str, Any]:
    seen = product_card(product)
    shown = ("id", "title", "price", "picture", "stock")
    return {"type": "card", "kind": "product", **{name: seen[name] for name in shown}}


def product_card(product: Product) -> dict[str, Any]:
    return {
        "id": product.id,
        "title": product.title,
        "category": product.category,
        "kind": product.kind,
        "price": money(product.price),
        "picture": product.picture,
        "stock": product.stock,
        "selling_points": list(product.selling_points),
    }


def product_sheet(product: Product) -> dict[str, Any]:
    skus = [{"id": s.id, "options": s.options, "price": money(s.price), "stock": s.stock} for s in product.skus]
    history = [
        {"at": iso(point.at), "price": money(point.price), "reason": point.reason} for point in product.price_history
    ]
    return {
        **product_card(product),
        "attributes": dict(product.attributes),
        "skus": skus,
        "size_chart": dict(product.size_chart),
        "care": product.care,
        "craft": product.craft,
        "certificates": [asdict(certificate) for certificate in product.certificates],
        "price_history": history,
        "instalments": list(product.instalments),
        "matching": list(product.matching),
    }


def money(amount: Decimal) -> str:
    return f"{amount:.2f}"


def iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _order_view(file: OrderFile) -> dict[str, Any]:
    order = file.order
    return {
        "id": order.id,
        "title": order.title,
        "state": order.state.value,
        "state_zh": order.state.zh,
        "amount": money(order.paid if order.paid_at else order.goods_total - order.discount + order.postage),
        "picture": file.pictures[0] if file.pictures else "",
        "at": iso(order.created_at),
        "ship_by": iso(order.ship_by),
        "address_masked": order.address_masked,
        "flag": order.flag.value if order.flag else None,
        "notes": [{"at": iso(note.at), "by": note.by, "text": note.text} for note in order.notes],
        "lines": _lines(order, file.pictures),
        "parcels": [parcel_view(parcel) for parcel in file.parcels],
    }


def _lines(order: Order, pictures: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {
            "product_id": line.product_id,
            "title": line.title,
            "sku_label": line.sku_label,
            "quantity": line.quantity,
            "price": money(line.price),
            "picture": picture,
        }
        for line, picture in zip(order.lines, pictures, strict=True)
    ]
