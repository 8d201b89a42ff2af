"""Injury, allergy, fire, damage to property: a person at once, and the goods are not used any more."""

from __future__ import annotations

import re
from datetime import timedelta

from actions.services.focus import find_order
from actions.services.lines import name_of
from actions.services.question import Question
from actions.services.reply import Reply, handover
from actions.services.wording import moment
from shop.models import Order, TicketKind
from shop.protocol import Shop

_LEVEL, _HOURS = 1, 1
_HARM = re.compile(
    r"过敏|红肿|起疹|烂脸|中毒|拉肚子|上吐下泻|呕吐|住院|进医院|去医院|急诊|受伤|流血|划伤|割伤|烫伤|烧伤|触电|电到|漏电|"
    r"起火|着火|冒烟|烧焦|烧了|爆炸|炸了|短路|跳闸|鼓包|发霉|变质|长虫|有虫|异物|玻璃渣|泡坏了?地板|淹了"
)
_NOT_HARM = re.compile(r"(会不会|是否|容易|怕|担心|防|不会|没有?|有没有)[^，。,.]{0,4}$")


def harm_in(text: str) -> bool:
    """ "会不会过敏" asks, "脸过敏了" tells."""
    return any(not _NOT_HARM.search(text[: found.start()]) for found in _HARM.finditer(text))


def at_risk(shop: Shop, question: Question) -> Reply | None:
    """None where nobody was harmed. The case is recorded where the order is beyond doubt; nobody is asked for it now."""
    if not harm_in(question.text):
        return None
    order = _order_of(shop, question)
    due = question.now + timedelta(hours=_HOURS)
    if order:
        _record(shop, order, question)
    goods = name_of(order.lines[0]) if order else "商品"
    return Reply(
        f"亲，人没事吧？安全最要紧：请马上停止使用{'' if order is None else goods}，有不舒服先就医，东西、包装和票据都留好。"
        f"我这就请同事优先联系您，最晚{moment(due, question.now)}前跟您沟通～",
        custom=handover(
            "risk", f"安全问题（1 级）：{goods}，{question.text[:60]}", level=_LEVEL, due_at=due.isoformat()
        ),
        order_id=order.id if order else None,
    )


def _order_of(shop: Shop, question: Question) -> Order | None:
    if question.shopper_id is None:
        return None
    return find_order(shop, question, likely=lambda order: order.signed_at is not None).order


def _record(shop: Shop, order: Order, question: Question) -> None:
    shop.open_ticket(
        order.shopper_id,
        order.id,
        kind=TicketKind.QUALITY,
        level=_LEVEL,
        text=f"安全问题：{question.text[:120]}",
        due_hours=_HOURS,
        key=f"{question.message_id}:safety",
    )
