"""签收未收到: looked for first where parcels hide, then a ticket with a deadline, and the shopper says what shall come of it."""

from __future__ import annotations

import re

from actions.services.cards import parcel_card
from actions.services.fields import Option, confirmation, options
from actions.services.focus import ON_THE_WAY, find_order
from actions.services.forms import Form, Step, begin
from actions.services.question import Question
from actions.services.refunds import of_the_way_back, progress
from actions.services.reply import Reply, promise
from actions.services.tracking import most_telling, not_sent, track
from actions.services.wording import moment, short
from shop.models import Flag, Order, OrderState, Parcel, ParcelState, TicketKind
from shop.protocol import Shop

DUE_HOURS = 4  # a lost parcel is a delay: level 2, a solution within four hours
_LEVEL = 2
_SIGNED = frozenset({OrderState.SIGNED, OrderState.COMPLETED}) | ON_THE_WAY
_PLACE = re.compile(r"【([^】]*(?:驿站|快递柜|丰巢|代收点)[^】]*)】")


def report(shop: Shop, question: Question) -> Reply:
    if sent_back := of_the_way_back(shop, question):
        return sent_back
    found = find_order(shop, question, likely=lambda order: order.state in _SIGNED, ask="亲，是哪一单没有收到呢？")
    if found.order is None:
        return found.reply or Reply()
    order = found.order
    if order.state is OrderState.REFUNDED:  # nothing is to come any more but the money
        return progress(shop, question.about_order(order.id))
    parcels = shop.parcels(order.shopper_id, order.id)
    if not parcels:
        return not_sent(order, question)
    parcel = next((each for each in parcels if each.state in _GONE), most_telling(parcels))
    if parcel.state not in _GONE:
        return track(shop, question.about_order(order.id))
    opening = _opening(order, parcel, question)
    reply = begin(FORM, shop, question, {"order_id": order.id, "parcel_id": parcel.id, **_known(parcel)}, opening)
    return _with_card(reply, parcel)


_GONE = frozenset({ParcelState.DELIVERED, ParcelState.LOST})


def _known(parcel: Parcel) -> dict[str, str]:
    """What the courier itself calls lost is not looked for at the neighbours'."""
    return {"looked": "lost"} if parcel.state is ParcelState.LOST else {}


def _with_card(reply: Reply, parcel: Parcel) -> Reply:
    return Reply(reply.text, [parcel_card(parcel)], reply.buttons, order_id=parcel.order_id, draft=reply.draft)


def _opening(order: Order, parcel: Parcel, question: Question) -> str:
    goods, last = short(order.lines[0].title), parcel.last_event
    if parcel.state is ParcelState.LOST:
        return f"亲，非常抱歉，{parcel.courier}那边也没能找到您的{goods}，这个由我们负责。"
    at = f"{moment(last.at, question.now)}" if last else "之前"
    place = _PLACE.search(last.text) if last else None
    where = f"，放在了「{place.group(1)}」" if place else f"，快递写的是“{last.text}”" if last else ""
    return f"亲，别着急，您的{goods}显示{at}签收{where}。"


_LOOKED = (
    Option(
        "looked",
        "都找过了，没有",
        ("找过", "问过", "都没有", "都不在"),
        ("没有", "没收到", "没人收", "找了", "嗯", "是的", "对", "都找"),
    ),
    Option("looking", "我再去找找", ("再找", "再看看", "去看看", "去问问", "先找"), ("还没", "没找过", "没问")),
)
_WISHES = (
    Option("补发", "补发一件", ("补发", "重发", "再发", "重新发")),
    Option("退款", "退款给我", ("退款", "退钱", "不要了")),
)


def _ask_looked(step: Step) -> Reply:
    return Reply("麻烦先看看家人、门卫、驿站和快递柜有没有代收，都找过了吗？")


def _wait_for_the_search(step: Step) -> Reply | None:
    if step.value("looked") != "looking":
        return None
    return Reply(
        "好的亲，您先找找，要是还没有，随时跟我说“没收到”，我马上帮您登记处理～", order_id=step.value("order_id")
    )


def _summary(step: Step) -> Reply:
    return Reply(f"好的，我登记“未收到货，希望{step.value('wish')}”，并让快递核实签收底单，可以吗？")


def _submit(step: Step) -> Reply:
    shopper, order_id = step.question.shopper_id or "", step.value("order_id")
    order = step.shop.order(shopper, order_id)
    key, wish = f"{step.question.message_id}:lost", step.value("wish")
    ticket = step.shop.open_ticket(
        shopper,
        order.id,
        kind=TicketKind.LOST,
        level=_LEVEL,
        text="显示签收但顾客未收到，请快递核实签收底单",
        wish=wish,
        due_hours=DUE_HOURS,
        key=key,
    )
    step.shop.add_note(
        shopper, order.id, by="小二", text=f"签收未收到，顾客希望{wish}，工单 {ticket.id}", flag=Flag.RED, key=key
    )
    due = moment(ticket.due_at, step.question.now)
    text = f"亲，已经登记好了（工单 {ticket.id}），正在让快递核实签收底单，{due}前给您{wish}的处理结果，期间不用重复联系快递～"
    return Reply(text, custom=promise(order.id, "lost_parcel", ticket.due_at), order_id=order.id)


FORM = Form(
    name="lost_form",
    title="未收到货登记",
    intents=frozenset({"report_not_received", "track_shipment", "urge_delivery", "request_return", "complain"}),
    fields=(
        options("looked", "查找", _ask_looked, lambda step: _LOOKED),
        options("wish", "希望", lambda step: Reply("亲，实在找不到的话，您希望怎么处理呢？"), lambda step: _WISHES),
        confirmation(_summary),
    ),
    submit=_submit,
    check=_wait_for_the_search,
)
