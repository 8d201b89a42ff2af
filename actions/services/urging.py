"""催发货, 催派送: not a soothing word but a follow-up with a deadline, a flag for the shop, and the hour by which we answer."""

from __future__ import annotations

import re
from datetime import timedelta
from math import ceil

from actions.services.cards import parcel_card
from actions.services.focus import ON_THE_WAY, WAITING, find_order
from actions.services.question import Question
from actions.services.refunds import progress
from actions.services.reply import TO_A_PERSON, Offer, Reply, promise
from actions.services.tracking import (
    LOOK_INTO_HOURS,
    most_telling,
    not_sent,
    shows_as_sent,
    track,
    was_open,
)
from actions.services.wording import day_and_date, moment, short
from shop.models import Flag, FollowUp, Order, OrderState, Parcel, ParcelState
from shop.protocol import Shop
from shop.standstill import MOVING, is_still

_MAY_LEAVE = re.compile(r"退款|退钱|退了|不要了|取消|不买了")
_SOONEST_HOURS, _LATEST_HOURS = 4, 24


def urge_shipping(shop: Shop, question: Question) -> Reply:
    found = find_order(
        shop, question, likely=lambda order: order.state in WAITING, ask="您有几笔订单还没发出，要催哪一笔呢？"
    )
    if found.order is None:
        return found.reply or Reply()
    order = found.order
    if shows_as_sent(order):
        return track(shop, question.about_order(order.id))
    if order.state is OrderState.UNPAID:
        return Reply(f"亲，您的{_goods(order)}还没有付款，付款后我们马上安排发货～", order_id=order.id)
    if order.state not in WAITING:
        return Reply(f"亲，您的{_goods(order)}现在是「{order.state.zh}」，不会再发货啦～", order_id=order.id)
    return _urged(shop, order, question)


def _urged(shop: Shop, order: Order, question: Question) -> Reply:
    key = f"{question.message_id}:urge_shipping"
    follow_up = shop.open_follow_up(
        order.shopper_id, order.id, kind="urge_shipping", due_hours=_due_hours(order, question), key=key
    )
    if not was_open(follow_up, question):
        shop.add_note(order.shopper_id, order.id, by="小二", text="顾客催发货，请优先安排", flag=Flag.BLUE, key=key)
    threatens = _MAY_LEAVE.search(question.text) is not None and order.state is OrderState.PAID
    return Reply(
        _text(order, follow_up, question),
        next_step="不想等的话也可以现在取消退款，要帮您取消吗？" if threatens else "",
        offer=Offer("cancel_order", {"order_id": order.id}) if threatens else None,
        buttons=[TO_A_PERSON] if order.oversold else [],
        custom=promise(order.id, "urge_shipping", follow_up.due_at),
        order_id=order.id,
        product_id=order.lines[0].product_id,
    )


def _due_hours(order: Order, question: Question) -> int:
    """By the promised sending time if that is still ahead, within a day in any case."""
    if order.ship_by is None or order.ship_by <= question.now:
        return _LATEST_HOURS
    left = ceil((order.ship_by - question.now) / timedelta(hours=1))
    return min(max(left, _SOONEST_HOURS), _LATEST_HOURS)


def _text(order: Order, follow_up: FollowUp, question: Question) -> str:
    due = moment(follow_up.due_at, question.now)
    if order.oversold:
        return f"亲，跟您说实话，您的{_goods(order)}仓库暂时缺货，所以没能按时发出，很抱歉。我已经催补货并做了加急标记，{due}前给您准信；不想等也可以找同事改款或退款～"
    if was_open(follow_up, question):
        return f"亲，您的{_goods(order)}之前已经帮您催过仓库了，还在跟进中，{due}前一定给您答复，我这边一直盯着～"
    if order.ship_by and order.ship_by < question.now:
        return f"亲，您的{_goods(order)}已经超过承诺的发货时间，让您久等了，真的抱歉。我已加急催仓库并给订单插旗，{due}前给您结果～"
    return f"好的亲，已经帮您催仓库了，您的{_goods(order)}订单也做了加急标记，{due}前给您答复，一发出就有物流信息～"


def _goods(order: Order) -> str:
    return short(order.lines[0].title)


def urge_delivery(shop: Shop, question: Question) -> Reply:
    """A parcel on its way is pushed at the courier's; one that needs no push is told where it is."""
    found = find_order(
        shop, question, likely=lambda order: order.state in ON_THE_WAY, ask="您有几个包裹在路上，要催哪一个呢？"
    )
    if found.order is None:
        return found.reply or Reply()
    order = found.order
    if order.state is OrderState.REFUNDING:  # what is waited for is the money
        return progress(shop, question.about_order(order.id))
    parcels = shop.parcels(order.shopper_id, order.id)
    if not parcels:
        asks = "催" in question.text and order.state in WAITING
        return _urged(shop, order, question) if asks else not_sent(order, question)
    parcel = most_telling(parcels)
    if parcel.state not in MOVING or is_still(parcel, shop.policy(), question.now):
        return track(shop, question.about_order(order.id))
    return _pushed(shop, order, parcel, question)


def _pushed(shop: Shop, order: Order, parcel: Parcel, question: Question) -> Reply:
    key = f"{question.message_id}:urge_delivery"
    follow_up = shop.open_follow_up(
        order.shopper_id, order.id, kind="urge_delivery", due_hours=LOOK_INTO_HOURS, key=key
    )
    if not was_open(follow_up, question):
        text = f"顾客催派送，请催{parcel.courier} {parcel.tracking_no}"
        shop.add_note(order.shopper_id, order.id, by="小二", text=text, flag=Flag.BLUE, key=key)
    return Reply(
        _where_and_when(order, parcel, question) + _what_is_done(parcel, follow_up, question),
        parts=[parcel_card(parcel)],
        custom=promise(order.id, "urge_delivery", follow_up.due_at),
        order_id=order.id,
        product_id=order.lines[0].product_id,
    )


def _where_and_when(order: Order, parcel: Parcel, question: Question) -> str:
    if parcel.state is ParcelState.OUT_FOR_DELIVERY:
        return f"亲，您的{_goods(order)}派送员已经在送了，"
    last = parcel.last_event
    at = f"{moment(last.at, question.now)}到了「{last.place}」" if last else "在等快递揽收"
    expected = parcel.expected_at
    if expected is None:
        return f"亲，您的{_goods(order)}{at}，"
    if expected < question.now:
        return (
            f"亲，您的{_goods(order)}{at}，原本预计{day_and_date(expected, question.now)}送到，已经晚了，抱歉让您久等，"
        )
    return f"亲，您的{_goods(order)}{at}，预计{day_and_date(expected, question.now)}送到，"


def _what_is_done(parcel: Parcel, follow_up: FollowUp, question: Question) -> str:
    due = moment(follow_up.due_at, question.now)
    if was_open(follow_up, question):
        return f"之前已经帮您催过{parcel.courier}了，我还在盯着，{due}前给您消息～"
    return f"我已经催{parcel.courier}优先派送并登记跟进，{due}前给您消息，有变化会在这里告诉您～"
