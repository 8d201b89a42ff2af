"""改地址: only what changes is asked for, shown masked, confirmed, then written; a door alone goes to the warehouse as a note.

The shop tells addresses masked only, so a change of the door cannot be merged into the street here: the warehouse does it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from actions.services import orders
from actions.services.addresses import Told, read_address, shown, shown_door
from actions.services.fields import confirmation
from actions.services.focus import find_order
from actions.services.forms import NOTHING, Field, Form, Read, Step, begin
from actions.services.order_words import goods_of
from actions.services.question import Question
from actions.services.regions import place_in
from actions.services.reply import Button, Custom, Reply, handover
from actions.services.too_late import IN_TIME, UNDER_WAY, TooLate, by_state
from actions.services.wording import yuan
from shop import shipping
from shop.masking import masked_name, masked_phone
from shop.models import Address, Flag, Order, OrderState
from shop.protocol import Shop

_RECEIVER, _PHONE, _DETAIL = "receiver", "phone", "detail"
_REGION, _AREA, _DOOR, _NOT_TO, _WANTS = "region", "area", "door", "not_to", "wants"

_TOO_LATE = TooLate(
    "change_address",
    "改地址",
    by_state(
        "亲，您的{goods}仓库已经在配货，系统里改不了地址啦。要我请同事联系仓库拦下来改吗？",
        "亲，您的{goods}已经发出了，我们改不了面单。要我请同事联系快递改派吗？能不能改、收不收费以快递为准～",
        "亲，您的{goods}已经签收了，地址改不了啦。没收到的话我马上帮您查～",
    ),
    after_arrival=Button("我没收到", "report_not_received"),
)


_ONLY_ASKS = re.compile(r"(地址|收货人|电话).{0,6}(哪|什么|多少|对不对|对吗|没错吧)")
_CHANGES = re.compile(r"改|换|错|寄到|送到|发到")


def change(shop: Shop, question: Question) -> Reply:
    if _ONLY_ASKS.search(question.text) and not _CHANGES.search(question.text):
        return orders.query(shop, question)
    found = find_order(
        shop,
        question,
        likely=lambda order: order.state in IN_TIME,
        second=lambda order: order.state in UNDER_WAY,
        ask="您想改哪一笔订单的地址呢？",
    )
    if found.order is None:
        return found.reply or Reply()
    late = _TOO_LATE.reply(found.order, question)
    return late or begin(FORM, shop, question, {"order_id": found.order.id, _WANTS: wanted(question.text)})


_WORDS = {
    _RECEIVER: re.compile(r"收[货件]人|名字|姓名|换个?人|[让由给].{1,6}收"),
    _PHONE: re.compile(r"电话|手机|号码|联系方式"),
}
_PLACE = re.compile(r"地址|门牌|[寄送发]到|楼号")


def wanted(text: str) -> Sequence[str]:
    """What the words say is to be changed; empty where they say "the address" only, which may mean all of it."""
    named = [part for part, words in _WORDS.items() if words.search(text)]
    return [*named, _DETAIL] if named and _PLACE.search(text) and "地址不" not in text else named


# Reading


def _told(step: Step) -> Told:
    told = read_address(step.text)
    return Told(phone=told.phone) if step.is_elsewhere() else told


def _read_receiver(step: Step, asked: bool) -> Read:
    name = _told(step).receiver or (_bare_name(step) if asked else "")
    return Read({_RECEIVER: name}) if name else NOTHING


_BARE_NAME = re.compile(r"(?:改成|换成|叫|是)?([一-龥A-Za-z·]{2,12}?)(?:吧|就行)?[。～~]?")


def _bare_name(step: Step) -> str:
    """Whoever is asked for a name and says 王女士 or Lily means it."""
    found = _BARE_NAME.fullmatch(step.text.strip())
    plain = step.question.intent in {"affirm", "deny", "thank"} or step.is_elsewhere()
    return found.group(1) if found and not plain else ""


def _read_phone(step: Step, asked: bool) -> Read:
    phone = _told(step).phone
    if phone:
        return Read({_PHONE: phone})
    digits = re.sub(r"\D", "", step.text)
    return Read(remark=f"手机号是 11 位的，这个是 {len(digits)} 位，") if asked and 6 <= len(digits) <= 14 else NOTHING


def _read_place(step: Step, asked: bool) -> Read:
    told = _told(step)
    if told.region and not shipping.delivers_to(told.region, step.shop.policy()):
        return Read({_NOT_TO: place_in(step.text), _DETAIL: None, _AREA: None, _REGION: None})
    if told.detail:
        return Read(_complete(step, told))
    if told.area:
        return Read({_AREA: told.area, _REGION: told.region or None, _NOT_TO: None})
    return Read({_DOOR: told.door}) if told.door else _also_wanted(step)


def _also_wanted(step: Step) -> Read:
    """ "电话也改一下", after the first part has been told."""
    if step.draft.asking in {None, _DETAIL} or step.is_elsewhere():
        return NOTHING
    named = [*wanted(step.text), *([_DETAIL] if _PLACE.search(step.text) else [])]
    more = [part for part in dict.fromkeys(named) if part not in step.value(_WANTS) and step.value(part) is None]
    return Read({_WANTS: [*step.value(_WANTS), *more]}) if more else NOTHING


def _complete(step: Step, told: Told) -> dict[str, str | None]:
    """A street whose city was not told lies where the area told before says, else where the order goes now."""
    order = _order(step)
    if told.region:
        detail, region = told.detail, told.region
    else:
        region = step.value(_REGION) or order.region
        detail = f"{step.value(_AREA) or _known_part(order)}{told.detail}"
    return {_DETAIL: detail, _REGION: region, _AREA: None, _NOT_TO: None, _DOOR: None}


def _known_part(order: Order) -> str:
    return order.address_masked.split("*")[0]


def _order(step: Step) -> Order:
    return step.shop.order(step.question.shopper_id or "", step.value("order_id"))


# Asking


def _ask_place(step: Step) -> Reply:
    if step.value(_NOT_TO):
        text = f"亲，很抱歉，{step.value(_NOT_TO)}目前还送不到。换一个能送到的收货地址发我就行～"
    elif step.value(_AREA):
        text = f"好的亲，{step.value(_AREA)}，麻烦把街道和门牌号也发我一下～"
    else:
        text = "好的亲，没发货可以改。把新的收件人、电话和详细地址发我就行，只改一项就发那一项～"
    return Reply(text, order_id=step.value("order_id"))


def _place_needed(step: Step) -> bool:
    if step.value(_DOOR) and not step.value(_AREA):
        return False
    others = step.value(_RECEIVER) or step.value(_PHONE) or step.value(_WANTS)
    return bool(not others or _DETAIL in step.value(_WANTS) or step.value(_AREA) or step.value(_NOT_TO))


def _summary(step: Step) -> Reply:
    kept = "" if all(step.value(name) for name in (_RECEIVER, _PHONE, _DETAIL)) else "，其余不变"
    text = f"亲，跟您核对一下，{goods_of(_order(step))}这单{'，'.join(_changes(step))}{kept}。{_postage_told(step)}没问题的话我就改啦？"
    return Reply(text, order_id=step.value("order_id"))


def _changes(step: Step) -> Sequence[str]:
    said = {
        "收件人改为 ": (_RECEIVER, masked_name),
        "电话改为 ": (_PHONE, masked_phone),
        "地址改为 ": (_DETAIL, shown),
        "门牌改为 ": (_DOOR, shown_door),
    }
    return [f"{words}{mask(step.value(name))}" for words, (name, mask) in said.items() if step.value(name)]


# Postage


def _more_postage(step: Step, order: Order) -> Decimal:
    """What the new region costs above what was asked for the old one: remote regions have a fee of their own."""
    if not step.value(_REGION):
        return Decimal(0)
    due = shipping.postage(step.value(_REGION), order.goods_total - order.discount, step.shop.policy())
    return max(due - order.postage, Decimal(0))


def _postage_told(step: Step) -> str:
    order = _order(step)
    more = _more_postage(step, order)
    if not more:
        return ""
    how = "会加到待付金额里" if order.state is OrderState.UNPAID else "改好后同事给您发补差价的入口"
    return f"寄到{step.value(_REGION)}运费要多 {yuan(more)}，{how}。"


# Writing


def _submit(step: Step) -> Reply:
    order, key = _order(step), f"{step.question.message_id}:change_address"
    more = _more_postage(step, order)
    parts = [step.value(name) or "" for name in (_RECEIVER, _PHONE, _REGION, _DETAIL)]
    if any(parts):
        order = step.shop.change_address(order.shopper_id, order.id, Address(*parts), key=key)
    if step.value(_DOOR):
        text = f"买家更正门牌：{step.value(_DOOR)}，其余地址不变，请按此发货"
        step.shop.add_note(order.shopper_id, order.id, by="小二", text=text, flag=Flag.YELLOW, key=f"{key}:door")
    custom: Custom = {}
    if more and order.state is OrderState.PAID:
        note = f"订单 {order.id} 改到偏远地区 {step.value(_REGION)}，需补运费 {yuan(more)}，请给买家发补差价入口"
        custom = handover("postage_due", note)
    return Reply(_done(step, order, more), custom=custom, order_id=order.id)


def _done(step: Step, order: Order, more: Decimal) -> str:
    where = f"{order.receiver} {order.phone_masked}，{order.address_masked}"
    if step.value(_DOOR):
        return f"好的亲，{goods_of(order)}这单的新门牌已经登记给仓库并做了标记，按新的发（{where}）～"
    paid_more = f"运费差 {yuan(more)}，我请同事来跟您对一下～" if more and order.state is OrderState.PAID else ""
    return f"好的亲，{goods_of(order)}这单改好啦：{where}，仓库会按新的发。{paid_more}"


FORM = Form(
    name="address_form",
    title="改地址",
    intents=frozenset({"change_address"}),
    fields=(
        Field(_DETAIL, "地址", _ask_place, _read_place, _place_needed),
        Field(
            _RECEIVER,
            "收件人",
            lambda step: Reply("好的亲，新的收件人姓名是？"),
            _read_receiver,
            lambda step: _RECEIVER in step.value(_WANTS),
        ),
        Field(
            _PHONE,
            "电话",
            lambda step: Reply("好的亲，新的手机号完整发我一下～"),
            _read_phone,
            lambda step: _PHONE in step.value(_WANTS),
        ),
        confirmation(_summary, yes="确认修改", no="先不改了"),
    ),
    submit=_submit,
    check=lambda step: _TOO_LATE.reply(_order(step), step.question),
    left="好的亲，那地址就先不改，还按原来的发～",
)
