"""How long faults are seen to: by category from the policy, and for an order that is meant, until which day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from actions.services.cards import order_card, product_card
from actions.services.focus import find_order, match_words, picture_of
from actions.services.goods import shop_product
from actions.services.question import Question
from actions.services.reply import Reply, knowledge
from actions.services.subject import product_in_question
from actions.services.warranty import repair_until
from actions.services.wording import day, short
from shop.models import Order, OrderState, Product
from shop.protocol import Shop

_OWN = re.compile(
    r"我(那|这|的|买|上次|去年|前)|订单|过保没|还在保|保修期还|还有多久|到哪天|到几号|什么时候到期|买了(?!吗)"
)
_EXTENSION = re.compile(r"延保|延长(质保|保修)|加保|多保")
_IN_GENERAL = re.compile(
    r"人为|摔|进水|泡水|碎了|拆过|自己拆|保修卡|发票|联保|上门费|邮费|运费|商用|二手|转给|重新算|哪里修|维修点|以换代修|过保.*(钱|费|修)|过了.*还(保|能|修|管)"
)
_HAS_IT = frozenset({OrderState.SIGNED, OrderState.COMPLETED})


def warranty(shop: Shop, question: Question) -> Reply:
    if _EXTENSION.search(question.text):
        return _no_extension(shop, question)
    if _IN_GENERAL.search(question.text):
        return knowledge(question.text)
    if question.order_id or _OWN.search(question.text):
        return _of_order(shop, question)
    product = product_in_question(shop, question)
    if product is None:
        return _of_all(shop.policy())
    text = f"亲，{short(product.title)}{_rule(product.category, shop.policy())}～"
    return Reply(text, parts=[product_card(product)], product_id=product.id)


def _no_extension(shop: Shop, question: Question) -> Reply:
    """Sold only if the policy names it."""
    offered = shop.policy()["warranty"].get("extension")
    if offered:
        return knowledge(question.text)
    product = product_in_question(shop, question)
    category = product.category if product else next(iter(shop.policy()["warranty"]))
    text = f"亲，跟您说实话，店里不卖延保。{category}{_rule(category, shop.policy())}～"
    return Reply(text, product_id=product.id if product else None)


def _rule(category: str, policy: Mapping[str, Any]) -> str:
    rule = policy["warranty"].get(category)
    if rule is None:
        return f"没有单独的保修期，签收后 {policy['returns']['quality_days']} 天内有质量问题可以退换，运费我们承担"
    return f"从签收那天起保修 {rule['repair_months']} 个月，{rule['exchange_days']} 天内出现性能故障可以换新"


def _of_all(policy: Mapping[str, Any]) -> Reply:
    told = "；".join(f"{category}{_rule(category, policy)}" for category in policy["warranty"])
    return Reply(
        f"亲，{told}。其他商品签收后 {policy['returns']['quality_days']} 天内有质量问题可以退换。您问的是哪一款呢？"
    )


def _of_order(shop: Shop, question: Question) -> Reply:
    missing = _not_bought(shop, question)
    if missing:
        text = f"亲，您的订单里没有查到{missing.kind}。{missing.category}{_rule(missing.category, shop.policy())}～"
        return Reply(text, product_id=missing.id)
    found = find_order(shop, question, likely=lambda order: order.state in _HAS_IT, ask="您想看哪一笔订单的质保呢？")
    if found.order is None:
        return found.reply or Reply()
    order = found.order
    product = shop_product(shop, order.lines[0].product_id)
    reply = Reply(
        _until(order, product, shop.policy(), question.now), parts=[order_card(order, picture_of(shop, order))]
    )
    return replace(reply, order_id=order.id, product_id=order.lines[0].product_id)


def _not_bought(shop: Shop, question: Question) -> Product | None:
    """Goods that are named and stand in none of the shopper's orders."""
    goods = question.first("product_word")
    if question.order_id or question.shopper_id is None or goods is None:
        return None
    named = next(iter(shop.find_products(goods, limit=1)), None)
    bought = match_words(shop, goods, shop.orders(question.shopper_id))
    return named if named and not bought else None


def _until(order: Order, product: Product | None, policy: Mapping[str, Any], now: datetime) -> str:
    goods, category = short(order.lines[0].title), product.category if product else ""
    rule, last = policy["warranty"].get(category), repair_until(order, category, policy)
    if order.signed_at is None:
        return f"亲，您的{goods}还没签收，质保从签收那天算：{_rule(category, policy)}～"
    if rule is None or last is None:
        last = order.signed_at + timedelta(days=policy["returns"]["quality_days"])
        return f"亲，{goods}{_rule(category, policy)}。您是{day(order.signed_at, now)}签收的，{_whether(last, now)}"
    fresh = order.signed_at + timedelta(days=rule["exchange_days"])
    newer = f"，其中{day(fresh, now)}前出现性能故障可以换新" if fresh > now else ""
    return f"亲，您的{goods}是{day(order.signed_at, now)}签收的，保修 {rule['repair_months']} 个月，{_whether(last, now)}{newer}～"


def _whether(last: datetime, now: datetime) -> str:
    over = last < now
    return f"{day(last, now)}{'已经过了' if over else '前都在期内'}"
