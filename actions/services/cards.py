"""The cards of docs/reference/bot-replies.md."""

from __future__ import annotations

from collections.abc import Sequence

from actions.services.reply import Part
from actions.services.wording import money
from shop.models import Order, Parcel, Product

_MOST_EVENTS = 8


def order_card(order: Order, picture: str = "") -> Part:
    return {
        "type": "card",
        "kind": "order",
        "id": order.id,
        "title": order.title,
        "state": order.state.value,
        "state_zh": order.state.zh,
        "amount": money(order.paid),
        "picture": picture,
        "at": order.created_at.isoformat(),
    }


def parcel_card(parcel: Parcel) -> Part:
    newest = list(reversed(parcel.events))[:_MOST_EVENTS]
    return {
        "type": "card",
        "kind": "parcel",
        "order_id": parcel.order_id,
        "courier": parcel.courier,
        "tracking_no": parcel.tracking_no,
        "state": parcel.state.value,
        "state_zh": parcel.state.zh,
        "expected_at": parcel.expected_at.isoformat() if parcel.expected_at else None,
        "events": [{"at": event.at.isoformat(), "place": event.place, "text": event.text} for event in newest],
    }


def product_card(product: Product) -> Part:
    return {
        "type": "card",
        "kind": "product",
        "id": product.id,
        "title": product.title,
        "price": money(product.price),
        "picture": product.picture,
        "stock": product.stock,
    }


def table(caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Part:
    """The first column names the row; every row has as many cells as there are columns."""
    return {"type": "table", "caption": caption, "columns": list(columns), "rows": [list(row) for row in rows]}
