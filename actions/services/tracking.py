"""Where a parcel is: what the courier last scanned, when it arrives, and the truth when it does not move."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from actions.services.cards import parcel_card
from actions.services.focus import ON_THE_WAY, WAITING, find_order
from actions.services.order_words import goods_of
from actions.services.question import Question
from actions.services.reply import TO_A_PERSON, Button, Custom, Offer, Reply, promise
from actions.services.wording import day_and_date, moment, one_of, short, span
from shop.models import Flag, FollowUp, Order, OrderState, Parcel, ParcelState
from shop.protocol import Shop
from shop.standstill import is_still

LOOK_INTO_HOURS = 24  # a stalled parcel: until then the shopper hears what the courier says


def track(shop: Shop, question: Question) -> Reply:
    found = find_order(
        shop, question, likely=lambda order: order.state in ON_THE_WAY, ask="您有几个包裹在路上，想查哪一个呢？"
    )
    if found.order is None:
        return found.reply or Reply()
    order = found.order
    parcels = shop.parcels(order.shopper_id, order.id)
    if not parcels:
        return not_sent(order, question)
    return _told(shop, order, most_telling(parcels), parcels, question)


def most_telling(parcels: Sequence[Parcel]) -> Parcel:
    """The one the shopper waits for: trouble first, delivered last."""
    order = [
        ParcelState.LOST,
        ParcelState.EXCEPTION,
        ParcelState.OUT_FOR_DELIVERY,
        ParcelState.IN_TRANSIT,
        ParcelState.CREATED,
        ParcelState.DELIVERED,
    ]
    return min(parcels, key=lambda parcel: order.index(parcel.state))


def _told(shop: Shop, order: Order, parcel: Parcel, parcels: Sequence[Parcel], question: Question) -> Reply:
    if is_still(parcel, shop.policy(), question.now):
        text, buttons, custom = _stalled(shop, order, parcel, question)
    else:
        text, buttons, custom = _TOLD[parcel.state](order, parcel, question)
    if len(parcels) > 1:
        text = f"亲，这单分成了 {len(parcels)} 个包裹。" + text.removeprefix("亲，")
    return Reply(
        text,
        parts=[parcel_card(each) for each in parcels],
        buttons=buttons,
        custom=custom,
        order_id=order.id,
        product_id=order.lines[0].product_id,
    )


def silence(parcel: Parcel, question: Question) -> timedelta:
    return question.now - parcel.last_event.at if parcel.last_event else timedelta()


_Told = tuple[str, list[Button], Custom]


def _stalled(shop: Shop, order: Order, parcel: Parcel, question: Question) -> _Told:
    """The truth, and what we do about it: a follow-up with a deadline, and a blue flag for the shop's own people."""
    quiet = span(silence(parcel, question))
    follow_up = shop.open_follow_up(
        order.shopper_id,
        order.id,
        kind="urge_delivery",
        due_hours=LOOK_INTO_HOURS,
        key=f"{question.message_id}:stalled",
    )
    if not was_open(follow_up, question):
        shop.add_note(
            order.shopper_id,
            order.id,
            by="小二",
            text=f"{parcel.courier} {parcel.tracking_no} 已 {quiet} 无物流更新，催查快递",
            flag=Flag.BLUE,
            key=f"{question.message_id}:stalled",
        )
    due = moment(follow_up.due_at, question.now)
    if order.id == question.focus_order_id and was_open(follow_up, question):
        text = f"亲，您的{goods_of(order)}已经在催查{parcel.courier}了，现在还没有新动态，{due}前一定给您结果；真丢了会给您补发或退款～"
        return text, [TO_A_PERSON], promise(order.id, "urge_delivery", follow_up.due_at)
    text = (
        f"亲，您的{short(order.lines[0].title)}最后一条物流停在{_where(parcel)}，已经 {quiet} 没有新动态了，这不正常，很抱歉让您久等。"
        f"我已经登记催查{parcel.courier}，{moment(follow_up.due_at, question.now)}前会给您一个结果～"
    )
    return text, [TO_A_PERSON], promise(order.id, "urge_delivery", follow_up.due_at)


_CLOCKS_DIFFER = timedelta(seconds=5)  # the shop's and ours, at most


def was_open(follow_up: FollowUp, question: Question) -> bool:
    """Whether it had been opened by an earlier message, which has flagged the order already."""
    return follow_up.opened_at < question.now - _CLOCKS_DIFFER


