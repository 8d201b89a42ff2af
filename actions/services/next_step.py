"""The one step that fits after an answer: size, then the offer, then the matching piece. Put as a question; never two."""

from __future__ import annotations

from dataclasses import replace

from actions.services.goods import shop_product
from actions.services.reply import Offer, Reply
from actions.services.wording import short
from shop.models import Product
from shop.protocol import Shop


def then(reply: Reply, says: str, intent: str, **entities: str) -> Reply:
    """The answer with its next step; an answer that has one keeps it."""
    if reply.offer or reply.buttons or not reply.text:
        return reply
    return replace(reply, next_step=says, offer=Offer(intent, entities))


def after_facts(reply: Reply, product: Product) -> Reply:
    """What a product is, is told: whether it fits comes next, else what it costs."""
    if product.size_chart and product.skus and product.stock:
        return then(reply, "要帮您看看穿哪个码吗？", "ask_size_advice", product_id=product.id)
    return after_size(reply, product) if product.stock else reply


def after_size(reply: Reply, product: Product) -> Reply:
    return then(reply, "要帮您算算到手价吗？", "ask_price", product_id=product.id)


def after_price(reply: Reply, shop: Shop, product: Product) -> Reply:
    """A matching piece that is there."""
    matching = next((each for each in pieces(shop, product) if each.stock), None)
    if matching is None:
        return reply
    says = f"搭这款的{short(matching.title)}也有现货，要看看吗？"
    return then(reply, says, "ask_product_detail", product_id=matching.id)


def pieces(shop: Shop, product: Product) -> list[Product]:
    """The matching pieces that are still in the catalogue."""
    found = (shop_product(shop, product_id) for product_id in product.matching)
    return [each for each in found if each]
