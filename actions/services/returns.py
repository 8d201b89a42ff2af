"""The rules of returning, told for the goods in question, and for an order to the day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from actions.services import refunds, withdrawing
from actions.services.focus import match_words
from actions.services.goods import shop_product
from actions.services.question import Question
from actions.services.reply import Offer, Reply
from actions.services.return_rules import OPEN
from actions.services.subject import product_in_question
from actions.services.wording import day_and_date, short
from shop.models import Order, OrderState
from shop.protocol import Shop
from shop.windows import end_of_day, no_reason_days

_HAS_ARRIVED = frozenset({OrderState.SIGNED, OrderState.COMPLETED})
_POSTAGE = re.compile(r"运费|邮费|快递费|运费险")
_OPENED = re.compile(r"拆|开封|吃过|用过|打开|试用|穿过|洗过|吊牌")
_TAKEN_BACK = re.compile(r"(不|别|不想)[退换]了|撤|取消(退|换|申请)")
_STILL_NOT_PAID = re.compile(r"(还|咋|怎么|为啥).{0,2}(不|没)(给我?)?退|不退钱")
_QUALITY = re.compile(r"质量|坏|破|瑕疵|问题")


def policy(shop: Shop, question: Question) -> Reply:
    if _TAKEN_BACK.search(question.text) and _has_open(shop, question):
        return withdrawing.request(shop, question)
    if _STILL_NOT_PAID.search(question.text) and _has_open(shop, question):
        return refunds.progress(shop, question)
    rules = shop.policy()["returns"]
    order = _order_meant(shop, question)
    if order is not None:
        return _of_order(shop, order, rules, question)
    product = product_in_question(shop, question)
    category = product.category if product else None
    return Reply(_rule(rules, category, question.text), product_id=product.id if product else None)


def _has_open(shop: Shop, question: Question) -> bool:
    returns = shop.returns(question.shopper_id) if question.shopper_id else ()
    return any(each.state in OPEN for each in returns)


def _rule(rules: Mapping[str, Any], category: str | None, text: str) -> str:
    if _QUALITY.search(text):
        return (
            f"亲，如果是质量问题，签收后 {rules['quality_days']} 天内都可以退换，来回运费我们承担，拍张照片发我就行～"
        )
    if _POSTAGE.search(text):
        return _postage(rules, category)
    if _OPENED.search(text):
        return (
            f"亲，不影响二次销售的话可以退；{'、'.join(rules['not_without_reason'])}不支持无理由退，质量问题不受影响～"
        )
    if category is None:
        return (
            f"亲，支持 {rules['no_reason_days']} 天无理由退换，{'、'.join(rules['extended_categories'])}延长到 {rules['extended_days']} 天，"
            f"从签收那天算起，吊牌包装完好不影响二次销售就行～"
        )
    return f"亲，{category}类签收后 {no_reason_days(category, {'returns': rules})} 天内可以无理由退换，{_condition(category)}～"


def _condition(category: str) -> str:
    opened = {
        "零食": "拆封的食品不支持无理由退",
        "护肤": "拆封的护肤品不支持无理由退",
        "小家电": "用过的机器不支持无理由退",
    }
    return opened.get(category, "吊牌齐全、没穿洗过就行")


def _postage(rules: Mapping[str, Any], category: str | None) -> str:
    insured = "、".join(rules["freight_insurance_categories"])
    if category in rules["freight_insurance_categories"]:
        return f"亲，{category}类送运费险，无理由退货的寄回运费由保险赔付；质量问题来回运费都由我们承担～"
    return f"亲，质量问题来回运费我们承担；无理由退货的寄回运费由买家承担，其中{insured}送运费险，由保险赔付～"


def _order_meant(shop: Shop, question: Question) -> Order | None:
    """Only an order which the talk is about: the rules themselves need no order."""
    if question.shopper_id is None:
        return None
    orders = shop.orders(question.shopper_id)
    arrived = [order for order in orders if order.state in _HAS_ARRIVED and order.signed_at]
    focus = [order for order in arrived if order.id in {question.order_id, question.focus_order_id}]
    named = [] if question.page_product_id else match_words(shop, question.text, arrived)
    return next(iter(focus or named), None)


def _of_order(shop: Shop, order: Order, rules: Mapping[str, Any], question: Question) -> Reply:
    product = shop_product(shop, order.lines[0].product_id)
    category = product.category if product else ""
    if _QUALITY.search(question.text) or _POSTAGE.search(question.text) or order.signed_at is None:
        return Reply(_rule(rules, category or None, question.text), order_id=order.id)
    until = end_of_day(order.signed_at, no_reason_days(category, shop.policy()))
    goods, day = short(order.lines[0].title), day_and_date(until, question.now)
    if until < question.now:
        text = (
            f"亲，您的{goods}无理由退换到{day}为止，已经过了。东西还和新的一样的话，我可以帮您提交给同事特批，需要吗？"
        )
    else:
        text = f"亲，您的{goods}在{day}前都可以无理由退换，{_condition(category)}。要现在帮您申请退货吗？"
    return Reply(text, order_id=order.id, offer=Offer("request_return", {"order_id": order.id}))
