"""Which product a question is about: named, one of those just shown, on the page where the chat was opened, or in focus."""

from __future__ import annotations

import re

from actions.services.focus import is_named, words_fit
from actions.services.goods import shop_product
from actions.services.ordinals import place_of
from actions.services.question import Question
from actions.services.reply import Reply
from shop.models import Product
from shop.protocol import Shop

WHICH = Reply("亲，您问的是哪一款呢？发一下商品名或者链接，我马上帮您看～")
_THIS_ONE = ("这款", "这个", "这件", "这双", "这条", "这台", "它")


def product_at_hand(shop: Shop, question: Question) -> Product | None:
    """The one that is talked of already, even where the words name other goods: "配什么裤子" is about the shirt."""
    context = question.product_id or _context(question)
    return (shop_product(shop, context) if context else None) or product_in_question(shop, question)


def product_of_facts(shop: Shop, question: Question) -> Product | None:
    """With a product at hand only a word for goods names another one: 甲醛 alone does not lead to the air purifier."""
    return _picked(shop, question) or product_in_context(shop, question) or product_in_question(shop, question)


def product_in_context(shop: Shop, question: Question) -> Product | None:
    """For questions which are not about the product itself: a word for the goods counts, the other words do not."""
    goods = question.first("product_word")
    found = [each for each in shop.find_products(goods, limit=3) if _is_called(each, goods)] if goods else []
    context = question.product_id or _context(question)
    return found[0] if found else shop_product(shop, context) if context else None


def _is_called(product: Product, word: str) -> bool:
    """By a part of a name, or by more than it: 羽绒 and 羽绒服; a 跑步机 is no 跑步鞋."""
    said = word.lower()
    names = (product.title, product.category, product.kind, *product.aliases)
    return any(said in name.lower() or (len(name) > 1 and name.lower() in said) for name in names)


def product_in_question(shop: Shop, question: Question) -> Product | None:
    """ "这款" means the one at hand, unless the words name goods that it is not: "这款羽绒服" on a page of shoes."""
    if question.product_id:
        return shop_product(shop, question.product_id)
    picked = _picked(shop, question)
    if picked:
        return picked
    context = _context(question)
    at_hand = shop_product(shop, context) if context else None
    if at_hand and _points_at(at_hand, question):
        return at_hand
    named = _named(shop, question, at_hand)
    here = next((product for product in named if product.id == context), None)
    if here or named:
        return here or named[0]
    return at_hand if at_hand and not _other_goods(at_hand, question) else None


def _context(question: Question) -> str | None:
    """What the talk has come to is nearer than the page beside it; a page opened since empties the focus."""
    return question.focus_product_id or question.page_product_id


def _named(shop: Shop, question: Question, at_hand: Product | None) -> list[Product]:
    """With a product at hand another one must be called by a whole name; without one a likeness is enough."""
    found = shop.find_products(question.text, limit=3)
    return [each for each in found if at_hand is None or each.id == at_hand.id or is_named(question.text, each)]


# One of those just shown: by its place ("第二个多少钱") or by its price ("便宜的那款").

_NO_PLACE = re.compile(r"第[一二两三四1-4](件(半价|[0-9零一二三四五六七八九]+[元折])|次|天|代|步|季)")
_CHEAPER, _DEARER = (
    re.compile(r"便宜(一点)?的那?[款个件双台]|那?[款个件双台]便宜(一点)?的"),
    re.compile(r"贵(一点)?的那?[款个件双台]|那?[款个件双台]贵(一点)?的"),
)


def _picked(shop: Shop, question: Question) -> Product | None:
    shown = shown_products(shop, question)
    if not shown:
        return None
    place = place_of(question.text, len(shown)) if not _NO_PLACE.search(question.text) else None
    if place is not None:
        return shown[place]
    if _CHEAPER.search(question.text):
        return min(shown, key=lambda product: product.price)
    return max(shown, key=lambda product: product.price) if _DEARER.search(question.text) else None


def shown_products(shop: Shop, question: Question) -> list[Product]:
    found = (shop_product(shop, product_id) for product_id in question.shown_product_ids)
    return [product for product in found if product]


_GENERIC = frozenset(
    [
        "衣服",
        "上衣",
        "外套",
        "裤子",
        "裙子",
        "内衣",
        "睡衣",
        "男装",
        "女装",
        "套装",
        "鞋",
        "鞋子",
        "男鞋",
        "女鞋",
        "靴子",
        "童装",
        "儿童装",
        "童鞋",
        "零食",
        "糕点",
        "年货",
        "礼盒",
        "大礼包",
        "护肤品",
        "化妆品",
        "家电",
        "小家电",
        "水乳",
    ]
)


def not_sold(shop: Shop, question: Question) -> str | None:
    """A word for goods by which nothing in this shop's catalogue is called."""
    word = question.first("product_word")
    if word is None or word in _GENERIC or any(_is_called(product, word) for product in shop.products()):
        return None
    return word


def which(shop: Shop, question: Question) -> Reply:
    """No product was found: because there is none of that name, or because none was named."""
    missing = not_sold(shop, question)
    return Reply(f"亲，不好意思，店里目前没有{missing}，换一款看看？直接发我商品名就行～") if missing else WHICH


def _other_goods(product: Product, question: Question) -> bool:
    """零食保质期多久 is not about the face cream in focus; 电池能换吗 is about the vacuum cleaner that has one."""
    goods = question.first("product_word")
    sheet = " ".join([*product.attributes, *product.attributes.values(), *product.selling_points])
    return goods is not None and goods not in sheet and not words_fit(question.text, product)


def _points_at(product: Product, question: Question) -> bool:
    goods = question.first("product_word")
    names = f"{product.title} {product.kind} {product.category} {' '.join(product.aliases)}"
    return any(word in question.text for word in _THIS_ONE) and (goods is None or goods in names)
