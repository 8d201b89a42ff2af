"""退款进度: where a return stands, by when the next step is done, and where the money goes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from actions.services.focus import WAITING, find_order
from actions.services.lines import line_returned, name_of
from actions.services.question import Question
from actions.services.reply import NEEDS_IDENTITY, TO_A_PERSON, Button, Offer, Reply, knowledge, promise
from actions.services.return_rules import OPEN
from actions.services.wording import day_and_date, days, moment, yuan
from shop.models import Order, OrderState, Return, ReturnState
from shop.protocol import Shop

EXCHANGE, REFUND_ONLY = "换货", "仅退款"
_GENERAL = re.compile(r"花呗|信用卡|银行卡|原路|哪张卡|支付宝|微信|优惠券|积分|多久能?到|几天能?到|一般")
_URGED_HOURS = 24  # a step that is overdue is looked after within a day


def progress(shop: Shop, question: Question) -> Reply:
    if question.shopper_id is None:
        return knowledge(question.text) if _GENERAL.search(question.text) else NEEDS_IDENTITY
    returns = shop.returns(question.shopper_id)
    given = _given_back(shop, question, returns)
    if given or not returns:
        return given or _none(shop, question)
    found = find_order(shop, question, likely=_with_return(returns, question), ask="亲，您想查哪一单的退款呢？")
    if found.order is None:
        return found.reply or Reply()
    of_order = [each for each in returns if each.order_id == found.order.id]
    return _told(shop, found.order, of_order, question) if of_order else _without(found.order)


def of_the_way_back(shop: Shop, question: Question) -> Reply | None:
    """A parcel that the shopper has sent back is asked about, not one that is to come."""
    if question.shopper_id is None or question.order_id or not _SENT_BY_THE_SHOPPER.search(question.text):
        return None
    sent = any(each.state is ReturnState.SENT_BACK for each in shop.returns(question.shopper_id))
    return progress(shop, question) if sent else None


_SENT_BY_THE_SHOPPER = re.compile(
    r"退(货|回去?|掉)?的?.{0,3}(包裹|快递|件|东西|单号)|寄回|退货.{0,4}(到|签收)|仓库.{0,3}(签|收到)"
)


def _given_back(shop: Shop, question: Question, returns: Sequence[Return]) -> Reply | None:
    """Money that comes back without a return: a price that fell, postage of merged orders."""
    orders = shop.orders(question.shopper_id or "")
    in_focus = [order for order in orders if order.id == (question.order_id or question.focus_order_id)]
    with_return = {each.order_id for each in returns}
    return next(filter(None, (_by_note(order) for order in in_focus if order.id not in with_return)), None)


def _by_note(order: Order) -> Reply | None:
    """The newest note alone tells what the talk has just done."""
    text = order.notes[-1].text if order.notes else ""
    price = _PRICE_BACK.search(text)
    if price:
        told = f"亲，差价 {price[1]} 元已经申请退了，原路退回您的付款账户，退到银行卡的话以银行入账时间为准～"
        return Reply(told, order_id=order.id)
    if _MERGED in text:
        told = "亲，合并后多付的运费已经申请原路退回您的付款账户，退到银行卡的话以银行入账时间为准～"
        return Reply(told, order_id=order.id)
    return None


_PRICE_BACK = re.compile(r"价保退差价 ([\d.]+) 元")
_MERGED = "合并发货"


def _none(shop: Shop, question: Question) -> Reply:
    """A refund without a return of ours is an order that is being paid back; else there is nothing to look up."""
    if _GENERAL.search(question.text):
        return knowledge(question.text)
    orders = shop.orders(question.shopper_id or "")
    waiting = [each for each in orders if each.state in WAITING]
    in_focus = [each for each in waiting if each.id == question.focus_order_id]
    if meant := in_focus or (waiting if len(orders) == len(waiting) == 1 else []):
        waits = meant[0]
        text = f"亲，{name_of(waits.lines[0])}这单还没发出，不用申请退货，取消订单货款就原路退回。要帮您取消吗？"
        return Reply(text, order_id=waits.id, offer=Offer("cancel_order", {"order_id": waits.id}))
    return Reply(
        "亲，帮您查过了，您目前没有在办的退款或退货。要退的话我可以帮您申请，是要申请退货吗？",
        offer=Offer("request_return"),
    )


def _with_return(returns: Sequence[Return], question: Question) -> Callable[[Order], bool]:
    """Orders with a return that was turned down if that is asked about; else with an open one, a refund made, or any."""
    wanted = (_REJECTED_ONLY,) if _TURNED_DOWN.search(question.text) else (OPEN, _PAID_BACK)
    found = ({each.order_id for each in returns if each.state in states} for states in wanted)
    ids = next(filter(None, found), {each.order_id for each in returns})
    return lambda order: order.id in ids


_TURNED_DOWN = re.compile(r"拒|驳|没(有)?通过|不(给|让)?通过")
_REJECTED_ONLY, _PAID_BACK = frozenset({ReturnState.REJECTED}), frozenset({ReturnState.REFUNDED})


def _without(order: Order) -> Reply:
    if order.state in {OrderState.REFUNDING, OrderState.REFUNDED}:
        return Reply(
            f"亲，这单现在是「{order.state.zh}」，{yuan(order.paid)}会原路退回您的付款账户～", order_id=order.id
        )
    text = f"亲，{name_of(order.lines[0])}这单没有在办的退款，现在是「{order.state.zh}」。要我帮您申请退货吗？"
    return Reply(text, order_id=order.id, offer=Offer("request_return", {"order_id": order.id}))


def _told(shop: Shop, order: Order, returns: Sequence[Return], question: Question) -> Reply:
    """The open one, else the newest; one is told in full."""
    asked = next((each for each in returns if each.state in OPEN), returns[0])
    return _STATES[asked.state](shop, order, asked, question)


def _goods(order: Order, asked: Return) -> str:
    return name_of(line_returned(order, asked))


def _applied(shop: Shop, order: Order, asked: Return, question: Question) -> Reply:
    due = asked.applied_at + timedelta(hours=shop.policy()["returns"]["review_hours"])
    if due < question.now:
        return _overdue(shop, order, asked, question, "审核")
    text = f"亲，{_goods(order, asked)}的{asked.kind}申请正在审核，最晚{moment(due, question.now)}前有结果～"
    return Reply(text, order_id=order.id)


def _approved(shop: Shop, order: Order, asked: Return, question: Question) -> Reply:
    if asked.kind == REFUND_ONLY:
        text = f"亲，{_goods(order, asked)}的{asked.kind}已经审核通过，{yuan(asked.amount)}会在 {_inbound_days(shop)}内原路退回您的付款账户～"
        return Reply(text, order_id=order.id)
    text = f"亲，{_goods(order, asked)}的{asked.kind}已经通过了，等您把东西寄回来。要看看寄到哪里吗？"
    return Reply(text, order_id=order.id, offer=Offer("ask_return_shipping", {"order_id": order.id}))


def _sent_back(shop: Shop, order: Order, asked: Return, question: Question) -> Reply:
    known = order.id == question.focus_order_id and not _WHERE.search(question.text)
    if known and asked.kind != EXCHANGE and (_WHEN.search(question.text) or _HURRIES.search(question.text)):
        return _once_more(shop, order, asked, question)
    number = f"（{asked.courier}单号 {asked.tracking_no}）" if asked.tracking_no else ""
    then = (
        "就给您发新的"
        if asked.kind == EXCHANGE
        else f"后 {_inbound_days(shop)}内把 {yuan(asked.amount)}原路退回您的付款账户"
    )
    text = f"亲，您退回的{_goods(order, asked)}正在路上{number}，仓库签收登记{then}～"
    return Reply(text, order_id=order.id)


def _once_more(shop: Shop, order: Order, asked: Return, question: Question) -> Reply:
    """What was told a moment ago is not said again in full."""
    if _WHEN.search(question.text):
        text = f"亲，等仓库签收登记了，{_inbound_days(shop)}内 {yuan(asked.amount)}就到您的付款账户～"
    else:
        text = f"亲，理解您着急～包裹还在回仓的路上，仓库一登记就给您退，{_inbound_days(shop)}内到账。寄出的包裹一直没动静的话跟我说，我帮您查～"
    return Reply(text, order_id=order.id)


_WHERE = re.compile(r"仓库|到哪|哪了|进度|单号|哪一?步")
_HURRIES = re.compile(r"快|慢|催|急|等|再不|还没")
_WHEN = re.compile(r"什么时候|啥时候|多久|几天|哪天|到账")


def _received(shop: Shop, order: Order, asked: Return, question: Question) -> Reply:
    received = asked.received_at or asked.applied_at
    due = received + timedelta(days=shop.policy()["returns"]["refund_days_after_inbound"][1])
    if due < question.now:
        return _overdue(shop, order, asked, question, "退款" if asked.kind != EXCHANGE else "补发")
    at = day_and_date(received, question.now)
    what = "新的会安排发出" if asked.kind == EXCHANGE else f"{yuan(asked.amount)}会原路退回您的付款账户"
    text = (
        f"亲，仓库{at}已经收到并登记了您退回的{_goods(order, asked)}，最晚{day_and_date(due, question.now)}，{what}～"
    )
    return Reply(text, order_id=order.id)


def _refunded(shop: Shop, order: Order, asked: Return, question: Question) -> Reply:
    if _UNSEEN.search(question.text):
        text = f"亲，店里的记录是 {yuan(asked.amount)}已经退回付款时用的账户，可以在那个账户的账单里找找这笔。还是没有的话，请同事帮您查退款流水～"
        return Reply(text, buttons=[TO_A_PERSON], order_id=order.id)
    at = f"{day_and_date(asked.refunded_at, question.now)}" if asked.refunded_at else "之前"
    text = f"亲，{_goods(order, asked)}的 {yuan(asked.amount)}{at}已经原路退回您的付款账户，退到银行卡的话以银行入账时间为准～"
    return Reply(text, order_id=order.id)


_UNSEEN = re.compile(r"没(有)?(看|见|收|找|查|到)|哪(里|儿)?有|没钱")


def _rejected(shop: Shop, order: Order, asked: Return, question: Question) -> Reply:
    """With the reason that stands on the order, and the one way that is left."""
    said = next((note.text for note in reversed(order.notes) if note.at >= asked.applied_at), "")
    why = f"，原因是：{said}" if said else ""
    return Reply(
        f"亲，{_goods(order, asked)}的{asked.kind}申请没有通过{why}。如果东西有质量问题，可以拍照给我再看看～",
        buttons=[Button("是质量问题", "report_quality_issue", {"order_id": order.id})],
        order_id=order.id,
    )


def _withdrawn(shop: Shop, order: Order, asked: Return, question: Question) -> Reply:
    text = f"亲，{_goods(order, asked)}的{asked.kind}申请已经撤销了，没有在退款。要重新申请的话跟我说一声～"
    return Reply(text, order_id=order.id)


_STATES: Mapping[ReturnState, Callable[[Shop, Order, Return, Question], Reply]] = {
    ReturnState.APPLIED: _applied,
    ReturnState.APPROVED: _approved,
    ReturnState.SENT_BACK: _sent_back,
    ReturnState.RECEIVED: _received,
    ReturnState.REFUNDED: _refunded,
    ReturnState.REJECTED: _rejected,
    ReturnState.WITHDRAWN: _withdrawn,
}


def _overdue(shop: Shop, order: Order, asked: Return, question: Question, step: str) -> Reply:
    """What we promised has not been kept: said so, and somebody has to look after it until a new hour."""
    kind = "refund_overdue"
    follow_up = shop.open_follow_up(
        order.shopper_id, order.id, kind=kind, due_hours=_URGED_HOURS, key=f"{question.message_id}:{kind}"
    )
    due = moment(follow_up.due_at, question.now)
    return Reply(
        f"亲，{_goods(order, asked)}的{step}超过我们承诺的时间了，让您久等，真的抱歉。我已经登记加急，{due}前一定给您结果～",
        buttons=[TO_A_PERSON],
        custom=promise(order.id, kind, follow_up.due_at),
        order_id=order.id,
    )


def _inbound_days(shop: Shop) -> str:
    return days(shop.policy()["returns"]["refund_days_after_inbound"])
