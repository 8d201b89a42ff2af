"""Complaints: apology, confirmation, solution, in this order. The level decides who hears of it and by when."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from actions.services.fields import LONGEST, Option, free_text, options
from actions.services.focus import order_at_hand
from actions.services.forms import Form, Step, begin
from actions.services.question import Question
from actions.services.reply import Custom, Reply, handover
from actions.services.wording import moment
from shop.models import Ticket, TicketKind
from shop.protocol import Shop


@dataclass(frozen=True)
class Level:
    number: int
    within_hours: int  # until then the shopper hears of a solution
    words: re.Pattern[str]
    sorry: str


# 1 serious quality or safety, 2 delay or damage, 3 a question or a small flaw.
_LEVELS = (
    Level(
        1,
        1,
        re.compile(r"过敏|中毒|受伤|烫伤|起火|冒烟|漏电|爆炸|拉肚子|医院|发霉|变质|安全"),
        "亲，听到这个情况我们非常重视，也很抱歉。您和家人现在还好吗？请先停止使用，",
    ),
    Level(
        2,
        4,
        re.compile(r"没发货|不发货|没收到|没到|太慢|慢死|几天了|多久了|延误|破|坏|碎|少发|漏发|发错|拖|还不"),
        "亲，耽误您这么久，换了谁都会着急，真的很抱歉。",
    ),
)
_SMALL = Level(3, 24, re.compile(""), "亲，这次让您不愉快了，真的很抱歉。")


def level_of(text: str) -> Level:
    return next((level for level in _LEVELS if level.words.search(text)), _SMALL)


def complain(shop: Shop, question: Question) -> Reply:
    """Safety goes to a person at once; else the one thing that is missing is asked: what shall come of it."""
    level = level_of(question.text)
    order = order_at_hand(shop, question)  # a complaint needs none
    order_id = order.id if order else None
    if level.number == 1 or question.shopper_id is None:
        return _to_a_person(shop, question, level, order_id)
    told = {"level": level.number, "order_id": order_id, **_substance(question.text)}
    return replace(begin(FORM, shop, question, told, level.sorry), order_id=order_id)


_BARE = re.compile(
    r"^[我要想了你们的店客服亲就一定会去要给个必须]*(投诉|举报|差评)[你们吧了啊呀的店客服这家！!。.\s]*$"
)


def _substance(text: str) -> dict[str, Any]:
    """What it is about, where the message says more than that one complains."""
    return {} if _BARE.match(text.strip()) else {"what": text.strip()[:LONGEST]}


def _to_a_person(shop: Shop, question: Question, level: Level, order_id: str | None) -> Reply:
    """A visitor's complaint has no ticket yet: the person who takes over opens it."""
    due, told = None, f"最晚 {level.within_hours} 小时内"
    if question.shopper_id:
        ticket = _ticket(shop, question, level.number, order_id, question.text, "")
        due, told = ticket.due_at, f"最晚{moment(ticket.due_at, question.now)}前"
    text = f"{level.sorry}这件事我已经登记，并交给同事优先处理，{told}给您一个处理方案。"
    more = {"due_at": due.isoformat()} if due else {}
    return Reply(text, custom=_note(level.number, question.text, "", **more), order_id=order_id)


def _note(level: int, what: str, wish: str, **more: Any) -> Custom:
    note = f"投诉（{level} 级）：{what[:60]}" + (f"；希望：{wish}" if wish else "")
    return handover("complaint", note, level=level, **more)


def _ticket(shop: Shop, question: Question, level: int, order_id: str | None, what: str, wish: str) -> Ticket:
    hours = next((each.within_hours for each in _LEVELS if each.number == level), _SMALL.within_hours)
    return shop.open_ticket(
        question.shopper_id or "",
        order_id,
        kind=TicketKind.COMPLAINT,
        level=level,
        text=what,
        wish=wish,
        due_hours=hours,
        key=f"{question.message_id}:complaint",
    )


_WISHES = (
    Option("退款", "给我退款", ("退款", "退钱", "退货")),
    Option("尽快处理", "尽快发货/送到", ("尽快", "赶紧", "马上", "快点", "发货", "送到")),
    Option("换货或补发", "换货或补发", ("换货", "补发", "重发", "换一")),
    Option("给个说法", "给个说法", ("说法", "解释", "道歉", "赔", "补偿", "补点", "补钱")),
)


def _ask_what(step: Step) -> Reply:
    return Reply("您愿意说说是哪里让您不满意吗？我记下来交给同事处理～")


def _wants_no_form(step: Step) -> bool:
    """What one complains of may sound like any intent: a missing gift, a late parcel."""
    return step.question.intent in {"request_human", "ask_service_hours"}


def _submit(step: Step) -> Reply:
    question, level, wish = step.question, int(step.value("level")), str(step.value("wish"))
    ticket = _ticket(step.shop, question, level, step.value("order_id"), str(step.value("what")), wish)
    due = moment(ticket.due_at, question.now)
    text = f"好的亲，都记下了：您希望{wish}（工单 {ticket.id}）。我现在就交给同事优先处理，最晚{due}前给您答复。"
    return Reply(
        text, custom=_note(level, ticket.text, wish, due_at=ticket.due_at.isoformat()), order_id=ticket.order_id
    )


FORM = Form(
    name="complaint_form",
    title="投诉登记",
    intents=frozenset(
        {
            "complain",
            "urge_shipping",
            "urge_delivery",
            "request_return",
            "report_quality_issue",
            "report_package_problem",
        }
    ),
    fields=(
        free_text("what", "情况", _ask_what, elsewhere=_wants_no_form),
        options(
            "wish",
            "希望",
            lambda step: Reply("您说的我都记下了，您希望我们怎么处理呢？"),
            lambda step: _WISHES,
            volunteered=False,
        ),
    ),
    submit=_submit,
    left="好的亲，那先不登记。有不满意的地方随时跟我说，也可以找人工同事～",
)
