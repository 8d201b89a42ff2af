"""Suggested replies to what a shopper asked last: live facts of the shop and the knowledge base, in one short list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assist_api.adapters import facts
from assist_api.adapters.knowledge import Found, KnowledgeReader
from assist_api.adapters.shop import OrderFile, ShopReader
from assist_api.domain.messages import Understanding
from assist_api.domain.ranking import LEAST_CONFIDENCE, SHOWN, Candidate, Fact, shortlist
from assist_api.errors import ShopUnavailable
from shop.models import Product

OLDER = 0.8  # what an earlier message is worth beside the one after it
LOOKED_BACK = 3


@dataclass(frozen=True)
class Asked:
    """A shopper's message as it was understood; None where the bot was not there to say."""

    text: str
    understanding: Understanding | None


async def suggest(
    knowledge: KnowledgeReader,
    shop: ShopReader,
    shopper_id: str | None,
    product_id: str | None,
    asked: Sequence[Asked],
    now: datetime,
    limit: int = SHOWN,
) -> list[Candidate]:
    """`asked` has the newest first: an insult is no question, but the message before it may have been one.

    A shop that does not answer leaves the knowledge base.
    """
    files, product = await _from_shop(shop, shopper_id, product_id)
    slots = slots_of(files, product, now)
    found: list[Candidate] = []
    for age, one in enumerate(asked[:LOOKED_BACK]):
        entries = await knowledge.search(one.text, limit, now, slots=slots, least=LEAST_CONFIDENCE)
        candidates = [*_live(one, files, product, now), *(_from_entry(entry) for entry in entries)]
        found += [replace(each, confidence=each.confidence * OLDER**age) for each in candidates]
    return shortlist(found, limit)


def _live(asked: Asked, files: Sequence[OrderFile], product: Product | None, now: datetime) -> list[Candidate]:
    meant = asked.understanding
    return facts.candidates(meant.intent, meant.confidence, files, product, now) if meant else []


def slots_of(files: Sequence[OrderFile], product: Product | None, now: datetime) -> dict[str, str]:
    """The live facts that an entry's answer may name, from the newest order and the product on the page."""
    slots: dict[str, str] = {}
    if files:
        order, parcels = files[0].order, files[0].parcels
        slots |= {"order.id": order.id, "order.state": order.state.zh}
        if order.ship_by:
            slots["order.ship_time"] = facts.clock(order.ship_by, now)
        if parcels:
            slots |= {"order.courier": parcels[0].courier, "order.tracking_no": parcels[0].tracking_no}
            if parcels[0].expected_at:
                slots["order.arrival"] = facts.clock(parcels[0].expected_at, now)
    if product:
        slots |= {
            "product.title": product.title,
            "product.price": f"{product.price:.2f}",
            "product.stock": str(product.stock),
        }
    return slots


async def _from_shop(
    shop: ShopReader, shopper_id: str | None, product_id: str | None
) -> tuple[Sequence[OrderFile], Product | None]:
    try:
        return await shop.order_files(shopper_id), await shop.product(product_id)
    except ShopUnavailable:
        return (), None


def _from_entry(found: Found) -> Candidate:
    used = tuple(Fact(slot, value) for slot, value in found.facts)
    return Candidate(
        found.answer, "entry", found.id, found.question, found.updated, found.confidence, found.internal, used
    )
