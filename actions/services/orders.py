"""The state of an order in a sentence, and the list of the last ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from actions.services.cards import order_card
from actions.services.focus import find_order, match_words, picture_of
from actions.services.order_details import details
from actions.services.order_words import goods_of
from actions.services.question import Question
from actions.services.reply import NEEDS_IDENTITY, Button, Offer, Reply
from actions.services.wording import day_and_date, moment, short, yuan
from shop.models import Order, OrderState
from shop.protocol import Shop

_MOST_LISTED = 4
_LIST = re.compile(r"哪些|几[笔单个]|所有|全部|列表|我的订单$|都[有买]")


def query(shop: Shop, question: Question) -> Reply:
    if question.shopper_id is None:
        return NEEDS_IDENTITY
    if question.order_id is None and _wants_list(shop, question, question.shopper_id):
        return _listed(shop, shop.orders(question.shopper_id), question)
    found = find_order(shop, question, likely=lambda order: True, ask="您想查哪一笔订单呢？")
    return _one(shop, found.order, question) if found.order else found.reply or Reply()


def _wants_list(shop: Shop, question: Question, shopper_id: str) -> bool:
    if not _LIST.search(question.text):
        return False
    orders = shop.orders(shopper_id)
    return len(orders) > 1 and not match_words(shop, question.text, orders)


def _listed(shop: Shop, orders: Sequence[Order], question: Question) -> Reply:
    shown = orders[:_MOST_LISTED]
    count = f"您最近有 {len(orders)} 笔订单" if len(orders) <= _MOST_LISTED else f"这是您最近的 {len(shown)} 笔订单"
    buttons = [
        Button(f"{short(order.lines[0].title, 10)} · {order.state.zh}", "query_order", {"order_id": order.id})
        for order in shown
    ]
    return Reply(
        f"亲，{count}，点一下就能看详情～",
        parts=[order_card(order, picture_of(shop, order)) for order in shown],
        buttons=buttons,
        needs="choice",
        choices=[order.id for order in shown],
    )


def _one(shop: Shop, order: Order, question: Question) -> Reply:
    """What is asked for, else the state with the next step that fits it."""
    detail = details(shop, order, question)
    text, offer = (detail, None) if detail else _SAID[order.state](order, question)
    return Reply(
        text,
        parts=[order_card(order, picture_of(shop, order))],
        order_id=order.id,
        product_id=order.lines[0].product_id,
        offer=offer,
    )


_Said = tuple[str, Offer | None]


def _unpaid(order: Order, question: Question) -> _Said:
    return (
        f"亲，您的{goods_of(order)}还没有付款，待付 {yuan(order.to_pay)}，付好就给您安排发货～",
        None,
    )


def _waiting(order: Order, question: Question) -> _Said:
    late = order.ship_by is not None and order.ship_by < question.now
    if late:
        return f"亲，您的{goods_of(order)}付款成功，但还没发出，已经超过承诺时间了，很抱歉。要我帮您催仓库吗？", _urge(
            order
        )
    by = f"，最晚{moment(order.ship_by, question.now)}前发出" if order.ship_by else ""
    return f"亲，查到啦，您的{goods_of(order)}付款成功，现在是「{order.state.zh}」{by}～", None


def _sent(order: Order, question: Question) -> _Said:
    at = f"{moment(order.shipped_at, question.now)}发出了" if order.shipped_at else "已经发出了"
    return f"亲，您的{goods_of(order)}{at}，要看看现在到哪了吗？", Offer("track_shipment", {"order_id": order.id})


def _arrived(order: Order, question: Question) -> _Said:
    at = day_and_date(order.signed_at, question.now) if order.signed_at else ""
    return f"亲，您的{goods_of(order)}{at}已经签收，现在是「{order.state.zh}」。用着有什么问题随时跟我说～", None


def _ended(order: Order, question: Question) -> _Said:
    return f"亲，您的{goods_of(order)}这笔订单现在是「{order.state.zh}」～", None


_SAID: dict[OrderState, Callable[[Order, Question], _Said]] = {
    OrderState.UNPAID: _unpaid,
    OrderState.PAID: _waiting,
    OrderState.LOCKED: _waiting,
    OrderState.PARTLY_SHIPPED: _sent,
    OrderState.SHIPPED: _sent,
    OrderState.SIGNED: _arrived,
    OrderState.COMPLETED: _arrived,
    OrderState.CLOSED_UNPAID: _ended,
    OrderState.CANCELLED: _ended,
    OrderState.REFUNDING: _ended,
    OrderState.REFUNDED: _ended,
}


def _urge(order: Order) -> Offer:
    return Offer("urge_shipping", {"order_id": order.id})
