"""When it is sent, how long it takes, what it costs: from the policy, or from the order when there is one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from actions.services.bargaining import bargain
from actions.services.couriers import courier, named_courier
from actions.services.destinations import destination
from actions.services.focus import ON_THE_WAY, WAITING, find_order, match_words
from actions.services.merging import merge
from actions.services.question import Question
from actions.services.refunds import progress
from actions.services.regions import place_in
from actions.services.reply import Offer, Reply
from actions.services.subject import product_in_context
from actions.services.tracking import track
from actions.services.wording import day_and_date, days, moment, short, yuan
from shop.models import Order, OrderState
from shop.protocol import Shop
from shop.standstill import is_still

_MONEY = re.compile(r"^(那|我的?)*(钱|退款|差价|货款)")
_PAID_TWICE = re.compile(r"[收付扣交]了?我?(两|2|二|俩)(次|遍|回|份|笔)|[运邮]费.{0,4}(两|2)(次|份|遍)|重复收")
Rules = Mapping[str, Any]

_CHEAPER = re.compile(r"便宜|优惠点|少点|打个?折|免了?吧|免一下")


def ship_time(shop: Shop, question: Question) -> Reply:
    """Of the order that waits, when there is one and no product page says otherwise; else the rule."""
    order = _order_meant(shop, question, WAITING)
    if order is not None and order.ship_by is not None:
        return _ship_time_of(order, question)
    rules = shop.policy()["shipping"]
    product = product_in_context(shop, question)
    name = f"{short(product.title)}是现货，" if product and product.stock else "现货商品"
    before = rules["same_day_before"]
    text = f"亲，{name}每天 {before} 前付款当天发，{before} 后付款次日发，最晚 {rules['promise_hours']} 小时内发出～"
    return Reply(text, product_id=product.id if product else None)


def _ship_time_of(order: Order, question: Question) -> Reply:
    goods = short(order.lines[0].title)
    assert order.ship_by is not None
    if order.ship_by < question.now:
        text = f"亲，您的{goods}原本该在{moment(order.ship_by, question.now)}前发出，已经晚了，很抱歉。要我现在帮您催仓库吗？"
        return Reply(text, order_id=order.id, offer=Offer("urge_shipping", {"order_id": order.id}))
    return Reply(
        f"亲，您的{goods}现在是「{order.state.zh}」，最晚{moment(order.ship_by, question.now)}前发出，发出后会有物流提醒～",
        order_id=order.id,
    )


def delivery_time(shop: Shop, question: Question) -> Reply:
    if _MONEY.search(question.text) and question.shopper_id:  # 钱几天到: what arrives is the refund
        return progress(shop, question)
    order = _order_meant(shop, question, ON_THE_WAY)
    arriving = _arrival_of(shop, order, question) if order is not None and not place_in(question.text) else None
    if arriving:
        return arriving
    rules = shop.policy()["shipping"]
    place, province = destination(shop, question)
    if province is None:
        text = f"亲，发出后江浙沪皖一般 {days(rules['days']['near'])}，其他地区 {days(rules['days']['default'])}，偏远地区 {days(rules['days']['remote'])}。您寄到哪个省呢？"
        return Reply(text)
    if _undelivered(rules, province):
        return Reply(f"亲，不好意思，{place}目前还送不到呢～")
    return Reply(
        f"亲，寄到{place}，发出后一般 {days(rules['days'][_zone(rules, province)])}送到；{rules['same_day_before']} 前付款当天就发～"
    )


def _arrival_of(shop: Shop, order: Order, question: Question) -> Reply | None:
    if any(is_still(parcel, shop.policy(), question.now) for parcel in shop.parcels(order.shopper_id, order.id)):
        return track(shop, question.about_order(order.id))
    expected = [parcel.expected_at for parcel in shop.parcels(order.shopper_id, order.id) if parcel.expected_at]
    if not expected or max(expected) < question.now:
        return None
    text = f"亲，您的{short(order.lines[0].title)}已经在路上了，预计{day_and_date(max(expected), question.now)}送到～"
    return Reply(text, order_id=order.id, offer=Offer("track_shipment", {"order_id": order.id}))


def fee(shop: Shop, question: Question) -> Reply:
    if _PAID_TWICE.search(question.text) and question.shopper_id:
        return merge(shop, question)
    rules = shop.policy()["shipping"]
    if named_courier(shop, question.text):
        return courier(shop, question)
    if _CHEAPER.search(question.text):
        return bargain(shop, question)
    place, province = destination(shop, question)
    if province is None:
        remote = "、".join(rules["remote_regions"])
        return Reply(
            f"亲，满 {yuan(rules['free_from'])}包邮，不满的话运费 {yuan(rules['fee'])}；{remote}满 {yuan(rules['remote_free_from'])}包邮，不满 {yuan(rules['remote_fee'])}～"
        )
    if _undelivered(rules, province):
        return Reply(f"亲，不好意思，{place}目前还送不到呢～")
    cost, free_from = _fee_and_threshold(rules, province)
    return Reply(
        f"亲，寄到{place}满 {yuan(free_from)}包邮，不满的话运费 {yuan(cost)}～{_for_the_product(shop, question, free_from)}"
    )


def _for_the_product(shop: Shop, question: Question, free_from: Decimal) -> str:
    product = product_in_context(shop, question)
    if product is None:
        return ""
    missing = free_from - product.price
    return f"您看的{short(product.title)}{f'单件还差 {yuan(missing)}包邮' if missing > 0 else '单件就包邮'}～"


def _order_meant(shop: Shop, question: Question, states: frozenset[OrderState]) -> Order | None:
    """An order of the shopper's which such a question is about without naming it; a product page means "before buying"."""
    if question.shopper_id is None:
        return None
    if question.order_id:
        return find_order(shop, question, likely=lambda order: True).order
    orders = [order for order in shop.orders(question.shopper_id) if order.state in states]
    focus = [order for order in orders if order.id == question.focus_order_id]
    named = match_words(shop, question.text, orders)
    on_page = [order for order in orders if any(line.product_id == question.page_product_id for line in order.lines)]
    meant = named or on_page or focus or ([] if question.page_product_id else orders)
    return meant[0] if meant else None


def _zone(rules: Rules, province: str) -> str:
    if province in rules["wished_courier"]["near_regions"]:
        return "near"
    return "remote" if province in rules["remote_regions"] else "default"


def _undelivered(rules: Rules, province: str) -> bool:
    return province in rules["not_delivered"]


def _fee_and_threshold(rules: Rules, province: str) -> tuple[Decimal, Decimal]:
    remote = province in rules["remote_regions"]
    cost, free_from = ("remote_fee", "remote_free_from") if remote else ("fee", "free_from")
    return Decimal(str(rules[cost])), Decimal(str(rules[free_from]))
