"""Whether a piece may come back: where its order stands, what is open on it already, and by which day it had to be said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from actions.services.fields import Option, options
from actions.services.forms import Field, Step
from actions.services.lines import category_in, line_in, name_of, order_in, product_in
from actions.services.reasons import REASON, is_fault, is_opened
from actions.services.reply import Button, Offer, Reply
from actions.services.wording import day_and_date, short
from shop.models import Order, OrderState, Return, ReturnState
from shop.protocol import Shop
from shop.windows import needs_unopened, never_without_reason, quality_until, without_reason_until

OPEN = frozenset({ReturnState.APPLIED, ReturnState.APPROVED, ReturnState.SENT_BACK, ReturnState.RECEIVED})
ON_THE_WAY = frozenset({OrderState.SHIPPED, OrderState.PARTLY_SHIPPED})
SALEABLE = "saleable"


def arrived(order: Order) -> bool:
    return order.signed_at is not None and order.state in _ARRIVED


_ARRIVED = frozenset({OrderState.SIGNED, OrderState.COMPLETED, OrderState.REFUNDING})


def likely(order: Order) -> bool:
    """Which orders a return is usually about."""
    return arrived(order) and order.state is not OrderState.REFUNDING


# Where the order stands


def not_yet(order: Order, what: str) -> Reply | None:
    """Why nothing can come back from an order that was not paid, not sent, or is over; None if it was sent."""
    said = _NOT_SENT.get(order.state)
    return said(order, what) if said else None


def _unpaid(order: Order, what: str) -> Reply:
    text = f"亲，您的{short(order.lines[0].title)}还没付款，不用{what}，取消订单就行。要我帮您取消吗？"
    return Reply(text, order_id=order.id, offer=_cancel(order))


def _waiting(order: Order, what: str) -> Reply:
    text = f"亲，您的{short(order.lines[0].title)}还没发出，不用走{what}，取消订单货款就原路退回。要我帮您取消吗？"
    return Reply(text, order_id=order.id, offer=_cancel(order))


def _cancel(order: Order) -> Offer:
    return Offer("cancel_order", {"order_id": order.id})


def _over(order: Order, what: str) -> Reply:
    return Reply(
        f"亲，您的{short(order.lines[0].title)}这单「{order.state.zh}」，不用再办{what}啦～", order_id=order.id
    )


_NOT_SENT: Mapping[OrderState, Callable[[Order, str], Reply]] = {
    OrderState.UNPAID: _unpaid,
    OrderState.PAID: _waiting,
    OrderState.LOCKED: _waiting,
    OrderState.CLOSED_UNPAID: _over,
    OrderState.CANCELLED: _over,
    OrderState.REFUNDED: _over,
}


def open_on(returns: Sequence[Return], order_id: str, sku_id: str) -> Return | None:
    of_piece = (each for each in returns if each.order_id == order_id and each.sku_id == sku_id)
    return next((each for each in of_piece if each.state in OPEN), None)


def already_open(shop: Shop, step: Step, kind: str = "") -> Reply | None:
    """One return a piece: the open one is told instead, with what comes next. Another `kind` than it needs it withdrawn."""
    found = open_on(shop.returns(step.question.shopper_id or ""), step.value("order_id"), step.value("sku_id"))
    if found is None:
        return None
    asks, intent = _THEN[found.state]
    if kind and found.kind != kind and found.state in _CAN_SWITCH:
        asks, intent = f"要改成{kind}的话，先撤销{found.kind}就行，要我帮您撤销吗？", "cancel_return"
    text = f"亲，{name_of(line_in(step))}之前已经申请过{found.kind}了，现在是「{found.state.zh}」，不用重复提交。{asks}"
    return Reply(text, order_id=found.order_id, offer=Offer(intent, {"order_id": found.order_id}))


_CAN_SWITCH = frozenset({ReturnState.APPLIED, ReturnState.APPROVED})
_PROGRESS = ("要看看办到哪一步了吗？", "ask_refund_progress")
_THEN = {
    ReturnState.APPLIED: _PROGRESS,
    ReturnState.APPROVED: ("要看看寄到哪里吗？", "ask_return_shipping"),
    ReturnState.SENT_BACK: _PROGRESS,
    ReturnState.RECEIVED: _PROGRESS,
}


# By the rules of the goods and the days


def until(step: Step) -> datetime | None:
    """The last moment for the reason given; None while the parcel has not been signed for."""
    order, policy = order_in(step), step.shop.policy()
    if is_fault(step):
        return quality_until(order, policy)
    return without_reason_until(order, category_in(step), policy)


def is_late(step: Step) -> bool:
    """Known only with the reason, since faults have a window of their own."""
    last = until(step) if step.value(REASON) else None
    return last is not None and last < step.question.now


def forbidden(step: Step) -> Reply | None:
    """Without a fault: underwear never, food and skin care only unopened, appliances only unused; late only as new."""
    if not step.value(REASON) or is_fault(step):
        return None
    product, policy = product_in(step), step.shop.policy()
    if product and never_without_reason(product.kind, policy):
        return _only_for_faults(step, f"{product.kind}属于贴身衣物，为了卫生不支持无理由退换")
    rule = needs_unopened(category_in(step), policy)
    if rule and is_opened(step):
        return _only_for_faults(step, f"{category_in(step)}{rule}后不支持无理由退换")
    if is_late(step) and step.value(SALEABLE) == "no":
        return _only_for_faults(step, f"无理由退换到{_last_day(step)}就截止了，又已经穿用过，这次没法再退换")
    return None


def _only_for_faults(step: Step, why: str) -> Reply:
    order_id = step.value("order_id")
    return Reply(
        f"亲，不好意思，{why}。要是东西本身有质量问题，不受这个限制，拍照给我看看就行～",
        buttons=[Button("是质量问题", "report_quality_issue", {"order_id": order_id})],
        order_id=order_id,
    )


def _last_day(step: Step) -> str:
    last = until(step)
    return day_and_date(last, step.question.now) if last else ""


def saleable() -> Field:
    """Too late is not refused at once: a person decides, if the goods are as new."""
    field = options(SALEABLE, "成色", _ask_saleable, _saleable_choices)
    return replace(field, needed=lambda step: is_late(step) and not is_fault(step))


def _ask_saleable(step: Step) -> Reply:
    return Reply(
        f"亲，{name_of(line_in(step))}的无理由退换到{_last_day(step)}截止了，系统没法直接批。"
        f"东西还和新的一样的话，我可以帮您提交给同事特批。现在是什么样子呢？"
    )


def _saleable_choices(step: Step) -> Sequence[Option]:
    if step.value(REASON) and (not is_late(step) or is_fault(step)):
        return ()
    return (
        Option("yes", "吊牌包装都在，没穿没用", ("吊牌在", "吊牌还在", "吊牌都在", "都在", "没穿", "没洗", "没用", "没拆", "没动", "全新", "新的", "齐全")),
        Option("no", "已经穿过或用过了", ("穿过", "洗过", "用过", "穿了", "用了", "洗了", "剪了", "拆了", "没吊牌", "吊牌没", "丢了", "扔了")),
    )  # fmt: skip
