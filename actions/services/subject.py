"""Which product a question is about: named, on the page where the chat was opened, or in focus."""

from __future__ import annotations

from actions.services.focus import shop_product
from actions.services.question import Question
from shop.models import Product
from shop.protocol import Shop

_THIS_ONE = ("这款", "这个", "这件", "这双", "这条", "这台", "它")


def product_in_context(shop: Shop, question: Question) -> Product | None:
    """For questions which are not about the product itself: a word for the goods counts, the other words do not."""
    goods = question.first("product_word")
    found = shop.find_products(goods, limit=1) if goods else ()
    context = question.product_id or question.page_product_id or question.focus_product_id
    return found[0] if found else shop_product(shop, context) if context else None


def product_in_question(shop: Shop, question: Question) -> Product | None:
    if question.product_id:
        return shop_product(shop, question.product_id)
    context = question.page_product_id or question.focus_product_id
    named = (
        []
        if context and any(word in question.text for word in _THIS_ONE)
        else shop.find_products(question.text, limit=3)
    )
    here = next((product for product in named if product.id == context), None)
    if here or not named:
        return here or (shop_product(shop, context) if context else None)
    return named[0]