def _created(order: Order, parcel: Parcel, question: Question) -> _Told:
    return f"亲，您的{goods_of(order)}已经打包好，等{parcel.courier}上门揽收，一般当天就会有第一条物流～", [], {}


def _in_transit(order: Order, parcel: Parcel, question: Question) -> _Told:
    opening = one_of(("亲，查到啦，", "亲，帮您查了，", "亲，"), question.message_id)
    return f"{opening}您的{goods_of(order)}现在到了{_where(parcel)}，{_arrival(parcel, question)}", [], {}


def _out_for_delivery(order: Order, parcel: Parcel, question: Question) -> _Told:
    return f"亲，好消息，您的{goods_of(order)}正在派送，今天就能送到，麻烦保持电话畅通～", [], {}


def _delivered(order: Order, parcel: Parcel, question: Question) -> _Told:
    last = parcel.last_event
    at = order.signed_at or (last.at if last else None)
    when = f"{moment(at, question.now)}" if at else "之前"
    text = f"亲，您的{goods_of(order)}在{when}显示已签收{'（' + last.text + '）' if last else ''}。"
    return text, [Button("我还没收到", "report_not_received", {"order_id": order.id})], {}


def _exception(order: Order, parcel: Parcel, question: Question) -> _Told:
    last = parcel.last_event
    said = f"：{last.text}" if last else ""
    return (
        f"亲，抱歉，您的{goods_of(order)}派送时出了状况{said}。需要同事跟快递核实处理，要帮您转给人工客服吗？",
        [TO_A_PERSON],
        {},
    )


def _lost(order: Order, parcel: Parcel, question: Question) -> _Told:
    return (
        f"亲，非常抱歉，{parcel.courier}那边显示您的{goods_of(order)}疑似丢件。这种情况可以重新发货或者退款，需要同事为您确认，点下面就能找到人工客服～",
        [TO_A_PERSON],
        {},
    )


_TOLD: dict[ParcelState, Callable[[Order, Parcel, Question], _Told]] = {
    ParcelState.CREATED: _created,
    ParcelState.IN_TRANSIT: _in_transit,
    ParcelState.OUT_FOR_DELIVERY: _out_for_delivery,
    ParcelState.DELIVERED: _delivered,
    ParcelState.EXCEPTION: _exception,
    ParcelState.LOST: _lost,
}


def _where(parcel: Parcel) -> str:
    return f"「{parcel.last_event.place}」" if parcel.last_event else "仓库"


def _arrival(parcel: Parcel, question: Question) -> str:
    if parcel.expected_at is None:
        return "还在路上，快递暂时没有给出预计送达时间～"
    if parcel.expected_at < question.now:
        return f"原本预计{day_and_date(parcel.expected_at, question.now)}送到，已经晚了，抱歉让您等；包裹还在动，到了会第一时间派送～"
    return f"预计{day_and_date(parcel.expected_at, question.now)}送到～"


def not_sent(order: Order, question: Question) -> Reply:
    """No parcel yet: say where the order stands and by when it is sent; overdue is called overdue."""
    text, offer = _unsent_text(order, question)
    return Reply(text, order_id=order.id, product_id=order.lines[0].product_id, offer=offer)


def _unsent_text(order: Order, question: Question) -> tuple[str, Offer | None]:
    if order.state not in WAITING:
        return f"亲，您的{goods_of(order)}现在是「{order.state.zh}」，没有在途的包裹～", None
    if order.ship_by is None:
        return f"亲，您的{goods_of(order)}还没有发出，现在是「{order.state.zh}」～要帮您催一下仓库吗？", _urge(order)
    if order.ship_by < question.now:
        return (
            f"亲，您的{goods_of(order)}还没有发出，已经过了承诺的{moment(order.ship_by, question.now)}，实在抱歉。要我帮您催一下仓库吗？",
            _urge(order),
        )
    return (
        f"亲，您的{goods_of(order)}还没有发出，现在是「{order.state.zh}」，最晚{moment(order.ship_by, question.now)}前发～要帮您催一下仓库吗？",
        _urge(order),
    )


def _urge(order: Order) -> Offer:
    return Offer("urge_shipping", {"order_id": order.id})


def shows_as_sent(order: Order) -> bool:
    return order.state in {OrderState.SHIPPED, OrderState.SIGNED, OrderState.COMPLETED}
