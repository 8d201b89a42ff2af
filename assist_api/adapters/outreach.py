"""What the bot says first, composed from the shop's facts of this very moment; nothing where they no longer hold."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from assist_api.adapters.shop import OrderFile, ShopReader
from assist_api.adapters.slots import clock
from assist_api.adapters.views import money, order_card, parcel_card, product_part
from assist_api.domain.messages import Part, buttons
from assist_api.domain.outreach import Happened, Happening, Kind, Planned, Rules, Said
from assist_api.domain.outreach_answers import CONFIRMED, STOP
from shop.models import (
    Order,
    OrderLine,
    OrderState,
    Parcel,
    ParcelState,
    Product,
    Promotion,
    Return,
    ReturnState,
    ShopEvent,
)
from shop.standstill import MOVING, is_still

LOOK_INTO_HOURS = 24  # a stalled parcel: until then the shopper hears what the courier says
STALLED_KIND = "urge_delivery"  # of the follow-up; the same as when the shopper asks
NOT_SENT = frozenset({OrderState.PAID, OrderState.LOCKED})


@dataclass(frozen=True)
class Moot:
    """The facts no longer hold: it is not to be told, ever."""

    why: str


@dataclass(frozen=True)
class NotYet:
    until: datetime


Outcome = Said | Moot | NotYet


@dataclass(frozen=True)
class Request:
    planned: Planned
    told: Collection[str]  # subjects that were told before in this matter
    heard_at: datetime | None  # the shopper's last word in the chat
    now: datetime
    rules: Rules
    policy: Mapping[str, Any]


async def compose(shop: ShopReader, request: Request) -> Outcome:
    """Asks the shop; raises ShopUnavailable where it does not answer, and then nothing is told."""
    return await _COMPOSERS[request.planned.kind](shop, request)


def happening(event: ShopEvent) -> Happening:
    return Happening(event.id, Happened(event.kind.value), event.shopper_id, event.at, event.order_id, event.sku_id)


def closes_after(policy: Mapping[str, Any]) -> timedelta:
    """How long the platform keeps an order that is not paid."""
    return timedelta(hours=policy["payment"]["close_after_hours"])


# Payment


async def _payment_reminder(shop: ShopReader, request: Request) -> Outcome:
    file = await _order(shop, request)
    if file is None or file.order.state is not OrderState.UNPAID:
        return Moot(_no_longer_unpaid(file))
    rules, order = request.rules, file.order
    ready = order.created_at + rules.big_first
    if order.to_pay >= rules.big_amount and request.now < ready:
        return NotYet(ready)
    until = clock(order.created_at + closes_after(request.policy), request.now)
    text = (
        f"亲，您拍下的{_wanted(order)}还没付款，应付 {money(order.to_pay)} 元，"
        f"订单为您保留到{until}～是有哪里拿不准吗？点一下告诉小二，我来帮您看看。"
    )
    return _about(file, text, _why_not_paid(order, await shop.product(order.lines[0].product_id)))


def _why_not_paid(order: Order, product: Product | None) -> Part:
    """Each reason leads to the skill that helps with it; the shop may count them."""
    product_id = order.lines[0].product_id
    unsure = (
        ("尺码拿不准", _payload("ask_size_advice", product_id=product_id))
        if product and product.size_chart
        else ("商品拿不准", _payload("ask_product_detail", product_id=product_id))
    )
    return buttons(
        unsure,
        ("再比比价格", _payload("ask_promotion", product_id=product_id)),
        ("付款不成功", _payload("report_payment_problem", order_id=order.id)),
        ("不想要了", _payload("cancel_order", order_id=order.id)),
        ("别再提醒", STOP),
    )


async def _payment_last_hint(shop: ShopReader, request: Request) -> Outcome:
    file = await _order(shop, request)
    if file is None or file.order.state is not OrderState.UNPAID:
        return Moot(_no_longer_unpaid(file))
    order = file.order
    closes = order.created_at + closes_after(request.policy)
    product = await shop.product(order.lines[0].product_id)
    text = (
        f"亲，{_goods(order)}的订单到{clock(closes, request.now)}还没付款的话会自动关闭，"
        f"{_left(product, order, request)}需要就在那之前付款，不需要不用管它，这一单小二不会再提醒啦～"
    )
    return _about(file, text, _why_not_paid(order, product))


def _left(product: Product | None, order: Order, request: Request) -> str:
    """Scarcity is said from live stock only."""
    stock = next((sku.stock for sku in product.skus if sku.id == order.lines[0].sku_id), 0) if product else 0
    return f"您选的这款目前库存还有 {stock} 件，" if 0 < stock <= request.rules.scarce else ""


def _no_longer_unpaid(file: OrderFile | None) -> str:
    if file is None:
        return "gone"
    return "closed" if file.order.state in (OrderState.CLOSED_UNPAID, OrderState.CANCELLED) else "paid"


# A silent order


async def _order_confirmation(shop: ShopReader, request: Request) -> Outcome:
    file = await _order(shop, request)
    if file is None or file.order.state not in NOT_SENT:
        return Moot("gone" if file is None else "overtaken")
    order = file.order
    if request.heard_at and request.heard_at >= order.created_at - request.rules.silent:
        return Moot("talked")
    discount = f"，优惠 {money(order.discount)} 元" if order.discount else ""
    goods = "、".join(f"{_named(line)} {line.quantity} 件" for line in order.lines)
    text = (
        f"亲，收到您的订单啦，跟您核对一下：{goods}；"
        f"寄给 {order.receiver} {order.phone_masked}，{order.address_masked}。"
        f"商品 {money(order.goods_total)} 元{discount}，邮费 {money(order.postage)} 元，实付 {money(order.paid)} 元。"
        f"信息都对吗？"
    )
    change = [("改地址", _payload("change_address", order_id=order.id))] if order.state is OrderState.PAID else []
    return _about(file, text, buttons(("信息没错", CONFIRMED), *change))


async def thanks_for_confirming(shop: ShopReader, shopper_id: str, order_id: str | None, now: datetime) -> str:
    """By when it is sent, as the shop promises it."""
    file = await shop.order_file(shopper_id, order_id) if order_id else None
    ship_by = file.order.ship_by if file and file.order.state in NOT_SENT else None
    when = f"，最晚{clock(ship_by, now)}前发出" if ship_by and ship_by > now else ""
    return f"好的亲，信息已核对无误{when}，发出后物流会告诉您～"


async def kept_until(shop: ShopReader, shopper_id: str, order_id: str | None, now: datetime) -> str:
    """To somebody who will pay later: how long there is time."""
    file = await shop.order_file(shopper_id, order_id) if order_id else None
    if file is None or file.order.state is not OrderState.UNPAID:
        return "好的亲，不着急～"
    until = clock(file.order.created_at + closes_after(shop.policy), now)
    return f"好的亲，不着急，订单为您保留到{until}，付款后我们就安排发货～"


# Parcels


async def _shipped(shop: ShopReader, request: Request) -> Outcome:
    def words(order: Order, parcel: Parcel) -> str:
        arrival = _expected(parcel, request.now)
        return f"亲，您的{_goods(order)}已经发出啦，{parcel.courier}，单号 {parcel.tracking_no}{arrival}～"

    return await _parcels(shop, request, frozenset({ParcelState.CREATED, ParcelState.IN_TRANSIT}), words)


async def _out_for_delivery(shop: ShopReader, request: Request) -> Outcome:
    def words(order: Order, parcel: Parcel) -> str:
        return f"亲，您的{_goods(order)}正在派送，{parcel.courier}单号 {parcel.tracking_no}，麻烦保持电话畅通～"

    return await _parcels(shop, request, frozenset({ParcelState.OUT_FOR_DELIVERY}), words)


async def _delivered(shop: ShopReader, request: Request) -> Outcome:
    hours = request.policy["returns"]["report_damage_hours"]

    def words(order: Order, parcel: Parcel) -> str:
        last = parcel.last_event
        said = f"（{last.text}）" if last else ""
        return (
            f"亲，您的{_goods(order)}显示已签收{said}。拆开看看有没有问题，"
            f"破损、少件请在签收后 {hours} 小时内告诉小二，我来帮您处理～"
        )

    def offered(order: Order) -> Part:
        about = {"order_id": order.id}
        return buttons(
            ("我还没收到", _payload("report_not_received", **about)),
            ("收到有问题", _payload("report_package_problem", **about)),
        )

    return await _parcels(shop, request, frozenset({ParcelState.DELIVERED}), words, offered)


async def _parcels(
    shop: ShopReader,
    request: Request,
    states: Collection[ParcelState],
    words: Callable[[Order, Parcel], str],
    offered: Callable[[Order], Part] | None = None,
) -> Outcome:
    file = await _order(shop, request)
    news = _news(file, request, lambda parcel: parcel.state in states)
    if isinstance(news, Moot) or file is None:
        return news if isinstance(news, Moot) else Moot("gone")
    several = f"这单分 {len(file.parcels)} 个包裹寄出。" if len(file.parcels) > 1 else ""
    text = several + words(file.order, news[0])
    more = (offered(file.order),) if offered else ()
    return _about(file, text, *(parcel_card(one) for one in news), *more, subjects=_numbers(news), card=False)


def _news(file: OrderFile | None, request: Request, holds: Callable[[Parcel], bool]) -> tuple[Parcel, ...] | Moot:
    """The parcels of which it is true now and was not told before."""
    if file is None:
        return Moot("gone")
    now_true = [parcel for parcel in file.parcels if holds(parcel)]
    if not now_true:
        return Moot("overtaken")
    return tuple(one for one in now_true if one.tracking_no not in request.told) or Moot("told_before")


def _numbers(parcels: Sequence[Parcel]) -> tuple[str, ...]:
    return tuple(parcel.tracking_no for parcel in parcels)


async def _stalled(shop: ShopReader, request: Request) -> Outcome:
    """The truth, an apology, and a follow-up in the shop with the hour until which we answer."""
    file = await _order(shop, request)
    news = _news(file, request, lambda parcel: is_still(parcel, request.policy, request.now))
    if isinstance(news, Moot) or file is None:
        return news if isinstance(news, Moot) else Moot("gone")
    order, parcel = file.order, news[0]
    key = f"outreach:{request.planned.id}"
    kept = await shop.look_after(order.shopper_id, order.id, kind=STALLED_KIND, due_hours=LOOK_INTO_HOURS, key=key)
    last = parcel.last_event
    where = f"停在「{last.place}」" if last and last.place else "没有新动态"
    text = (
        f"亲，跟您说声抱歉，您的{_goods(order)}物流{where}已经 {_hours(parcel, request.now)} 小时了，这不正常。"
        f"已经登记催查{parcel.courier}，{clock(kept.due_at, request.now)}前给您一个结果，您不用一直盯着～"
    )
    return _about(
        file,
        text,
        {**parcel_card(parcel), "expected_at": None},  # it was expected before it stood still
        buttons(("转人工客服", "/request_human")),
        subjects=_numbers(news),
        card=False,
        promise=(order.id, STALLED_KIND, kept.due_at),
    )


async def _moved(shop: ShopReader, request: Request) -> Outcome:
    """What was promised when it stood still: that we look after it until it goes on."""

    file = await _order(shop, request)
    news = _news(file, request, lambda one: one.state in MOVING and not is_still(one, request.policy, request.now))
    if isinstance(news, Moot) or file is None:
        return news if isinstance(news, Moot) else Moot("gone")
    last = news[0].last_event
    where = f"，最新到「{last.place}」" if last and last.place else ""
    goods, arrival = _goods(file.order), _expected(news[0], request.now)
    text = f"亲，之前停住的{goods}物流已经恢复啦{where}{arrival}，让您久等了～"
    return _about(file, text, *(parcel_card(one) for one in news), subjects=_numbers(news), card=False)


def _hours(parcel: Parcel, now: datetime) -> int:
    return int((now - parcel.last_event.at) / timedelta(hours=1)) if parcel.last_event else 0


def _expected(parcel: Parcel, now: datetime) -> str:
    expected = parcel.expected_at
    return f"，预计{clock(expected, now).split()[0]}送到" if expected and expected > now else ""


# Money back, goods back


async def _refunded(shop: ShopReader, request: Request) -> Outcome:
    file = await _order(shop, request)
    if file is None:
        return Moot("gone")
    returned = [one for one in await shop.returns(file.order.shopper_id) if _is_refund(one, file.order, request.told)]
    subjects, amount = _refund(file.order, returned)
    if amount is None:
        return Moot("overtaken")
    if set(subjects) <= set(request.told):
        return Moot("told_before")
    text = (
        f"亲，您的{_goods(file.order)}退款已经完成啦，{money(amount)} 元按原付款方式退回，"
        f"到账时间以支付渠道为准，让您久等了～"
    )
    return _about(file, text, subjects=subjects)


def _is_refund(one: Return, order: Order, told: Collection[str]) -> bool:
    return one.order_id == order.id and one.state is ReturnState.REFUNDED and one.id not in told


def _refund(order: Order, returned: Sequence[Return]) -> tuple[tuple[str, ...], Decimal | None]:
    """Of returned goods; of a whole order that was cancelled, where there is no return."""
    if returned:
        return tuple(one.id for one in returned), sum((one.amount for one in returned), Decimal(0))
    return (order.id,), order.paid if order.state is OrderState.REFUNDED and order.paid else None


async def _restocked(shop: ShopReader, request: Request) -> Outcome:
    sku_id = request.planned.plan.sku_id or ""
    product = await shop.product_of_sku(sku_id)
    if product is None:
        return Moot("gone")
    sku = next(one for one in product.skus if one.id == sku_id)
    if sku.stock <= 0:
        return Moot("overtaken")
    left = f"目前库存 {sku.stock} 件" if sku.stock <= request.rules.scarce else "现货充足"
    text = f"亲，您等的「{_short(product.title)}」{sku.label} 到货啦，{left}，{money(sku.price)} 元。喜欢可以去看看～"
    return Said(text, (product_part(product),), (sku_id,), None, product.id)


# An inquiry without an order


async def _inquiry_follow_up(shop: ShopReader, request: Request) -> Outcome:
    plan = request.planned.plan
    product = await shop.product(plan.product_id)
    if product is None or product.stock <= 0:
        return Moot("gone" if product is None else "sold_out")
    bought = [
        file
        for file in await shop.order_files(plan.shopper_id)
        if file.order.created_at >= plan.happened_at and any(line.product_id == product.id for line in file.order.lines)
    ]
    if bought:
        return Moot("ordered")
    fact = _helpful(product, await shop.promotions(), request)
    text = f"亲，您之前问过的「{_short(product.title)}」，{fact}还有想了解的随时问小二，不着急～"
    offered = buttons(
        ("哪个尺码合适" if product.size_chart else "商品详情", _advice(product)),
        ("有什么优惠", _payload("ask_promotion", product_id=product.id)),
        ("别再提醒", STOP),
    )
    return Said(text, (product_part(product), offered), (), None, product.id)


def _advice(product: Product) -> str:
    return _payload("ask_size_advice" if product.size_chart else "ask_product_detail", product_id=product.id)


def _helpful(product: Product, running: Sequence[Promotion], request: Request) -> str:
    """One fact: an offer that is on for these goods, else the truth about the stock."""
    offer = next((one for one in running if product.category in one.categories and not one.least_level), None)
    if offer:
        return f"现在正好有活动「{offer.title}」，到{clock(offer.ends_at, request.now).split()[0]}为止：{offer.rule}"
    if product.stock <= request.rules.scarce:
        return f"目前全部规格一共还有 {product.stock} 件。"
    same_day = request.policy["shipping"]["same_day_before"]
    return f"目前有现货，{same_day} 前付款当天发出。"


# What they share


async def _order(shop: ShopReader, request: Request) -> OrderFile | None:
    plan = request.planned.plan
    return await shop.order_file(plan.shopper_id, plan.order_id) if plan.order_id else None


def _about(
    file: OrderFile,
    text: str,
    *parts: Part,
    subjects: tuple[str, ...] = (),
    card: bool = True,
    promise: tuple[str, str, datetime] | None = None,
) -> Said:
    shown = (order_card(file), *parts) if card else parts
    order = file.order
    return Said(text, shown, subjects or (order.id,), order.id, order.lines[0].product_id, promise)


def _payload(intent: str, **entities: str) -> str:
    return f"/{intent}{json.dumps(entities, ensure_ascii=False)}"


def _goods(order: Order) -> str:
    """What a person calls the order: the first of its goods, and how many kinds there are."""
    more = len(order.lines) - 1
    return f"「{_short(order.lines[0].title)}」" + (f"等 {more + 1} 样" if more else "")


def _wanted(order: Order) -> str:
    """With colour and size where it is one thing."""
    return _named(order.lines[0]) if len(order.lines) == 1 else _goods(order)


def _named(line: OrderLine) -> str:
    return f"「{_short(line.title)}」" + (f"（{line.sku_label}）" if line.sku_label else "")


_LONGEST_BRAND = 4
_CHINESE = re.compile("[\u4e00-\u9fff]")


def _short(title: str, length: int = 16) -> str:
    """A product as a person would say it: without the brand in front and the praise behind."""
    brand, *words = title.split()
    named = [word for word in words if _CHINESE.search(word)]
    return (named[0] if named and len(brand) <= _LONGEST_BRAND else brand)[:length]


_COMPOSERS: dict[Kind, Callable[[ShopReader, Request], Awaitable[Outcome]]] = {
    Kind.STALLED: _stalled,
    Kind.REFUNDED: _refunded,
    Kind.MOVED: _moved,
    Kind.OUT_FOR_DELIVERY: _out_for_delivery,
    Kind.DELIVERED: _delivered,
    Kind.RESTOCKED: _restocked,
    Kind.PAYMENT_LAST_HINT: _payment_last_hint,
    Kind.PAYMENT_REMINDER: _payment_reminder,
    Kind.ORDER_CONFIRMATION: _order_confirmation,
    Kind.SHIPPED: _shipped,
    Kind.INQUIRY_FOLLOW_UP: _inquiry_follow_up,
}
