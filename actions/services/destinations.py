"""Where a parcel is to go: said in the message, else known from the order in focus or from where the shopper lives."""

from __future__ import annotations

from actions.services.question import Question
from actions.services.regions import place_in, province_of
from shop.protocol import Shop


def destination(shop: Shop, question: Question) -> tuple[str | None, str | None]:
    """The place and its province: from the message, else from the order in focus, else where the shopper lives."""
    said = question.first("region") or question.text
    province = province_of(said)
    if province:
        return place_in(said), province
    if question.shopper_id is None:
        return None, None
    home = province_of(_known_region(shop, question.shopper_id, question.focus_order_id))
    return home, home


def _known_region(shop: Shop, shopper_id: str, order_id: str | None) -> str:
    return shop.order(shopper_id, order_id).region if order_id else shop.shopper(shopper_id).region
