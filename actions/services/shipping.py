"""When it is sent, how long it takes, what it costs, who brings it: from the policy, or from the order when there is one."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from actions.services.focus import ON_THE_WAY, WAITING, find_order, match_words
from actions.services.question import Question
from actions.services.regions import place_in, province_of
from actions.services.reply import Offer, Reply
from actions.services.subject import product_in_context
from actions.services.wording import day_and_date, days, moment, short, yuan
from shop.models import Order, OrderState
from shop.protocol import Shop

Rules = Mapping[str, Any]


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
    order = _order_meant(shop, question, ON_THE_WAY)
    arriving = _arrival_of(shop, order, question) if order is not None and not place_in(question.text) else None
    if arriving:
        return arriving
    rules = shop.policy()["shipping"]
    place, province = _destination(shop, question)
    if province is None:
        text = f"亲，发出后江浙沪皖一般 {days(rules['days']['near'])}，其他地区 {days(rules['days']['default'])}，偏远地区 {days(rules['days']['remote'])}。您寄到哪个省呢？"
        return Reply(text)
    if _undelivered(rules, province):
        return Reply(f"亲，不好意思，{place}目前还送不到呢～")
    return Reply(
        f"亲，寄到{place}，发出后一般 {days(rules['days'][_zone(rules, province)])}送到；{rules['same_day_before']} 前付款当天就发～"
    )


def _arrival_of(shop: Shop, order: Order, question: Question) -> Reply | None:
    expected = [parcel.expected_at for parcel in shop.parcels(order.shopper_id, order.id) if parcel.expected_at]
    if not expected or max(expected) < question.now:
        return None
    text = f"亲，您的{short(order.lines[0].title)}已经在路上了，预计{day_and_date(max(expected), question.now)}送到～"
    return Reply(text, order_id=order.id, offer=Offer("track_shipment", {"order_id": order.id}))


def fee(shop: Shop, question: Question) -> Reply:
    rules = shop.policy()["shipping"]
    wished = _wished(shop, question)
    if wished:
        return _wished_courier(rules, wished, question)
    place, province = _destination(shop, question)
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


def courier(shop: Shop, question: Question) -> Reply:
    rules = shop.policy()["shipping"]
    names = {each.code: each.name for each in shop.couriers()}
    wished = _wished(shop, question)
    if wished:
        return _wished_courier(rules, wished, question)
    product = product_in_context(shop, question)
    if product:
        usual = names[rules["couriers"][product.category]]
        return Reply(f"亲，{short(product.title)}默认发{usual}。{_can_be_wished(rules, names)}", product_id=product.id)
    by_courier: dict[str, list[str]] = {}
    for category, code in rules["couriers"].items():
        by_courier.setdefault(names[code], []).append(category)
    usual = "，".join(f"{'、'.join(categories)}发{name}" for name, categories in by_courier.items())
    return Reply(f"亲，{usual}。{_can_be_wished(rules, names)}")


def _can_be_wished(rules: Rules, names: Mapping[str, str]) -> str:
    wished = rules["wished_courier"]
    return f"想发{names[wished['code']]}也可以，补 {yuan(wished['surcharge'])}差价（江浙沪皖 {yuan(wished['surcharge_near'])}）～"


def _wished(shop: Shop, question: Question) -> Mapping[str, Any] | None:
    """The courier named in the message, and whether it is the one which may be wished for."""
    said = question.text.lower()
    for each in shop.couriers():
        if any(word.lower() in said for word in (each.name, *each.aliases) if len(word) > 1):
            return {"code": each.code, "name": each.name}
    return None


def _wished_courier(rules: Rules, wished: Mapping[str, Any], question: Question) -> Reply:
    rule = rules["wished_courier"]
    if wished["code"] in rules["couriers"].values():
        kinds = "、".join(kind for kind, code in rules["couriers"].items() if code == wished["code"])
        return Reply(f"亲，{wished['name']}可以的，{kinds}默认就发{wished['name']}，不用加钱～")
    if wished["code"] != rule["code"]:
        return Reply(f"亲，不好意思，{wished['name']}暂时发不了；想快一点可以补差价发顺丰～")
    province = province_of(question.text)
    if province in rule["not_to"]:
        return Reply(f"亲，{province}暂时发不了{wished['name']}，默认快递是可以送到的～")
    if province is None:
        text = f"亲，可以发{wished['name']}，补 {yuan(rule['surcharge'])}差价就行，江浙沪皖补 {yuan(rule['surcharge_near'])}。下单时备注一下哦～"
        return Reply(text)
    cost = rule["surcharge_near"] if province in rule["near_regions"] else rule["surcharge"]
    return Reply(
        f"亲，寄到{place_in(question.text)}可以发{wished['name']}，补 {yuan(cost)}差价就行，下单时备注一下哦～"
    )


def _destination(shop: Shop, question: Question) -> tuple[str | None, str | None]:
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
