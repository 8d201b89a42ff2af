"""合并订单: which paid orders can leave in one parcel, what postage comes back, and why not where they cannot."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from actions.services.fields import confirmation
from actions.services.forms import Form, Step, begin
from actions.services.goods import shop_product
from actions.services.order_words import goods_of
from actions.services.question import Question
from actions.services.reply import NEEDS_IDENTITY, Reply
from actions.services.wording import yuan
from shop import shipping
from shop.models import Order, OrderState
from shop.protocol import Refusal, Refused, Shop

_IDS = "order_ids"
_MERGED = "合并发货"  # stands in the note of an order that was merged


def merge(shop: Shop, question: Question) -> Reply:
    if question.shopper_id is None:
        return NEEDS_IDENTITY
    orders = shop.orders(question.shopper_id)
    group = _together(shop, orders, question)
    if len(group) < 2:
        return _why_not(shop, orders)
    return begin(FORM, shop, question, {_IDS: [order.id for order in group]})


def _together(shop: Shop, orders: Sequence[Order], question: Question) -> Sequence[Order]:
    """The orders that may travel together: the group of the order in question, else the largest."""
    groups: defaultdict[tuple[str, ...], list[Order]] = defaultdict(list)
    for order in orders:
        houses = _houses(shop, order)
        if order.state is OrderState.PAID and len(houses) == 1 and not _is_merged(order):
            groups[(*_whereto(order), *houses)].append(order)
    meant = {question.order_id or question.focus_order_id}
    return max(groups.values(), key=lambda group: (_holds(group, meant), len(group)), default=[])


def _holds(group: Sequence[Order], meant: set[str | None]) -> bool:
    return len(group) > 1 and any(order.id in meant for order in group)


def _is_merged(order: Order) -> bool:
    return any(_MERGED in note.text for note in order.notes)


def _whereto(order: Order) -> tuple[str, str, str]:
    return order.receiver, order.phone_masked, order.address_masked


def _houses(shop: Shop, order: Order) -> frozenset[str]:
    products = [shop_product(shop, line.product_id) for line in order.lines]
    return frozenset(shipping.warehouse(each.category, shop.policy()) for each in products if each)


# Why not


def _why_not(shop: Shop, orders: Sequence[Order]) -> Reply:
    """The first reason that holds, with what can be done about it."""
    paid = [order for order in orders if order.state is OrderState.PAID]
    reasons = (
        (len(paid) >= 2 and all(map(_is_merged, paid)), "亲，这几单之前已经帮您合并过了，会装在一个包裹里发～"),
        (len({_whereto(order) for order in paid}) > 1, "亲，这几单的收货信息不一样，没法合在一起发。改成同一个收货地址后我再帮您合并～"),
        (len(paid) >= 2, f"亲，这几单不在同一个仓库发（{_house_names(shop, paid)}），只能分开寄，运费没法合并哦～"),
        (_has(orders, OrderState.LOCKED), "亲，有一单仓库已经在配货了，来不及合并啦，会分开寄出～"),
        (_has(orders, OrderState.UNPAID), "亲，合并要几单都付款成功才行，您还有一单没付款，付好跟我说一声，我帮您合～"),
    )  # fmt: skip
    only_one = "亲，您现在只有一单在等发货，没有可以合并的。想再拍一件的话，拍好跟我说，我帮您合到一起～"
    none = "亲，您现在没有等发货的订单，已经发出的就没法合并啦～"
    told = next((text for holds, text in reasons if holds), only_one if paid else none)
    return Reply(told)


def _has(orders: Sequence[Order], state: OrderState) -> bool:
    return any(order.state is state for order in orders)


def _house_names(shop: Shop, orders: Sequence[Order]) -> str:
    houses = {house for order in orders for house in _houses(shop, order)}
    rules = shop.policy()["shipping"]["warehouses"]
    return "、".join(house["name"] for house in rules if house["id"] in houses)


# Merging


def _orders(step: Step) -> Sequence[Order]:
    return [step.shop.order(step.question.shopper_id or "", each) for each in step.value(_IDS)]


def postage_back(orders: Sequence[Order], shop: Shop) -> Decimal:
    """All of them together pay postage once, or not at all when their sum is above the threshold."""
    paid = sum((order.postage for order in orders), Decimal(0))
    amount = sum((order.goods_total - order.discount for order in orders), Decimal(0))
    return paid - min(shipping.postage(orders[0].region, amount, shop.policy()), paid)


def _summary(step: Step) -> Reply:
    orders = _orders(step)
    goods = "、".join(goods_of(order) for order in orders)
    back = postage_back(orders, step.shop)
    paid = sum((order.postage for order in orders), Decimal(0))
    money = f"运费一共付了 {yuan(paid)}，合并后退您 {yuan(back)}" if back else "运费没有多付，不用退"
    text = f"亲，这 {len(orders)} 单可以合并成一个包裹：{goods}。{money}。确认合并吗？"
    return Reply(text, order_id=orders[0].id)


def _check(step: Step) -> Reply | None:
    orders = _orders(step)
    if all(order.state is OrderState.PAID for order in orders):
        return None
    return _why_not(step.shop, step.shop.orders(step.question.shopper_id or ""))


def _submit(step: Step) -> Reply:
    ids, shopper_id = step.value(_IDS), step.question.shopper_id or ""
    try:
        merged = step.shop.merge_orders(shopper_id, ids, key=f"{step.question.message_id}:merge")
    except Refused as refused:
        if refused.refusal is Refusal.ALREADY_OPEN:
            return Reply("亲，这几单之前已经合并过了，会装在一个包裹里发～", order_id=ids[0])
        raise
    back = f"，多付的运费 {yuan(merged.postage_refund)}原路退回" if merged.postage_refund else ""
    return Reply(f"好的亲，{len(merged.order_ids)} 单已经合并，装在一个包裹里发{back}～", order_id=ids[0])


_TOLD_IN_SUMMARY = re.compile(r"(退|还).{0,4}(多少|几块|一个|一份|一半)|[运邮]费.{0,3}退|退.{0,3}[运邮]费")

FORM = Form(
    name="merge_form",
    title="合并订单",
    intents=frozenset({"merge_orders"}),
    fields=(confirmation(_summary, yes="确认合并", no="先不合并", tells=_TOLD_IN_SUMMARY),),
    submit=_submit,
    check=_check,
    left="好的亲，那就还是分开发～",
)
