"""Returns and, in full for staff, orders as JSON for the desk's right pane."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from assist_api.adapters.shop import OrderFile
from assist_api.adapters.views import iso, money, order_views
from shop.models import Order, OrderLine, Parcel, Product, Return
from shop.refunds import refundable
from shop.standstill import is_still

Policy = Mapping[str, Any]


def return_view(asked: Return) -> dict[str, Any]:
    return {
        "id": asked.id,
        "order_id": asked.order_id,
        "sku_id": asked.sku_id,
        "kind": asked.kind,
        "state": asked.state.value,
        "state_zh": asked.state.zh,
        "reason": asked.reason,
        "amount": money(asked.amount),
        "applied_at": iso(asked.applied_at),
        "courier": asked.courier,
        "tracking_no": asked.tracking_no or "",
        "received_at": iso(asked.received_at),
        "refunded_at": iso(asked.refunded_at),
        "evidence": list(asked.evidence),
        "exchange_sku_id": asked.exchange_sku_id,
        "exchange_order_id": asked.exchange_order_id,
    }


def desk_orders(files: Sequence[OrderFile], policy: Policy, now: datetime) -> list[dict[str, Any]]:
    """As every page shows them, with what only the shop's people need."""
    views = order_views(files)
    return [{**view, **_more(file, policy, now)} for view, file in zip(views, files, strict=True)]


def _more(file: OrderFile, policy: Policy, now: datetime) -> dict[str, Any]:
    order = file.order
    return {
        "receiver": order.receiver,
        "phone_masked": order.phone_masked,
        "region": order.region,
        "goods_total": money(order.goods_total),
        "discount": money(order.discount),
        "postage": money(order.postage),
        "paid": money(order.paid),
        "paid_at": iso(order.paid_at),
        "signed_at": iso(order.signed_at),
        "oversold": order.oversold,
        "invoice": order.invoice,
        "notes": [
            {"at": iso(note.at), "by": note.by, "text": note.text, "flag": note.flag.value if note.flag else None}
            for note in order.notes
        ],
        "lines": [_line(order, *pair) for pair in zip(order.lines, file.products, strict=True)],
        "parcels": [_parcel(parcel, policy, now) for parcel in file.parcels],
    }


def _line(order: Order, line: OrderLine, product: Product | None) -> dict[str, Any]:
    return {
        "product_id": line.product_id,
        "title": line.title,
        "sku_id": line.sku_id,
        "sku_label": line.sku_label,
        "quantity": line.quantity,
        "price": money(line.price),
        "refundable": money(refundable(order, line)),
        "picture": product.picture if product else "",
        "skus": [
            {"id": sku.id, "label": sku.label, "price": money(sku.price), "stock": sku.stock}
            for sku in (product.skus if product else ())
        ],
    }


def _parcel(parcel: Parcel, policy: Policy, now: datetime) -> dict[str, Any]:
    """Everything the courier has told, newest first, and for how many hours it has told nothing."""
    last = parcel.last_event
    silent = now - last.at if last else timedelta()
    return {
        "id": parcel.id,
        "order_id": parcel.order_id,
        "courier": parcel.courier,
        "tracking_no": parcel.tracking_no,
        "state": parcel.state.value,
        "state_zh": parcel.state.zh,
        "expected_at": iso(parcel.expected_at),
        "stalled_hours": int(silent.total_seconds() // 3600) if is_still(parcel, policy, now) else None,
        "sku_ids": list(parcel.sku_ids),
        "events": [
            {"at": iso(event.at), "place": event.place, "text": event.text} for event in reversed(parcel.events)
        ],
    }
