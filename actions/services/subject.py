"""Which product a question is about: named, on the page where the chat was opened, or in focus."""

from __future__ import annotations

from actions.services.focus import shop_product, words_fit
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
    """ "这款" means the one at hand, unless the words name goods that it is not: "这款羽绒服" on a page of shoes."""
    if question.product_id:
        return shop_product(shop, question.product_id)
    context = question.page_product_id or question.focus_product_id
    at_hand = shop_product(shop, context) if context else None
    if at_hand and _points_at(at_hand, question):
        return at_hand
    named = shop.find_products(question.text, limit=3)
    here = next((product for product in named if product.id == context), None)
    if here or named:
        return here or named[0]
    return at_hand if at_hand and not _other_goods(at_hand, question) else None


def _other_goods(product: Product, question: Question) -> bool:
    """零食保质期多久 is not about the face cream in focus."""
    return question.first("product_word") is not None and not words_fit(question.text, product)


def _points_at(product: Product, question: Question) -> bool:
    goods = question.first("product_word")
    names = f"{product.title} {product.kind} {product.category} {' '.join(product.aliases)}"
    return any(word in question.text for word in _THIS_ONE) and (goods is None or goods in names)
